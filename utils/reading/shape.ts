import { gtinOf } from '../listing/gtin.ts';
import { LIMITS } from '../listing/limits.ts';
import type { Listing, Money } from '../listing/listing.ts';
import type { PriceHint } from '../listing/price.ts';
import { named } from './attributes.ts';
import { idIn } from './item-id.ts';
import { isGone, isToBuy } from './shown-availability.ts';
import { brandIn } from './shown-brand.ts';
import { categoryOf } from './shown-breadcrumb.ts';
import { descriptionOf } from './shown-description.ts';
import { headingOf } from './shown-heading.ts';
import { imagesOf } from './shown-images.ts';
import { priceOf } from './shown-price.ts';
import { ratingIn } from './shown-rating.ts';
import { rowsOf } from './shown-rows.ts';
import { sellerOf } from './shown-seller.ts';
import { skuOf } from './shown-sku.ts';
import { type Spot, spotsOf } from './spots.ts';
import { textOf } from './text.ts';

/** What the shape of a page gives away of the product on it. */
export interface Shape {
  title: string | undefined;
  price: Money | undefined;
  priceBefore: Money | undefined;
  /** Where the price stands. */
  priceAt: Element | undefined;
  /** The price stands plainly beside the heading. */
  sure: boolean;
  /** It stands within a screen after the heading. */
  near: boolean;
  /** There is a button to buy. */
  buys: boolean;
  /** The page says that the item is sold out. */
  gone: boolean;
  /** The address holds what looks like an item id. */
  id: string | undefined;
  /** All else, looked for only where `told`, an account that will be heard first, says nothing of it. */
  listing(told: Partial<Listing>): Partial<Listing>;
}

export function shapeOf(document: Document, url: URL, hint: PriceHint): Shape {
  const spots = spotsOf(document);
  const heading = headingOf(document, spots);
  const title = heading < 0 ? '' : textOf((spots[heading] as Spot).element, LIMITS.title);
  const found = priceOf(spots, heading, hint);
  const buys = spots.some(isToBuy);
  const id = idIn(url);
  const gone = isGone(spots, heading);
  return {
    title: title || undefined,
    price: found?.money,
    priceBefore: found?.before,
    priceAt: found && spots[found.place]?.element,
    sure: found !== undefined && found.score >= 9,
    near: found !== undefined && heading >= 0 && found.place > heading && found.place - heading < 100,
    buys,
    gone,
    id,
    listing: (told) => {
      const rows = rowsOf(spots, heading);
      const { sku, mpn, gtin } = told.identifiers ?? {};
      return {
        id,
        title: title || undefined,
        price: found?.money,
        priceBefore: found?.before,
        brand: told.brand ? undefined : brandIn(spots, heading, title, rows),
        model: told.model ? undefined : named(rows, 'model'),
        identifiers: {
          sku: sku ? undefined : skuOf(spots, heading),
          mpn: mpn ? undefined : named(rows, 'mpn'),
          gtin: gtin ? undefined : gtinOf(named(rows, 'gtin')),
        },
        availability: gone ? 'OutOfStock' : found && buys ? 'InStock' : undefined,
        attributes: rows.map(({ name, value }) => ({ name, value })),
        category: told.category?.length ? undefined : categoryOf(spots, title),
        images: imagesOf(spots, heading),
        description: descriptionOf(spots, found?.place ?? -1),
        seller: told.seller?.name ? undefined : sellerOf(spots, rows),
        ...(told.rating === undefined || told.reviewCount === undefined ? ratingIn(spots, heading) : {}),
      };
    },
  };
}
