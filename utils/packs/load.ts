import { type Pack, packsNeeded, parsePack } from './pack.ts';

/** The packs that could be used, and why the others could not, a line each. */
export interface LoadedPacks {
  packs: Pack[];
  problems: string[];
}

/**
 * Gets and checks packs by name. A malformed pack does not take the others down: it is left out, with those that
 * cannot do without it, and the reasons are kept to be shown.
 */
export async function loadPacks(
  names: readonly string[],
  get: (name: string) => Promise<unknown>,
): Promise<LoadedPacks> {
  let packs: Pack[] = [];
  const problems: string[] = [];
  const settled = await Promise.allSettled(names.map(async (name) => parsePack(await get(name))));
  for (const [at, result] of settled.entries())
    if (result.status === 'rejected') problems.push(`${names[at]}: ${messageOf(result.reason)}`);
    else if (packs.some(({ id }) => id === result.value.id))
      problems.push(`${names[at]}: another pack is called "${result.value.id}" too`);
    else packs.push(result.value);
  for (;;) {
    const ids = packs.map(({ id }) => id);
    const usable = packs.filter((pack) => packsNeeded(pack).every((id) => ids.includes(id)));
    if (usable.length === packs.length) return { packs, problems };
    for (const pack of packs.filter((pack) => !usable.includes(pack)))
      problems.push(
        `${pack.id}: cannot be used without ${packsNeeded(pack)
          .filter((id) => !ids.includes(id))
          .join(', ')}`,
      );
    packs = usable;
  }
}

const messageOf = (reason: unknown): string => (reason instanceof Error ? reason.message : String(reason));
