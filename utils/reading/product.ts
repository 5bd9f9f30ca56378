import { brandOf } from '../listing/brand.ts';
import { gtinOf } from '../listing/gtin.ts';
import { LIMITS } from '../listing/limits.ts';
import type { Listing, Money } from '../listing/listing.ts';
import { isPlaceholder } from '../listing/placeholder.ts';
import { type PriceHint, parseCurrency, parsePrice } from '../listing/price.ts';
import { isSameName, withoutEnds } from './breadcrumb.ts';
import { stripMarkup } from './markup.ts';
import { decimalOf, wholeOf } from './numbers.ts';
import { type StructuredData, type Thing, text, values } from './structured-data.ts';

/** schema.org ItemAvailability and OfferItemCondition, and how shops write them otherwise. */
const TERMS =
  `InStock InStoreOnly OnlineOnly LimitedAvailability OutOfStock SoldOut Discontinued PreOrder PreSale BackOrder
MadeToOrder Reserved NewCondition UsedCondition RefurbishedCondition DamagedCondition`.split(/\s/);
const ALIASES: Record<string, string> = Object.assign(Object.create(null), {
  available: 'InStock',
  oos: 'OutOfStock',
  unavailable: 'OutOfStock',
  notavailable: 'OutOfStock',
  new: 'NewCondition',
  used: 'UsedCondition',
  refurbished: 'RefurbishedCondition',
});

/** "http://schema.org/InStock", "in stock", "in_stock" → "InStock"; undefined where it is none of the terms. */
export function term(value: string | undefined): string | undefined {
  const word =
    value
      ?.slice(0, 100)
      .replace(/^.*[/#:]/, '')
      .replace(/[^a-z]/gi, '')
      .toLowerCase() ?? '';
  return TERMS.find((one) => one.toLowerCase() === word) ?? ALIASES[word];
}

const clean = (value: string | undefined, max: number = LIMITS.title) =>
  value && (stripMarkup(value, max) || undefined);

/** Currencies of countries that group thousands by points and show no third decimal: "2.449" is 2449 there. */
const POINT_GROUPS = /^(?:ARS|CLP|COP|IDR|VND|PYG|CRC|ISK)$/;

/** A price of structured data, where the point is the decimal separator; zero is what shops write for none. */
export function money(amount: unknown, currency: string | undefined, hint: PriceHint): Money | undefined {
  const code = parseCurrency(currency ?? '', hint);
  const plain =
    typeof amount === 'number' ? String(Math.round(amount * 1e4) / 1e4) : String(amount ?? '').trim();
  const grouped = POINT_GROUPS.test(code ?? '') && /^\d+\.\d{3}$/.test(plain);
  const literal = !grouped && /^\d{1,15}(\.\d+)?$/.test(plain);
  const found = literal
    ? { amount: plain.replace(/(\.\d{6})\d+$/, '$1'), currency: code }
    : parsePrice(plain, { ...hint, currency: currency ?? hint.currency });
  if (!found || Number(found.amount) === 0) return undefined;
  return { amount: found.amount, currency: found.currency ?? parseCurrency(hint.currency ?? '', hint) };
}

interface Prices {
  price?: Money | undefined;
  before?: Money | undefined;
}

function pricesOf(offer: Thing, hint: PriceHint): Prices {
  const currency = text(offer, 'priceCurrency') ?? text(offer, 'currency');
  const found: Prices = {};
  for (const spec of values(offer, 'priceSpecification')) {
    const amount = values(spec, 'price')[0] ?? values(spec, 'minPrice')[0];
    const price = money(amount, text(spec, 'priceCurrency') ?? currency, hint);
    if (/list|strike|srp|msrp|regular/i.test(text(spec, 'priceType') ?? '')) found.before ??= price;
    else found.price ??= price;
  }
  const named = values(offer, 'price')[0] ?? values(offer, 'lowPrice')[0] ?? values(offer, 'highPrice')[0];
  const price = money(named, currency, hint) ?? money(values(offer, 'lowPrice')[0], currency, hint);
  return { ...found, price: price ?? found.price ?? undefined };
}

/** Every offer of a product, its variants' included; an AggregateOffer stands before the offers in it. */
function offersOf(product: Thing): Thing[] {
  const holders = [product, ...values(product, 'hasVariant'), ...values(product, 'model')];
  return holders
    .flatMap((holder) => values(holder, 'offers'))
    .flatMap((offer) => [offer, ...values(offer, 'offers')])
    .filter((offer): offer is Thing => typeof offer === 'object' && offer !== null);
}

/** The variants of a product with their prices: its `hasVariant`, or offers that bear names of their own. */
function variantsOf(product: Thing, title: string, hint: PriceHint): NonNullable<Listing['variants']> {
  const grouped = values(product, 'hasVariant');
  const holders = grouped.length
    ? grouped
    : values(product, 'offers').flatMap((one) => [one, ...values(one, 'offers')]);
  return holders.flatMap((one) => {
    if (typeof one !== 'object' || one === null) return [];
    const traits = ['color', 'size', 'pattern', 'material'].map((trait) => text(one, trait)).filter(Boolean);
    const own = text(one, 'name') ?? text(one, 'itemOffered') ?? '';
    const name = clean(own !== title && own ? own : traits.join(' '), LIMITS.name);
    const price = offersOf(one as Thing)
      .map((offer) => pricesOf(offer, hint).price)
      .find(Boolean);
    return name ? [{ name, price: price ?? pricesOf(one as Thing, hint).price ?? undefined }] : [];
  });
}

/**
 * The product a page is about: the one its heading names, or the only one; null where there are several and
 * none is told apart, as on a page of results. More than one account of it are merged, the first winning.
 */
export function mainProduct(
  data: StructuredData,
  heading: string,
  url: URL,
  hint: PriceHint,
  shown?: Money | null,
): Partial<Listing> | null {
  const named = data.products.filter((one) =>
    isSameName(text(one, 'name') ?? '', heading.slice(0, LIMITS.title)),
  );
  const names = new Set(data.products.map((one) => text(one, 'name')?.toLowerCase()));
  const first = named[0] ?? (names.size <= 2 ? data.products[0] : undefined);
  if (!first) return null;
  const accounts = data.products.filter((one) =>
    isSameName(text(one, 'name') ?? '', text(first, 'name') ?? ''),
  );
  const read = accounts.slice(0, 5).map((one) => readProduct(one, url, hint, shown));
  return merge(...read, { category: breadcrumb(data, text(first, 'name') ?? '') ?? read[0]?.category });
}

/** Field by field, the first that says anything; identifiers and seller part by part. */
export function merge(...accounts: (Partial<Listing> | undefined)[]): Partial<Listing> {
  const merged: Record<string, unknown> = {};
  for (const account of accounts)
    for (const [field, value] of Object.entries(account ?? {}))
      if (merged[field] === undefined || none(merged[field])) merged[field] = value;
      else if (field === 'identifiers' || field === 'seller')
        merged[field] = merged[field] && { ...(value as object), ...defined(merged[field] as object) };
  return merged;
}
const none = (value: unknown) => Array.isArray(value) && value.length === 0;
const defined = (record: object) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

/** "AB-1234 Blue kettle" → "AB-1234": shops put the name behind the code. */
function code(value = ''): string | undefined {
  const [first = ''] = value.split(' ', 1);
  return /\d/.test(first) && /[^\s\d!-@]{4}/.test(value.slice(first.length)) ? first : value || undefined;
}

/**
 * One schema.org Product, ProductGroup, Vehicle … as a listing. Of several offers the one at the price `shown` on
 * the page is taken, else the one at its address, else the first.
 */
export function readProduct(
  product: Thing,
  url: URL,
  hint: PriceHint,
  shown?: Money | null,
): Partial<Listing> {
  const offers = offersOf(product);
  const priced = offers.map((offer) => ({ offer, ...pricesOf(offer, hint) })).filter(({ price }) => price);
  const here = ({ offer }: { offer: Thing }) => {
    const address = text(offer, 'url');
    return (
      address !== undefined && URL.canParse(address, url.href) && new URL(address, url.href).href === url.href
    );
  };
  const isShown = ({ price }: Prices) => shown && Number(price?.amount) === Number(shown.amount);
  const chosen = priced.find(isShown) ?? priced.find(here) ?? priced[0];
  const own = pricesOf(product, hint);
  const stock = offers.map((offer) => term(text(offer, 'availability'))).filter(Boolean);
  const holders = [product, chosen?.offer, ...values(product, 'hasVariant').slice(0, 1)];
  const any = (...names: string[]) =>
    holders
      .flatMap((holder) => names.map((name) => text(holder, name)))
      .find((value) => value && !isPlaceholder(value));
  const gtins = holders.flatMap((holder) => [
    ...['gtin13', 'gtin', 'gtin12', 'gtin14', 'gtin8', 'ean', 'productID'].map((name) => text(holder, name)),
    `ISBN ${text(holder, 'isbn') ?? ''}`,
  ]);
  const rating = values(product, 'aggregateRating')[0];
  const seller = offers
    .map((offer) => values(offer, 'seller')[0] ?? values(offer, 'offeredBy')[0])
    .find(Boolean);
  const category = text(product, 'category');
  return {
    title: clean(text(product, 'name')),
    description: clean(text(product, 'description'), LIMITS.description),
    price: chosen?.price ?? own.price,
    priceBefore: chosen?.before,
    brand: brandOf(
      clean(
        text(product, 'brand') ?? text(product, 'manufacturer') ?? text(chosen?.offer, 'brand'),
        LIMITS.name,
      ),
    ),
    model: clean(text(product, 'model'), LIMITS.name),
    category:
      category && !/^\d+$/.test(category)
        ? category.split(/\s*[<>›»]\s*|\s+\/\s+/).map((one) => stripMarkup(one, LIMITS.name))
        : undefined,
    identifiers: {
      gtin: gtins.map(gtinOf).find(Boolean),
      mpn: code(any('mpn')),
      sku: code(any('sku') ?? any('productID')?.replace(/^[a-z]+:/i, '')),
    },
    variants: variantsOf(product, text(product, 'name') ?? '', hint),
    images: values(product, 'image').flatMap((image) =>
      typeof image === 'string'
        ? [image]
        : [text(image, 'contentUrl') ?? text(image, 'contentURL') ?? text(image, 'url') ?? ''],
    ),
    availability: stock.find((one) => one === 'InStock') ?? stock[0],
    condition: term(text(chosen?.offer, 'itemCondition') ?? text(product, 'itemCondition')),
    rating: decimalOf(text(rating, 'ratingValue')),
    reviewCount: wholeOf(text(rating, 'reviewCount') ?? text(rating, 'ratingCount')),
    seller:
      typeof seller === 'string'
        ? { name: clean(seller) }
        : { name: clean(text(seller, 'name')), url: text(seller, 'url') },
    attributes: values(product, 'additionalProperty').map((property) => ({
      name: clean(text(property, 'name')) ?? '',
      value: clean(text(property, 'value')) ?? '',
    })),
  } as Partial<Listing>;
}

/** The page's breadcrumb, outermost first, without the home page and the product itself. */
export function breadcrumb(data: StructuredData, title: string): string[] | undefined {
  for (const list of data.breadcrumbs) {
    const steps = values(list, 'itemListElement')
      .map((step) => ({
        position: Number(text(step, 'position') ?? 0),
        name: stripMarkup(text(step, 'name') ?? text(step, 'item') ?? '', LIMITS.name),
      }))
      .sort((a, b) => a.position - b.position)
      .map(({ name }) => name)
      .filter(Boolean);
    const path = withoutEnds(steps, title);
    if (path.length) return path;
  }
  return undefined;
}

/** What the meta tags say of a product (ogp.me and the product:* names of the commerce catalogues). */
export function fromMeta(data: StructuredData, hint: PriceHint): Partial<Listing> {
  const tag = (...names: string[]) => names.map((name) => data.meta.get(name)).find(Boolean);
  const currency = tag('product:price:currency', 'og:price:currency', 'product:sale_price:currency');
  const amount = tag('product:sale_price:amount', 'product:price:amount', 'og:price:amount');
  return {
    title: clean(tag('og:title', 'twitter:title')),
    description: clean(tag('og:description', 'description', 'twitter:description'), LIMITS.description),
    price: money(amount, currency, hint),
    priceBefore: money(tag('product:original_price:amount'), currency, hint),
    brand: brandOf(clean(tag('product:brand', 'og:brand'), LIMITS.name)),
    images: [tag('og:image:secure_url', 'og:image', 'twitter:image') ?? ''].filter(Boolean),
    availability: term(tag('product:availability', 'og:availability')),
    condition: term(tag('product:condition')),
    identifiers: { sku: tag('product:retailer_item_id', 'product:retailer_part_no') },
  };
}
