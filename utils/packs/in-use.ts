import { type Pack, packsNeeded } from './pack.ts';
import type { Subscription } from './subscriptions.ts';

/** The packs that pages are checked against. */
export interface PacksInUse {
  packs: Pack[];
  /** Why others are left out, a line each. */
  problems: string[];
}

/**
 * Puts together the bundled packs, those of the subscriptions and the person's own. The project's own publication
 * stands in for a bundled pack of an older version; nobody else's ever does. A publisher's switched-off rules are those
 * of its own packs.
 */
export function packsInUse(
  bundled: readonly Pack[],
  subscriptions: readonly Subscription[],
  personal: readonly Pack[],
): PacksInUse {
  const used = new Map(bundled.map((pack) => [pack.id, pack]));
  const problems: string[] = [];
  const without = (pack: Pack, revoked: readonly string[]): Pack => ({
    ...pack,
    rules: pack.rules.filter(({ id }) => !revoked.includes(`${pack.id}.${id}`)),
  });
  for (const { held } of subscriptions.filter(({ own }) => own)) {
    for (const pack of held?.packs ?? [])
      if (pack.version >= (used.get(pack.id)?.version ?? 0)) used.set(pack.id, pack);
    for (const [id, pack] of used) used.set(id, without(pack, held?.revoked ?? []));
  }
  const others = subscriptions.filter(({ own }) => !own);
  const guests = [
    ...others.flatMap(({ held, url }) =>
      (held?.packs ?? []).map((pack) => ({ from: url, pack: without(pack, held?.revoked ?? []) })),
    ),
    ...personal.map((pack) => ({ from: 'own rules', pack })),
  ];
  for (const { from, pack } of guests)
    if (used.has(pack.id)) problems.push(`${from}: another pack is called “${pack.id}” too`);
    else used.set(pack.id, pack);
  for (const { from, pack } of guests) {
    const lacking = packsNeeded(pack).filter((id) => !used.has(id));
    if (lacking.length === 0 || used.get(pack.id) !== pack) continue;
    problems.push(`${from}: ${pack.id} cannot be used without ${lacking.join(', ')}`);
    used.delete(pack.id);
  }
  return { packs: [...used.values()], problems };
}
