/**
 * `<object>` and `<embed>`, which reading passes over: whatever is asked of one, Chromium lays the page out first, for
 * a plug-in in it might answer. What is asked of prototypes, it does not.
 */
const KINDS: readonly unknown[] = [globalThis.HTMLObjectElement, globalThis.HTMLEmbedElement].map(
  (kind) => kind?.prototype,
);

/** Whether a node is such an element. Never, where there is no browser to lay anything out. */
export const isPlugin = (node: Node): boolean => KINDS.includes(Object.getPrototypeOf(node));

/** The node itself, or its next sibling that may be asked: what `firstChild` and `nextSibling` give goes through here. */
export function askable(node: Node | null): Node | null {
  let here = node;
  while (here && isPlugin(here)) here = Reflect.get(Node.prototype, 'nextSibling', here);
  return here;
}

/** All that a selector selects and that may be asked. */
export const askableIn = (root: ParentNode, selector: string): Element[] =>
  [...root.querySelectorAll(selector)].filter((one) => !isPlugin(one));
