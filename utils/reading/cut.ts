import { LIMITS } from '../listing/limits.ts';
import type { Card, Listing, Money } from '../listing/listing.ts';
import { plain } from './text.ts';

/**
 * Cuts what a reader made of a page to what `listingSchema` accepts, without a schema library: whatever is too
 * long is cut, whatever is not of its kind is left out. The page decides every value that comes in here.
 */
type Cut = (value: unknown, base: string) => unknown;

const text =
  (max: number): Cut =>
  (value) =>
    typeof value === 'string' || typeof value === 'number'
      ? plain(String(value), max) || undefined
      : undefined;

const pattern =
  (shape: RegExp): Cut =>
  (value) =>
    typeof value === 'string' && shape.test(value) ? value : undefined;

const url: Cut = (value, base) => {
  if (typeof value !== 'string' || !value || value.length > LIMITS.url) return undefined;
  const href = URL.parse(value, base)?.href ?? '';
  return /^https?:\/\//.test(href) && href.length <= LIMITS.url ? href : undefined;
};

const list =
  (each: Cut, max: number): Cut =>
  (values, base) => {
    if (!Array.isArray(values)) return undefined;
    const kept = new Map<string, unknown>();
    for (const value of values.slice(0, max * 4)) {
      const good = each(value, base);
      if (good !== undefined && kept.size < max) kept.set(JSON.stringify(good), good);
    }
    return kept.size ? [...kept.values()] : undefined;
  };

const record =
  (fields: Record<string, Cut>, ...required: string[]): Cut =>
  (value, base) => {
    if (typeof value !== 'object' || value === null) return undefined;
    const kept: Record<string, unknown> = {};
    for (const [name, cut] of Object.entries(fields)) {
      const raw = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
      const good = raw === null ? null : cut(raw, base);
      if (good !== undefined) kept[name] = good;
    }
    return Object.keys(kept).length && required.every((name) => kept[name] != null) ? kept : undefined;
  };

const number: Cut = (value) => (typeof value === 'number' && value >= 0 && value <= 100 ? value : undefined);
const count: Cut = (value) => (Number.isSafeInteger(value) && (value as number) >= 0 ? value : undefined);
const yes: Cut = (value) => (typeof value === 'boolean' ? value : undefined);

const name = text(LIMITS.name);
const line = text(LIMITS.line);
const id = text(LIMITS.id);
const country = pattern(/^[A-Z]{2}$/);
const operator = record({ name, address: line, contact: line });
const currency = pattern(/^[A-Z]{3}$/);
const price: Cut = (value, base) => {
  const money = record({ amount: pattern(/^\d{1,15}(\.\d{1,6})?$/), currency }, 'amount')(value, base);
  return money && { amount: (money as Money).amount, currency: (money as Money).currency ?? null };
};
const seller = record({ id, name, url, country });

const LISTING: Record<keyof Listing, Cut> = {
  url,
  marketplace: id,
  id,
  title: text(LIMITS.title),
  description: text(LIMITS.description),
  price,
  priceBefore: price,
  brand: name,
  model: name,
  category: list(name, LIMITS.categories),
  attributes: list(record({ name, value: line }, 'name', 'value'), LIMITS.attributes),
  identifiers: record({ gtin: pattern(/^\d{8}(\d{4,6})?$/), mpn: id, sku: id }),
  images: list(url, LIMITS.images),
  variants: list(record({ name, price }, 'name'), LIMITS.variants),
  condition: id,
  availability: id,
  rating: number,
  reviewCount: count,
  shipsFrom: country,
  seller,
  trader: record({
    name,
    address: line,
    email: name,
    phone: id,
    registrationNumber: id,
    vatNumber: id,
    country,
  }),
  manufacturer: operator,
  responsiblePerson: operator,
  safetyInformation: text(LIMITS.description),
  sponsored: yes,
  affiliate: record({ network: name, parameter: name }, 'network', 'parameter'),
  language: pattern(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/),
};
const { url: _, ...fields } = LISTING;
const { title, sponsored, rating, reviewCount, priceBefore } = LISTING;
const CARD = { url, id, title, price, priceBefore, sponsored, rating, reviewCount, seller, image: url };

/** A listing of the page at `base`, an absolute http(s) address. */
export const cutListing = (raw: Partial<Listing>, base: string): Listing => ({
  ...(record(fields)(raw, base) as Partial<Listing>),
  url: base,
});

/** The cards of the page at `base`: those with an address of their own, each address once. */
export const cutCards = (raw: readonly Partial<Card>[], base: string): Card[] => {
  const kept = new Map<string, Card>();
  for (const one of raw) {
    if (kept.size >= LIMITS.cards) break;
    const card = record(CARD, 'url')(one, base) as Card | undefined;
    if (card && !kept.has(card.url)) kept.set(card.url, card);
  }
  return [...kept.values()];
};
