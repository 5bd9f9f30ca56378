import { LIMITS } from '../listing/limits.ts';
import type { Listing, Money } from '../listing/listing.ts';
import type { PriceHint } from '../listing/price.ts';
import { looseJson, parseJson } from './json.ts';
import { stripMarkup } from './markup.ts';
import { breadcrumb, readProduct } from './product.ts';
import { type Thing, text, typesOf, values } from './structured-data.ts';

const LONGEST = 2_000_000;

/** The things that a page's JSON-LD names at its top, in a graph or in a group, of the types given. */
export function jsonLd(document: Document, types: RegExp): Thing[] {
  const tops = [...document.querySelectorAll('script[type="application/ld+json"]')]
    .slice(0, 50)
    .flatMap((script) => {
      const source = script.textContent ?? '';
      const root = source.length > LONGEST ? undefined : (parseJson(source) ?? looseJson(source));
      return Array.isArray(root) ? root : [root];
    });
  return tops
    .flatMap((top) => [top, ...values(top, '@graph'), ...values(top, 'mainEntity')])
    .filter((one): one is Thing => typesOf(one).some((type) => types.test(type)));
}

/**
 * The product that a page is about by its JSON-LD alone, with its breadcrumb and variants: for marketplaces that
 * write no other notation, whose scripts have no room for all of `structured-data.ts`.
 */
export function ldProduct(
  document: Document,
  url: URL,
  hint: PriceHint,
  shown?: Money | null,
): Partial<Listing> | undefined {
  const product = jsonLd(document, /^product(?:group)?$/).find((one) => text(one, 'name'));
  if (!product) return undefined;
  const read = readProduct(product, url, hint, shown);
  const variants = values(product, 'hasVariant').flatMap((one) => {
    const name = text(one, 'name');
    return name && typeof one === 'object'
      ? [{ name: stripMarkup(name, LIMITS.name), price: readProduct(one as Thing, url, hint).price }]
      : [];
  });
  const data = { breadcrumbs: jsonLd(document, /^breadcrumblist$/) };
  return {
    ...read,
    category: breadcrumb(data as never, read.title ?? '') ?? read.category,
    variants: variants.length ? variants : undefined,
  };
}
