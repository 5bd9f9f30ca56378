import { i18n } from '#i18n';
import type { Listing } from '../utils/listing/listing.ts';
import { CHECKED, type ListingField } from './field.ts';
import { list } from './localised.ts';

/** Says what was checked of a listing in which nothing was found, and what was not: never that it is safe. */
export function Checked({ listing }: { listing: Listing }) {
  const checked = CHECKED.filter((field) => present(listing[field]));
  const unchecked: ListingField[] = [
    ...CHECKED.slice(0, 3).filter((field) => !checked.includes(field)),
    'images',
  ];
  return (
    <p>
      {i18n.t('page.nothing', {
        checked: list(checked.map((field) => fieldWords(field, listing))),
        unchecked: list(unchecked.map((field) => i18n.t(`field.${field}`))),
      })}
    </p>
  );
}

const present = (value: unknown) =>
  value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);

const fieldWords = (field: ListingField, listing: Listing) =>
  field === 'attributes'
    ? i18n.t('page.attributes', listing.attributes?.length ?? 0)
    : i18n.t(`field.${field}`);
