import { LIMITS } from '../../listing/limits.ts';
import type { Card, Listing, Money } from '../../listing/listing.ts';
import { parsePrice } from '../../listing/price.ts';
import { fromAttributes } from '../attributes.ts';
import { at, listAt, parseJson, textAt } from '../json.ts';
import { wholeOf } from '../numbers.ts';
import { disclosed, drawnCards, isPaid, metaOf, type Page, pageOf, productDraft } from '../page.ts';
import { money } from '../product.ts';
import type { Draft, Reader, Site } from '../reader.ts';
import { shown } from '../shown.ts';
import { textOf } from '../text.ts';

const SHOPS = 'de at ch fr it es nl be pl cz sk hu ro se dk fi no ie co.uk com si lt lv ee hr'.split(' ');
const LOUNGES = 'de at ch fr it es nl be pl cz se dk fi no co.uk com'.split(' ');

/**
 * Zalando, one domain per country, and Zalando Lounge. Item pages of 2018 to 2021 with their state in
 * `z-vegas-pdp-props`, seen; later ones, known from code only, by schema.org and their test ids. Lists of 2021
 * (labels on links), of 2020 in the Lounge, seen; later ones by the same `article`s.
 * Who sells is printed only once a size is chosen, if at all.
 */
export const zalandoSite: Site = {
  id: 'zalando',
  name: 'Zalando',
  hosts: [
    ...SHOPS.map((place) => `zalando.${place}`),
    ...LOUNGES.map((place) => `zalando-lounge.${place}`),
    'zalando-prive.fr',
    'zalando-prive.es',
    'zalando-prive.it',
  ],
  expected: ['title', 'price', 'brand', 'images'],
  itemId: ({ pathname }) =>
    /(?:[/-]|^)([a-z\d]{9}-[a-z\d]{3})(?:\.html)?$/i.exec(pathname)?.[1]?.toUpperCase() ?? null,
  pageKind(url) {
    if (this.itemId(url)) return 'product';
    // Lists have addresses of any name; whether one is a list shows in the page.
    return /^\/(?:my-?account|myaccount|cart|checkout|login|wishlist|faq|help|hilfe|api|event)(?:\/|$)/.test(
      url.pathname,
    )
      ? 'other'
      : 'results';
  },
};
export const zalando: Reader = {
  site: zalandoSite,
  read(document, url, kind) {
    const page = pageOf(document, url);
    return kind === 'results' ? results(page) : product(page);
  },
};

function product(page: Page): Draft {
  const { hint, rows } = page;
  const source = page.document.getElementById('z-vegas-pdp-props')?.textContent ?? '';
  const state = parseJson(source.replace(/^\s*<!\[CDATA\[|\]\]>\s*$/g, ''));
  const model = at(state, 'model') ?? at(state, 0, 'model');
  const told = at(model, 'articleInfo');
  const own = textAt(told, 'id') === zalandoSite.itemId(page.url) ? told : undefined;
  const price = (value: unknown): Money | undefined =>
    money(textAt(value, 'value'), textAt(value, 'currency'), hint);
  const shownPrice = at(own, 'displayPrice') ?? at(model, 'displayPrice');
  const groups = listAt(own, 'attributes').filter(
    (one) => !/highlights$/.test(textAt(one, 'category') ?? ''),
  );
  const stated = groups
    .flatMap((one) => listAt(one, 'data'))
    .map((one) => ({ name: textAt(one, 'name') ?? '', value: textAt(one, 'values') ?? '' }));
  const attributes = own ? stated : rows('[data-testid^="pdp-accordion"] dl > div', 'dt', 'dd');
  // Its descriptions are its attributes, and how tall the model is.
  const prose = stated.map(({ name, value }) => `${name}: ${value}`).concat(textAt(own, 'modelHeight') ?? []);
  const stars = Number(textAt(own, 'averageStarRating'));
  const listing: Partial<Listing> = own
    ? {
        title: textAt(own, 'name'),
        price: price(at(shownPrice, 'price')),
        priceBefore: at(shownPrice, 'isDiscounted') === true ? price(at(shownPrice, 'originalPrice')) : null,
        description: prose.join('. ') || undefined,
        images: listAt(own, 'media', 'images').map(
          (one) =>
            textAt(one, 'sources', 'zoom') ??
            textAt(one, 'sources', 'detail') ??
            textAt(one, 'sources', 'thumb') ??
            '',
        ),
        rating: stars > 0 ? Math.round(stars * 10) / 10 : undefined,
        reviewCount: wholeOf(textAt(own, 'reviewsCount')),
        availability: at(own, 'available') === false ? 'OutOfStock' : 'InStock',
        variants: listAt(own, 'units').map((one) => ({
          name: textAt(one, 'size', 'local') ?? '',
          price: price(at(one, 'displayPrice', 'price') ?? at(one, 'price')),
        })),
        identifiers: { sku: textAt(own, 'id') },
      }
    : {
        price: page.price(
          '[data-testid="pdp-price-container"] [data-testid*="price"]',
          '[data-testid="pdp-price-container"] p',
        ),
        priceBefore: page.price('[data-testid="pdp-price-container"] s', '[data-testid*="original-price"]'),
        description:
          textOf(page.document.querySelector('[data-testid="pdp-accordion-details"]'), LIMITS.description) ||
          undefined,
      };
  const draft = productDraft(
    page,
    own ? '2021 pdp props' : page.has('[data-testid^="pdp-"]') ? '2023 test ids' : null,
    /\s+-\s+Zalando(?:\.[a-z.]+)?\s*$/i,
    listing,
    { ...fromAttributes(attributes), brand: textAt(own, 'brand', 'name') },
    { price: parsePrice(metaOf(page, 'twitter:data1') ?? '', hint) ?? undefined },
    disclosed(page),
  );
  const said = draft.listing;
  // Where only machines are told, the brand stands before the title.
  if (said?.title && !own && said.brand && said.title.startsWith(`${said.brand} `))
    said.title = said.title.slice(said.brand.length + 1);
  return draft;
}

/** Prices in a line, each with its currency, in order. */
const PRICES =
  /(?:[€£$]|CHF|kr\.?) ?\d[\d .,']{0,12}\d|\d(?:[\d .,']{0,12}\d)?[\s]?(?:€|£|zł|Kč|Ft|lei|RON|kr|CHF|kn)/g;

/** The price and the one struck out beside it, whichever stands first. */
function prices(line: string, hint: Page['hint']): Pick<Card, 'price' | 'priceBefore'> {
  const found = [...line.slice(0, 400).replace(/\s/g, ' ').matchAll(PRICES)]
    .slice(0, 2)
    .flatMap(([one]) => parsePrice(one, hint) ?? [])
    .sort((a, b) => Number(a.amount) - Number(b.amount));
  const [price, before] = found;
  return {
    price: price ?? null,
    priceBefore: before && before.amount !== price?.amount ? before : undefined,
  };
}

function results(page: Page): Draft {
  const { all, url, hint } = page;
  const cards = all('article,[id^="article-"]').flatMap((root): Partial<Card>[] => {
    const link = root.querySelector('a[href]');
    const href = link?.getAttribute('href') ?? '';
    const id = URL.canParse(href, url.href) ? zalandoSite.itemId(new URL(href, url.href)) : null;
    if (!id) return [];
    const { text, attr } = shown(root);
    const label = link?.getAttribute('aria-label');
    const lounge = root.id.startsWith('article-');
    const named = lounge && root.querySelector('[class*="ArticleName"]');
    const brand = named && textOf(named.querySelector('[class*="uppercase"]'), LIMITS.name);
    const drawn = [...root.querySelectorAll('h3,h2')].map((one) => textOf(one, LIMITS.title)).join(' ');
    return [
      {
        id,
        url: href,
        title: named
          ? textOf(named, LIMITS.title)
              .slice(brand ? brand.length : 0)
              .replace(/^[\s-]+/, '')
          : (attr('alt', 'img[alt]') ?? (drawn || undefined) ?? label ?? undefined),
        ...prices(
          label && /\d/.test(label)
            ? label
            : lounge
              ? (text('[class*="PriceWrapper"]') ?? '')
              : textOf(root, 600),
          hint,
        ),
        image:
          attr('src', 'img[src^="http"]') ??
          /url\(["']?([^"')]+)/.exec(attr('style', '[style*="url("]') ?? '')?.[1],
        sponsored: isPaid(root),
      },
    ];
  });
  // The home page shows articles too, in strips; a list is longer.
  const least = url.pathname === '/' ? 40 : 1;
  if (cards.length >= least)
    return { layout: cards[0]?.url?.includes('/campaigns/') ? 'lounge list' : 'article list', cards };
  const drawn = url.pathname === '/' ? [] : drawnCards(page, (link) => zalandoSite.itemId(link));
  if (drawn.length) return { layout: 'rendered cards', cards: drawn };
  const asked = url.searchParams.has('q') || /\/(?:catalog|katalog|catalogue|catalogo)/.test(url.pathname);
  return asked ? { layout: null, cards: [] } : { layout: null, page: 'other' };
}
