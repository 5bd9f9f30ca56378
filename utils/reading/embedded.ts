import { looseJson } from './json.ts';

const LONGEST = 6_000_000;

/**
 * The object that an inline script gives the name `name`, as a variable ("window.runParams = {") or as a property
 * ("skuModule": {), whatever follows it; undefined where no script does. Read as text, never run.
 */
export function embedded(document: Document, name: string): unknown {
  for (const script of document.querySelectorAll('script:not([src])')) {
    const source = script.textContent ?? '';
    if (source.length > LONGEST) continue;
    for (
      let at = source.indexOf(name), tries = 0;
      at >= 0 && tries < 5;
      at = source.indexOf(name, at + 1), tries++
    ) {
      const open = source.indexOf('{', at);
      if (open < 0 || !/^["']?\s*[=:]\s*$/.test(source.slice(at + name.length, open).slice(0, 50))) continue;
      const value = looseJson(source, open);
      if (value && Object.keys(value).length) return value;
    }
  }
  return undefined;
}
