/**
 * `<object>` and `<embed>`, which reading passes over: whatever is asked of one, Chromium lays the page out first, for
 * a plug-in in it might answer. Only its prototype and a walk past it ask nothing of the element itself.
 */
const KINDS: ReadonlySet<unknown> = new Set(
  [globalThis.HTMLObjectElement, globalThis.HTMLEmbedElement].flatMap((kind) => kind?.prototype ?? []),
);

/** Whether a node is such an element. Never, where there is no browser to lay anything out. */
export const isPlugin = (node: unknown): boolean => KINDS.size > 0 && KINDS.has(Object.getPrototypeOf(node));

/** The node itself, or its next sibling that may be asked: what `firstChild` and `nextSibling` give goes through here. */
export function askable<Some extends Node>(node: Some | null): Some | null {
  let here = node;
  while (here && isPlugin(here)) {
    const walker = document.createTreeWalker(document);
    walker.currentNode = here;
    here = walker.nextSibling() as Some | null;
  }
  return here;
}

/** All that a selector selects and that may be asked. */
export const askableIn = (root: ParentNode, selector: string): Element[] => {
  const found = [...root.querySelectorAll(selector)];
  return KINDS.size ? found.filter((one) => !isPlugin(one)) : found;
};
