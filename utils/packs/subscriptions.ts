import { type DBSchema, openDB } from 'idb';
import { z } from 'zod';
import { endpointUrl } from '../settings.ts';
import { diffPacks, type PackDiff } from './diff.ts';
import { keyIdOf, publicKeySchema } from './envelope.ts';
import { type Pack, packsNeeded } from './pack.ts';
import { type Get, type Held, update } from './update.ts';

/** A publisher whose packs the person uses, with what is held of it. */
export interface Subscription {
  url: string;
  root: string;
  /** By what the root key is called; for people to compare. */
  keyId: string;
  /** Packs of the project's own, which may stand in for the bundled ones; others only add. */
  own: boolean;
  held: Held | null;
  /** Milliseconds since the epoch; null while never. */
  checkedAt: number | null;
  /** Why the last check changed nothing though it should have; null when it went well. */
  problem: string | null;
  /** What the last change brought. */
  diff: PackDiff | null;
}

export const subscribeSchema = z.strictObject({
  url: z
    .string()
    .max(4_096)
    .transform((text) => endpointUrl(text))
    .pipe(z.string({ error: 'must be an https address' })),
  root: publicKeySchema,
});

interface Schema extends DBSchema {
  subscriptions: { key: string; value: Subscription };
}
const MOST = 20;

/** The subscriptions, in IndexedDB. Each changes in one write: a killed worker leaves the old packs or the new. */
export async function openSubscriptions(name = 'packs') {
  const db = await openDB<Schema>(name, 1, {
    upgrade: (fresh) => void fresh.createObjectStore('subscriptions', { keyPath: 'url' }),
  });
  return {
    list: (): Promise<Subscription[]> => db.getAll('subscriptions'),
    /** Begins following a publisher. Throws where the address is followed already, with another key or not. */
    async add({ url, root }: { url: string; root: string }, own = false): Promise<void> {
      if ((await db.count('subscriptions')) >= MOST)
        throw new Error(`there are ${MOST} subscriptions already`);
      const keyId = await keyIdOf(root);
      await db.add('subscriptions', {
        url,
        root,
        keyId,
        own,
        held: null,
        checkedAt: null,
        problem: null,
        diff: null,
      });
    },
    remove: (url: string): Promise<void> => db.delete('subscriptions', url),
    /**
     * Asks one publisher for its newest packs. A bad update changes nothing but `problem`. `bundled` are the packs that
     * the publisher's may name vocabularies of, and that the project's own are compared with.
     */
    async check(url: string, get: Get, bundled: readonly Pack[], now = Date.now()): Promise<void> {
      const before = await db.get('subscriptions', url);
      if (!before) return;
      let after: Subscription = { ...before, checkedAt: now, problem: null };
      try {
        const held = await update(before, before.held, get, now);
        if (held) {
          refuseUnusable(held, bundled, before.own);
          const old = before.held?.packs ?? (before.own ? bundled : []);
          after = { ...after, held, diff: diffPacks(old, held.packs) };
        }
      } catch (error) {
        after.problem = error instanceof Error ? error.message : String(error);
      }
      const tx = db.transaction('subscriptions', 'readwrite');
      // The person may have ended it meanwhile.
      if (await tx.store.get(url)) await tx.store.put(after);
      await tx.done;
    },
    close: () => db.close(),
  };
}
export type Subscriptions = Awaited<ReturnType<typeof openSubscriptions>>;

/** A publication whose packs cannot be used beside the others is refused whole, before anything relies on it. */
function refuseUnusable({ packs }: Held, bundled: readonly Pack[], own: boolean): void {
  const known = new Set([...bundled, ...packs].map(({ id }) => id));
  for (const pack of packs) {
    if (!own && bundled.some(({ id }) => id === pack.id))
      throw new Error(`${pack.id}: a pack that comes with Caveat is called so`);
    for (const needed of packsNeeded(pack))
      if (!known.has(needed)) throw new Error(`${pack.id}: cannot be used without ${needed}`);
  }
}
