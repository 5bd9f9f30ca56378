import type { Listing } from '../listing/listing.ts';
import type { ListEntry, Lists } from './finding.ts';
import type { Kinds } from './kinds.ts';
import type { Mention, Text } from './mentions.ts';

/** What was found in one listing; what conditions are asked of. */
export interface Facts {
  listing: Partial<Listing>;
  texts: Text[];
  /** By the vocabulary's number; exceptions already taken out. */
  mentions: (Mention[] | undefined)[];
  /** The vocabularies that have any, before exceptions. */
  mentioned: readonly number[];
  /** What is known of lists; absent where there are none. */
  lists?: Lists | undefined;
  /** Worked out when first asked. */
  kinds?: Kinds;
  entries?: Map<string, readonly ListEntry[] | undefined>;
}

/** The entries of a list that a listing meets, looked up once. */
export function entriesOf(facts: Facts, list: string): readonly ListEntry[] | undefined {
  facts.entries ??= new Map();
  if (!facts.entries.has(list)) facts.entries.set(list, facts.lists?.find(list, facts.listing));
  return facts.entries.get(list);
}
