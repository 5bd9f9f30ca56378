import type { Listing } from '../utils/listing/listing.ts';

/** Fields of a listing the interface has a word for (`field.*` in the locales), in the order they are named. */
const FIELDS = [
  'title',
  'description',
  'attributes',
  'category',
  'brand',
  'model',
  'price',
  'priceBefore',
  'identifiers',
  'condition',
  'availability',
  'rating',
  'reviewCount',
  'shipsFrom',
  'seller',
  'trader',
  'manufacturer',
  'responsiblePerson',
  'safetyInformation',
  'images',
  'url',
] as const satisfies readonly (keyof Listing)[];

export type ListingField = (typeof FIELDS)[number];

export const isListingField = (name: string): name is ListingField =>
  (FIELDS as readonly string[]).includes(name);

/** Fields rules read for what they say; the pictures are not among them. */
export const CHECKED = [
  'title',
  'description',
  'attributes',
  'category',
  'brand',
  'seller',
  'trader',
  'manufacturer',
  'responsiblePerson',
  'safetyInformation',
] as const satisfies readonly ListingField[];
