import { expect, test, vi } from 'vitest';

/** A node of which nothing may be asked, and its fellows. */
class Plugin {
  get nodeType(): never {
    throw new Error('asked');
  }
  get nextSibling(): never {
    throw new Error('asked');
  }
}

test('a plug-in is passed over and nothing is asked of it', async () => {
  const after = { nodeType: 3 } as Node;
  const plugins = [new Plugin(), new Plugin()] as unknown as Node[];
  vi.stubGlobal('HTMLObjectElement', Plugin);
  vi.stubGlobal('document', {
    createTreeWalker: () => ({
      currentNode: null as Node | null,
      nextSibling() {
        return [...plugins, after][plugins.indexOf(this.currentNode as Node) + 1] ?? null;
      },
    }),
  });
  vi.resetModules();
  const { askable, askableIn, isPlugin } = await import('./plugins.ts');
  const { textOf } = await import('./text.ts');
  expect(plugins.map(isPlugin)).toEqual([true, true]);
  expect(isPlugin(after)).toBe(false);
  expect(textOf(plugins[0] as unknown as Element, 100)).toBe('');
  expect(askableIn({ querySelectorAll: () => [...plugins, after] } as unknown as ParentNode, '*')).toEqual([
    after,
  ]);
  expect(askable(plugins[0] as Node)).toBe(after);
  expect(askable(after)).toBe(after);
  expect(askable(null)).toBeNull();
  vi.unstubAllGlobals();
});
