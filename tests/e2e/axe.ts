import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from '@playwright/test';
import type { Page, Surface } from '../browsers/browser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Checks a surface with axe, whose own way into shadow roots stops at closed ones: the world it runs in is told
 * what is inside.
 */
const check = `async (roots) => {
  const inside = new Map(roots.filter((root) => root.host).map((root) => [root.host, root]));
  const closed = inside.size > 0;
  if (closed) Object.defineProperty(Element.prototype, 'shadowRoot', {
    configurable: true,
    get() { return inside.get(this) ?? null; },
  });
  ${axe};
  const { violations, passes } = await globalThis.axe.run(closed ? { include: roots.flatMap((root) => [...root.children]) } : document);
  return {
    passes: passes.length,
    violations: violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) =>
      id + ': ' + help + ' · ' + target.flat().join(' ') + ' · ' + failureSummary)),
  };
}`;

/** Expects axe to find nothing wrong with what is shown. */
export async function expectAccessible(page: Page, surface: Surface = 'page'): Promise<void> {
  const result = await page.within<[], { passes: number; violations: string[] }>(surface, check);
  expect(result.violations).toEqual([]);
  expect(result.passes, 'axe checked something').toBeGreaterThan(3);
}
