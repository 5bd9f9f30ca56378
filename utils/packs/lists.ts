import type { ListEntry, Lists } from './finding.ts';
import type { Met, RecallIndex } from './recalls.ts';

/**
 * The lists that rules may ask ("listed"): `recalls`, alerts that a listing meets by its GTIN, and `possible-recalls`,
 * those it meets by brand and model only.
 */
export const listsOf = (recalls: RecallIndex): Lists => {
  /** A listing is asked by several rules; what it meets is looked up once. */
  const met = new WeakMap<object, Met[]>();
  return {
    find(list, listing) {
      if (list !== 'recalls' && list !== 'possible-recalls') return undefined;
      let found = met.get(listing);
      if (!found) {
        found = recalls.find(listing);
        met.set(listing, found);
      }
      return found.filter(({ by }) => (by === 'gtin') === (list === 'recalls')).map(entryOf);
    },
  };
};

/** What an alert says, in the authority's words and order: which product, which hazard, which measure. */
function entryOf({ recall, by, confidence, places }: Met): ListEntry {
  const { authority, id, date, brand, product, batches, hazard, measure, url } = recall;
  const text = [
    `${authority} ${id}${date ? `, ${date}` : ''}: ${[brand, product].filter(Boolean).join(' ')}`,
    batches && `Batch: ${batches}`,
    hazard,
    measure,
  ];
  return { by, confidence, text: text.filter(Boolean).join('. '), url, evidence: places };
}
