import type { Reading } from './reader.ts';
import { isWhole, PEOPLE, PERSONAL, redactAttributes, redacted } from './redaction.ts';

/** Never data for a reader: what draws, runs or is embedded from elsewhere. */
const SCENERY = 'style,link:not([rel~="canonical"]),iframe,object,embed,audio,video,canvas,svg > *,base';

/** Whether a script holds data a reader could use: it says so, or there is a quoted key in it. */
const holdsData = (script: Element): boolean =>
  /json/i.test(script.getAttribute('type') ?? '') ||
  (!script.hasAttribute('src') && /[\w-]\\?"\s{0,3}:/.test(script.textContent ?? ''));

/**
 * A page as a test case for a bug report: what a reader could have read, without what says who was reading
 * (`redaction.ts`), as HTML to be saved, with what was read of it in a comment at its head, in the form in which
 * browsers note where a page was saved from. `document` is not changed.
 */
export function testCase(document: Document, reading: Reading): string {
  const root = document.documentElement.cloneNode(true) as Element;
  for (const script of root.querySelectorAll('script')) if (!holdsData(script)) script.remove();
  for (const gone of root.querySelectorAll(`${SCENERY},${PERSONAL.join(',')}`))
    if (!isWhole(gone)) gone.remove();
  for (const person of root.querySelectorAll(PEOPLE)) person.textContent = 'redacted';
  const walker = document.createTreeWalker(root, 0x1 | 0x4 | 0x80);
  const comments: Node[] = [];
  for (let node: Node | null = root; node; node = walker.nextNode()) {
    if (node.nodeType === 8) comments.push(node);
    else if (node.nodeType === 3) node.nodeValue = redacted(node.nodeValue ?? '');
    else redactAttributes(node as Element);
  }
  for (const comment of comments) comment.parentNode?.removeChild(comment);
  const url = redacted(reading.url);
  const read = redacted(JSON.stringify({ ...reading, url })).replace(/-->|--!>/g, '--\\u003e');
  return `<!doctype html>\n<!-- saved from url=(${String(url.length).padStart(4, '0')})${url} -->\n<!-- read: ${read} -->\n${root.outerHTML}`;
}
