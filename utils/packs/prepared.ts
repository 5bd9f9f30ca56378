import { type DBSchema, openDB } from 'idb';

/** The packs in use as they were last compiled, and what was said of those left out. */
export interface Prepared {
  /** As `writePacks` writes them. */
  bytes: ArrayBuffer;
  problems: string[];
}

interface Schema extends DBSchema {
  prepared: { key: string; value: Prepared & { version: string } };
}
const KEY = 'in use';

/**
 * Where compiled packs are kept while they are not those of the build, so that a woken worker opens them instead of
 * compiling packs from JSON for seconds. Losing them costs that time and nothing else, so nothing here throws.
 * `version` is the extension's: what another one compiled is not opened.
 */
export function openPrepared(version: string, name = 'prepared-packs') {
  const opening = (async () =>
    openDB<Schema>(name, 1, { upgrade: (db) => void db.createObjectStore('prepared') }))();
  opening.catch(() => {});
  /** Raised by each `forget`: what was being compiled before it is not kept after it. */
  let generation = 0;
  const quietly = <T>(work: Promise<T>): Promise<T | null> => work.catch(() => null);
  return {
    async get(): Promise<Prepared | null> {
      const kept = await quietly(opening.then((db) => db.get('prepared', KEY)));
      return kept?.version === version ? kept : null;
    },
    /** Call it before the packs are looked up; what it gives keeps what was made of them, unless they changed since. */
    keeper(): (prepared: Prepared) => Promise<void> {
      const begun = generation;
      return async (prepared) => {
        const db = await quietly(opening);
        if (db && begun === generation) await quietly(db.put('prepared', { ...prepared, version }, KEY));
      };
    },
    /** Before and after anything that changes which packs are in use. */
    async forget(): Promise<void> {
      generation += 1;
      await quietly(opening.then((db) => db.delete('prepared', KEY)));
    },
  };
}
