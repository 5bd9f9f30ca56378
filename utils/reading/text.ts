import { askable, isPlugin } from './plugins.ts';

/** Elements that stand within a line; any other ends the word before it. */
const INLINE = new Set(
  'A ABBR B BDI BDO BIG CITE CODE DEL EM FONT I INS KBD LABEL MARK Q S SMALL SPAN STRIKE STRONG SUB SUP TIME U VAR WBR'.split(
    ' ',
  ),
);
const UNSEEN = new Set('SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME SELECT TEXTAREA'.split(' '));

/** Whitespace collapsed, control characters out, at most `max` UTF-16 units, never half a character. */
export function plain(text: string, max: number): string {
  const clean = text
    .slice(0, max * 4)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
    .replace(/[\s\x00-\x1f\x7f]+/g, ' ')
    .trim();
  return clean.slice(0, max).toWellFormed().trimEnd();
}

/** Where a block begins or ends, before the text is cleaned: no page says this character. */
const GAP = '\u0001';

/** The text of an element with a mark where a block begins or ends. */
function marked(root: Element | null | undefined, max: number): string {
  let text = '';
  let node: Node | null = root && !isPlugin(root) ? root : null;
  while (node && text.length < max * 4) {
    let next: Node | null = null;
    if (node.nodeType === 3) text += (node.nodeValue as string).slice(0, max * 4);
    else if (node.nodeType === 1) {
      const tag = node.nodeName.toUpperCase();
      if (!INLINE.has(tag)) text += GAP;
      if (!UNSEEN.has(tag)) next = askable(node.firstChild);
    }
    while (!next && node && node !== root) {
      next = askable(node.nextSibling);
      if (!next) {
        node = node.parentNode;
        if (node && !INLINE.has(node.nodeName.toUpperCase())) text += GAP;
      }
    }
    node = next;
  }
  return text;
}

/**
 * The text of an element with a space where a block begins or ends, so that the words of two list entries do
 * not run together. Reads `textContent` only: asking for `innerText` would make the browser lay the page out.
 */
export const textOf = (root: Element | null | undefined, max: number): string =>
  plain(marked(root, max), max);

/** The same as lines: one for each block that says something. */
export const linesOf = (root: Element | null | undefined, max: number): string[] =>
  marked(root, max)
    .split(GAP)
    .map((line) => plain(line, max))
    .filter(Boolean);
