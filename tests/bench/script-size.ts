import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { BrowserName } from '../browsers/find.ts';
import { builtExtension } from '../browsers/launch.ts';

/** Bytes of a script of a build, as built and as gzip packs it at its best. */
export function scriptSize(name: string, browser: BrowserName = 'chromium'): { raw: number; gzip: number } {
  const script = readFileSync(join(builtExtension[browser], name));
  return { raw: script.length, gzip: gzipSync(script, { level: 9 }).length };
}
