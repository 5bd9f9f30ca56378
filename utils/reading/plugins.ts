/**
 * `<object>` and `<embed>`, which reading passes over: whatever is asked of one, Chromium lays the page out first, for
 * a plug-in in it might answer. Only `instanceof` and a walk past it ask nothing of the element itself.
 */
const KINDS = [globalThis.HTMLObjectElement, globalThis.HTMLEmbedElement].filter(
  (kind) => kind !== undefined,
);

/** Whether a node is such an element. Never, where there is no browser to lay anything out. */
export function isPlugin(node: unknown): boolean {
  for (const kind of KINDS) if (node instanceof kind) return true;
  return false;
}

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
