import { z } from 'zod';
import { LIMITS } from './limits.ts';

/**
 * The attributes read off one product page, and the little of them that a results page shows.
 *
 * Three values, not two: a field is absent when the reader could not look, null when it looked where this
 * marketplace shows the field and found nothing, and otherwise a value. Hence `.nullish()` everywhere.
 * Text is as shown on the page, whitespace collapsed. Field names follow schema.org where it has one.
 */

const text = (max: number) => z.string().min(1).max(max);
const httpUrl = z
  .string()
  .max(LIMITS.url)
  .refine((value) => /^https?:\/\//i.test(value) && URL.canParse(value), 'must be an absolute http(s) URL');
/** ISO 3166-1 alpha-2, upper case. */
const country = z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 alpha-2 code');

/** An amount of money: a decimal string (never a float) and an ISO 4217 code, null where the page names none. */
export const moneySchema = z.strictObject({
  amount: z.string().regex(/^\d{1,15}(\.\d{1,6})?$/, 'must be a decimal string such as "12.34"'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code')
    .nullable(),
});
export type Money = z.infer<typeof moneySchema>;

/** An economic operator as the page names it (GPSR, Regulation (EU) 2023/988, Art. 16 and 19). */
const operatorSchema = z.strictObject({
  name: text(LIMITS.name).nullish(),
  address: text(LIMITS.line).nullish(),
  contact: text(LIMITS.line).nullish(),
});

export const listingSchema = z.strictObject({
  /** Address of the page the listing was read from. */
  url: httpUrl,
  /** Id of the reader: "aliexpress". */
  marketplace: text(LIMITS.id).nullish(),
  /** The marketplace's own item id. */
  id: text(LIMITS.id).nullish(),
  title: text(LIMITS.title).nullish(),
  description: text(LIMITS.description).nullish(),
  price: moneySchema.nullish(),
  /** Struck-out or former price printed for the same offer. */
  priceBefore: moneySchema.nullish(),
  brand: text(LIMITS.name).nullish(),
  model: text(LIMITS.name).nullish(),
  /** Breadcrumb, outermost first, without the shop's home page and the product itself. */
  category: z.array(text(LIMITS.name)).max(LIMITS.categories).nullish(),
  attributes: z
    .array(z.strictObject({ name: text(LIMITS.name), value: text(LIMITS.line) }))
    .max(LIMITS.attributes)
    .nullish(),
  identifiers: z
    .strictObject({
      /** GS1 GTIN-8, -12, -13 or -14, digits only. */
      gtin: z
        .string()
        .regex(/^\d{8}(\d{4,6})?$/)
        .nullish(),
      mpn: text(LIMITS.id).nullish(),
      sku: text(LIMITS.id).nullish(),
    })
    .nullish(),
  images: z.array(httpUrl).max(LIMITS.images).nullish(),
  /** Every variant the page offers, by what it is called there ("Blue, 2 l"), with its price where one is shown. */
  variants: z
    .array(z.strictObject({ name: text(LIMITS.name), price: moneySchema.nullish() }))
    .max(LIMITS.variants)
    .nullish(),
  /** schema.org OfferItemCondition, without the prefix: "NewCondition". */
  condition: text(LIMITS.id).nullish(),
  /** schema.org ItemAvailability, without the prefix: "InStock". */
  availability: text(LIMITS.id).nullish(),
  /** Mean rating of the item, on the scale the page uses (0 to 5 unless it says otherwise). */
  rating: z.number().min(0).max(100).nullish(),
  reviewCount: z.int().min(0).nullish(),
  shipsFrom: country.nullish(),
  seller: z
    .strictObject({
      id: text(LIMITS.id).nullish(),
      name: text(LIMITS.name).nullish(),
      url: httpUrl.nullish(),
      country: country.nullish(),
    })
    .nullish(),
  /** What the page discloses of the trader (DSA, Regulation (EU) 2022/2065, Art. 30(7)). */
  trader: z
    .strictObject({
      name: text(LIMITS.name).nullish(),
      address: text(LIMITS.line).nullish(),
      email: text(LIMITS.name).nullish(),
      phone: text(LIMITS.id).nullish(),
      registrationNumber: text(LIMITS.id).nullish(),
      vatNumber: text(LIMITS.id).nullish(),
      country: country.nullish(),
    })
    .nullish(),
  manufacturer: operatorSchema.nullish(),
  responsiblePerson: operatorSchema.nullish(),
  safetyInformation: text(LIMITS.description).nullish(),
  sponsored: z.boolean().nullish(),
  /** The affiliate network and the URL parameter that names it. */
  affiliate: z.strictObject({ network: text(LIMITS.name), parameter: text(LIMITS.name) }).nullish(),
  /** Language of the page's own text, BCP 47. */
  language: z
    .string()
    .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/)
    .nullish(),
});
export type Listing = z.infer<typeof listingSchema>;

/** The little of a listing that a search or category page shows; every field in the three-valued sense. */
export const cardSchema = listingSchema
  .pick({
    url: true,
    id: true,
    title: true,
    price: true,
    priceBefore: true,
    sponsored: true,
    rating: true,
    reviewCount: true,
    seller: true,
  })
  .extend({ image: httpUrl.nullish() });
export type Card = z.infer<typeof cardSchema>;
