/**
 * What runs inside the tab: each function is sent there by its source, so it uses nothing but its arguments
 * and the DOM. A closed shadow root is handed in like a document.
 */

type Root = Document | ShadowRoot;

/** The text a person sees, all of it or what matches the selector. */
export function visibleText(roots: Root[], selector: string | null): string {
  const blocks = roots.flatMap((root): Element[] =>
    selector ? [...root.querySelectorAll(selector)] : 'body' in root ? [root.body] : [...root.children],
  );
  return blocks
    .filter((block) => block instanceof HTMLElement && !/^(STYLE|SCRIPT|LINK)$/.test(block.tagName))
    .map((block) => (block as HTMLElement).innerText.trim())
    .filter(Boolean)
    .join('\n');
}

/** Whether anything that matches the selector is drawn. */
export function isVisible(roots: Root[], selector: string): boolean {
  return roots.some((root) =>
    [...root.querySelectorAll(selector)].some((element) => element.checkVisibility()),
  );
}

/**
 * Finds a visible control by its accessible name (pattern) or by a CSS selector, brings it into view and gives
 * the middle of it in viewport pixels. With `select` it is focused and its text selected. Null if there is none,
 * or if something else covers it.
 */
export function controlAt(
  roots: Root[],
  pattern: { source: string; flags: string } | null,
  selector: string,
  select: boolean,
): { x: number; y: number } | null {
  const named = pattern && new RegExp(pattern.source, pattern.flags);
  const controls = 'a, button, input, select, textarea, summary, [role=button], [role=link], [tabindex="0"]';
  const nameOf = (element: Element) => {
    const labels = (element as HTMLInputElement).labels;
    const pointed = element.getAttribute('aria-labelledby')?.split(/\s+/) ?? [];
    const root = element.getRootNode() as Root;
    const text =
      element.getAttribute('aria-label') ||
      pointed.map((id) => root.getElementById(id)?.textContent ?? '').join(' ') ||
      (labels?.length ? [...labels].map((label) => label.textContent).join(' ') : element.textContent);
    return (text ?? '').replace(/\s+/g, ' ').trim();
  };
  const found = roots
    .flatMap((root) => [...root.querySelectorAll<HTMLElement>(named ? controls : selector)])
    .find((element) => element.checkVisibility() && (!named || named.test(nameOf(element))));
  if (!found) return null;
  found.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  if (select) {
    found.focus();
    (found as HTMLInputElement).select?.();
  }
  const box = found.getBoundingClientRect();
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const hit = (found.getRootNode() as Root).elementFromPoint(at.x, at.y);
  return found.contains(hit) || hit?.contains(found) ? at : null;
}
