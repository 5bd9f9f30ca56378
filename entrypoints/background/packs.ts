import { browser } from 'wxt/browser';
import { type CompiledPacks, compilePacks } from '../../utils/packs/compile.ts';
import { loadPacks } from '../../utils/packs/load.ts';

const get = async (name: string) => (await fetch(browser.runtime.getURL(`/packs/${name}` as '/'))).json();

async function load(): Promise<{ packs: CompiledPacks; problem: string | null }> {
  const names = (await get('index.json')) as string[];
  const { packs, problems } = await loadPacks(names, (name) => get(`${name}.json`));
  return { packs: compilePacks(packs), problem: problems.length ? problems.join('\n') : null };
}

let loaded: ReturnType<typeof load> | undefined;

/** The bundled packs, compiled once in the worker's life; those that are malformed are named in `problem`. */
export function bundledPacks(): ReturnType<typeof load> {
  loaded ??= load();
  return loaded;
}
