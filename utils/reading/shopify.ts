import { brandOf } from '../listing/brand.ts';
import type { Listing } from '../listing/listing.ts';
import { at, listAt, looseJson } from './json.ts';

const LONGEST = 2_000_000;

/** "12999" hundredths → "129.99". */
const ofCents = (cents: unknown): string | undefined =>
  Number.isSafeInteger(cents) && (cents as number) > 0 ? ((cents as number) / 100).toFixed(2) : undefined;

/**
 * What every Shopify shop says for its analytics, `var meta = {"product": …}`: the item's number, its vendor, and
 * each variant's name, code and price, in hundredths whatever the currency (shopify.dev, Liquid `product`).
 */
export function fromShopify(document: Document, currency: string | null): Partial<Listing> {
  for (const script of document.querySelectorAll('script:not([src])')) {
    const source = script.textContent ?? '';
    if (source.length > LONGEST) continue;
    const from = source.indexOf('var meta = {"product":');
    if (from < 0) continue;
    const product = at(looseJson(source, source.indexOf('{', from)), 'product');
    const id = at(product, 'id');
    const variants = listAt(product, 'variants').flatMap((one) => {
      const name = at(one, 'public_title') || at(one, 'name');
      const amount = ofCents(at(one, 'price'));
      return typeof name === 'string' ? [{ name, price: amount ? { amount, currency } : undefined }] : [];
    });
    const skus = listAt(product, 'variants').map((one) => at(one, 'sku'));
    const sku = skus.length === 1 && typeof skus[0] === 'string' ? skus[0] : undefined;
    return {
      id: typeof id === 'number' || typeof id === 'string' ? String(id) : undefined,
      brand: brandOf(String(at(product, 'vendor') ?? '')),
      identifiers: sku ? { sku } : undefined,
      variants: variants.length > 1 ? variants : undefined,
    };
  }
  return {};
}
