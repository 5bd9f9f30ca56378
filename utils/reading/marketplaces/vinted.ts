import { LIMITS } from '../../listing/limits.ts';
import type { Listing } from '../../listing/listing.ts';
import { conditionOf, fromAttributes } from '../attributes.ts';
import { countryOf } from '../countries.ts';
import { disclosures } from '../disclosures.ts';
import { wholeOf } from '../numbers.ts';
import { disclosed, drawnCards, type Page, pageOf, productDraft } from '../page.ts';
import type { Draft, Reader, Site } from '../reader.ts';
import { lineOf } from '../shown.ts';

const PLACES = 'fr de pl it es nl be at lu pt cz sk hu ro lt se dk fi hr gr ie si ee lv co.uk com'.split(' ');

/**
 * Vinted, one domain per country. Items of 2023 and later by schema.org and test ids, seen of 2025; of 2018 to 2022
 * by their `details-list`, known from code only. Most sellers are private: whether one is a trader stands in the
 * state that the page streams in as escaped text.
 */
export const vintedSite: Site = {
  id: 'vinted',
  name: 'Vinted',
  hosts: PLACES.map((place) => `vinted.${place}`),
  expected: ['title', 'price', 'images', 'seller', 'condition'],
  itemId: ({ pathname }) =>
    /^\/items\/(\d+)/.exec(pathname)?.[1] ?? /^\/[^?]+\/(\d{6,})-[^/]+$/.exec(pathname)?.[1] ?? null,
  pageKind(url) {
    if (this.itemId(url)) return /\/(?:edit|want_it|report)/.test(url.pathname) ? 'other' : 'product';
    if (/^\/member\/\d+/.test(url.pathname)) return 'trader';
    return /^\/(?:catalog|vetements|brand|all|search)(?:[/-]|$)/.test(url.pathname) ? 'results' : 'other';
  },
};
export const vinted: Reader = {
  site: vintedSite,
  read(document, url, kind) {
    const page = pageOf(document, url);
    if (kind === 'results') return results(page);
    return kind === 'trader' ? member(page) : product(page);
  },
};

/** One value of the user in the streamed state, whose quotes are escaped once. */
function streamed(page: Page, name: string): string | undefined {
  for (const script of page.all('script:not([src])')) {
    const source = script.textContent ?? '';
    const place = source.includes('__next_f') ? source.indexOf(`${name}\\":\\"`) : -1;
    if (place >= 0)
      return /^[^"\\]{1,100}/.exec(source.slice(place + name.length + 5, place + name.length + 105))?.[0];
  }
  return undefined;
}

const ROWS = '[data-testid^="item-attributes-"],.details-list__item';

function product(page: Page): Draft {
  const { all, text, attr, prose, lines, has } = page;
  const attributes = all(ROWS).flatMap((row) => {
    let box = row;
    while (box.children.length === 1) box = box.firstElementChild as Element;
    const title = box.querySelector('.details-list__item-title') ?? box.firstElementChild;
    const [name, value] = [
      lineOf(title, LIMITS.name),
      lineOf(box.querySelector('[itemprop]') ?? box.lastElementChild, LIMITS.line),
    ];
    return name && value && name !== value ? [{ name: name.replace(/\s*:$/, ''), value }] : [];
  });
  const status = text(
    '[data-testid="item-attributes-status"] [itemprop="status"]',
    '[itemprop="status"]',
    '[data-testid="item-attributes-status"] .web_ui__Text__bold',
    '[data-testid="item-attributes-status"] > :last-child',
    '[data-testid="item-attributes-status"]',
  );
  const profile = attr(
    'href',
    'a[data-testid*="profile"][href*="/member/"]',
    '.details-list--info a[href*="/member/"]',
    'a[href*="/member/"]',
  );
  const country =
    text('[data-testid="item-attributes-location"] [itemprop="location"]') ??
    streamed(page, 'country_title_local') ??
    streamed(page, 'country_title');
  const listing: Partial<Listing> = {
    title: text(
      '[data-testid="item-page-title"]',
      '[data-testid="item-page-summary-plugin"] h1',
      '[data-testid="item-page-summary-plugin"] .web_ui__Text__title',
      'h1',
    ),
    // The price with the buyer's protection stands beside it, larger.
    price: page.price(
      '[data-testid="item-price"]',
      '[data-testid="item-sidebar-price-container"]',
      '[itemprop="price"]',
      '.details-list__price',
    ),
    brand: text(
      '[data-testid="item-attributes-brand-menu-button"]',
      '[data-testid="item-attributes-brand"] [itemprop="name"]',
      '[itemprop="brand"] [itemprop="name"]',
    ),
    condition: conditionOf(status),
    description: prose('[itemprop="description"]', '[data-testid="item-description"]'),
    category: lines(
      '[data-testid*="breadcrumb"] a,.breadcrumbs a,.breadcrumbs__item a,[itemtype*="BreadcrumbList"] [itemprop="name"]',
    ).filter((name, place) => place > 0 || !/^(?:vinted|accueil|home|start|strona główna)$/i.test(name)),
    images: all(
      '[data-testid^="item-photo-"] img,img[data-testid^="item-photo-"],.item-photo img,.item-thumbnail img',
    ).map((one) => one.getAttribute('src') ?? one.getAttribute('data-src') ?? ''),
    availability: has('[data-testid="item-status--content"],[data-testid="item-status-banner"]')
      ? 'OutOfStock'
      : undefined,
    seller: {
      id: /\/member\/(\d+)/.exec(profile ?? '')?.[1],
      name:
        text(
          '[data-testid="profile-username"]',
          '[data-testid="seller-username"]',
          '.details-list--info [itemprop="name"]',
        ) ?? streamed(page, 'login'),
      url: profile,
      country: countryOf(country),
    },
    shipsFrom: countryOf(country),
  };
  const found = fromAttributes(attributes);
  return productDraft(
    page,
    has('[data-testid="item-price"]')
      ? '2023 test ids'
      : has('.details-list__item')
        ? '2018 details list'
        : null,
    /\s*\|\s*Vinted\s*$/i,
    listing,
    found,
    disclosed(page, '[data-testid*="business" i],[data-testid*="legal" i]'),
  );
}

/** A member's page; one who trades is named with address and number there. */
function member(page: Page): Draft {
  const { text, attr, all } = page;
  const panel = all(
    '[data-testid*="business" i],[data-testid*="legal" i],[class*="business" i],[class*="about" i]',
  ).find((one) => disclosures(one, true).trader);
  const name = text('[data-testid="profile-username"]', 'h1');
  const seller = {
    id: /\/member\/(\d+)/.exec(page.url.pathname)?.[1],
    name,
    url: page.url.href,
    country: countryOf(
      text('[data-testid="profile-location-info--content"]') ??
        attr('content', '[itemprop="addressCountry"]'),
    ),
  };
  return {
    layout: name ? 'member' : null,
    listing: name
      ? {
          seller,
          ...(panel && disclosures(panel, true)),
          reviewCount: wholeOf(text('[data-testid="profile-feedback-count"]')),
        }
      : undefined,
  };
}

function results(page: Page): Draft {
  const cards = drawnCards(page, (url) => vintedSite.itemId(url), {
    price: ['[data-testid$="--price-text"]', '[class*="ItemBox"] h4', '.ItemBox_subtitle'],
    paid: '.slot-container--leaderboard,[class^="_ads-module"],[data-testid*="bumped" i]',
  }).map((card) => {
    const link = page.document.querySelector(`a[href*="/items/${card.id}"][title]`);
    // "Red scarf, brand: X, condition: good, size: M, 12,00 €": the title, then what a label begins.
    const told = link?.getAttribute('title')?.replace(/, [^\d,:]{2,20}: .*$|, \d[\d .,]* ?[€£zKFlk].*$/, '');
    return { ...card, title: told || card.title };
  });
  return { layout: cards.length ? 'item boxes' : null, cards };
}
