import { afterEach, expect, test, vi } from 'vitest';

/** As in a browser: what a node is asked, its prototype's getter answers. */
class FakeNode {
  next: FakeNode | null = null;
  get nextSibling() {
    return this.next;
  }
}
class FakePlugin extends FakeNode {}
/** Nothing may be asked of it by name. */
const plugin = (next: FakeNode | null): FakeNode => {
  const one = Object.assign(Object.create(FakePlugin.prototype), { next });
  return new Proxy(one, {
    get(target, name) {
      if (name !== 'next') throw new Error(`asked for ${String(name)}`);
      return target.next;
    },
  });
};

afterEach(() => vi.unstubAllGlobals());

test('plug-ins are passed over, and nothing is asked of them', async () => {
  vi.stubGlobal('Node', FakeNode);
  vi.stubGlobal('HTMLObjectElement', FakePlugin);
  vi.resetModules();
  const { askable, askableIn, isPlugin } = await import('./plugins.ts');
  const { textOf } = await import('./text.ts');
  const after = new FakeNode();
  const second = plugin(after);
  const nodes = [plugin(second), second, after] as unknown as Element[];
  expect(nodes.map(isPlugin)).toEqual([true, true, false]);
  expect(askable(nodes[0] as Element)).toBe(after);
  expect(askable(after as unknown as Node)).toBe(after);
  expect(askable(null)).toBeNull();
  expect(askableIn({ querySelectorAll: () => nodes } as unknown as ParentNode, '*')).toEqual([after]);
  expect(textOf(nodes[0], 100)).toBe('');
});
