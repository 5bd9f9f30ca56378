import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * A journal whose entries each carry the hash of the one before, so that none can be changed, left out, put in or
 * put elsewhere without every later hash giving it away. What a chain cannot show is that entries at its end are gone.
 */
export interface Link {
  /** The hash of the entry before, `FIRST` for the first. */
  previous: string;
  /** SHA-256, lower-case hexadecimal, over the canonical JSON of the entry without this field. */
  hash: string;
}

/** What the first entry of a chain has for `previous`. */
export const FIRST = '0'.repeat(64);

/**
 * An entry with its link to the one before (null: there is none). Nothing is awaited, so that a chain can grow within
 * one IndexedDB transaction, which ends at the first wait for anything else.
 */
export function chained<Entry extends object>(previous: Link | null, entry: Entry): Entry & Link {
  const linked = { ...entry, previous: previous?.hash ?? FIRST };
  return { ...linked, hash: hashOf(linked) };
}

/** What is left of an entry when what it says is kept back: its place in the chain. */
export const withheld = ({ previous, hash }: Link): Link => ({ previous, hash });

/**
 * The place of the first entry that is not what was chained, counted from 0; null when all of them hold. Of an entry
 * that was `withheld` only its place is looked at.
 */
export function verifyChain(entries: readonly object[]): number | null {
  let before = FIRST;
  for (const [place, entry] of entries.entries()) {
    const { hash, ...linked } = entry as Link;
    if (linked.previous !== before) return place;
    if (Object.keys(linked).length > 1 && hashOf(linked) !== hash) return place;
    before = hash;
  }
  return null;
}

const hashOf = (value: object): string => bytesToHex(sha256(utf8ToBytes(canonicalJson(value))));

/**
 * JSON in the one form every program writes alike (RFC 8785): no white space, names sorted by their UTF-16 units.
 * What JSON has no word for is left out, as `JSON.stringify` does.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, held]) => held !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, held]) => `${JSON.stringify(name)}:${canonicalJson(held)}`).join(',')}}`;
}
