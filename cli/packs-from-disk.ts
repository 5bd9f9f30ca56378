import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Lists } from '../utils/packs/finding.ts';
import { listsOf } from '../utils/packs/lists.ts';
import { type Pack, parsePack } from '../utils/packs/pack.ts';
import { indexRecalls, recallListSchema } from '../utils/packs/recalls.ts';

/** The packs that come with Caveat. */
export const BUNDLED = join(import.meta.dirname, '../public/packs');

/**
 * Loads and checks packs from files, or every pack of a folder in the order of their names. Throws an `Error`
 * that names the file, and the place in it, of the first one that cannot be used.
 */
export function packsFromDisk(paths: readonly string[]): Pack[] {
  const packs = new Map<string, Pack>();
  for (const path of paths.flatMap(filesAt)) {
    const pack = packAt(path);
    if (packs.has(pack.id)) throw new Error(`${path}: another pack given is also called "${pack.id}"`);
    packs.set(pack.id, pack);
  }
  return [...packs.values()];
}

/** The lists that come with Caveat. */
export function bundledLists(): Lists {
  const text = readFileSync(join(import.meta.dirname, '../public/lists/recalls.json'), 'utf8');
  return listsOf(indexRecalls(recallListSchema.parse(JSON.parse(text)).recalls));
}

/** The texts of packs, whatever is wrong with them. */
export const packFilesAt = (paths: readonly string[]): { path: string; text: string }[] =>
  paths.flatMap(filesAt).map((path) => ({ path, text: readFileSync(path, 'utf8') }));

function filesAt(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => /(?<!schema)\.json$/.test(name));
  if (!names.length) throw new Error(`${path}: no packs in this folder`);
  return names.sort().map((name) => join(path, name));
}

function packAt(path: string): Pack {
  const text = readFileSync(path, 'utf8');
  try {
    return parsePack(JSON.parse(text));
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}`);
  }
}
