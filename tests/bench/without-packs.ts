import { openPacks, preparePacks } from '../../utils/packs/compile.ts';

/** What the benchmark puts in the place of the background's packs: the same in all else, but there are none. */
export * from '../../entrypoints/background/packs.ts';

const packs = openPacks(preparePacks([]));
const lists = { find: () => undefined };
export const warmPacks = () => {};
export const compiledPacks = async () => ({ packs, lists, problem: null });
