import { type Pack, parsePack } from './pack.ts';

/** The packs that could be used, and why the others could not, a line each. */
export interface LoadedPacks {
  packs: Pack[];
  problems: string[];
}

/**
 * Gets and checks packs by name. One malformed pack does not take the others down: it is left out, and the
 * reason kept to be shown.
 */
export async function loadPacks(
  names: readonly string[],
  get: (name: string) => Promise<unknown>,
): Promise<LoadedPacks> {
  const loaded: LoadedPacks = { packs: [], problems: [] };
  const settled = await Promise.allSettled(names.map(async (name) => parsePack(await get(name))));
  for (const [at, result] of settled.entries())
    if (result.status === 'fulfilled') loaded.packs.push(result.value);
    else
      loaded.problems.push(
        `${names[at]}: ${result.reason instanceof Error ? result.reason.message : result.reason}`,
      );
  return loaded;
}
