import type { Reading } from './reader.ts';

/**
 * A page as a test case for a bug report: what a reader could have read, without what says who was reading. The
 * person's own parts go whole; e-mail addresses, keys and the names of people are replaced wherever they stand. What
 * the page publishes of a trader stays: it is what is to be read.
 */

/** Never data for a reader: what draws, runs or is embedded from elsewhere. */
const SCENERY = 'style,link:not([rel~="canonical"]),iframe,object,embed,audio,video,canvas,svg > *,base';

/** Where pages keep what is about the visitor: account, delivery address, history, basket. */
const PERSONAL = [
  ...[
    'account',
    'user-menu',
    'usermenu',
    'user-info',
    'userinfo',
    'user-name',
    'username',
    'login',
    'signin',
  ],
  ...[
    'my-',
    'profile-menu',
    'deliver-to',
    'delivery-address',
    'ship-to',
    'shipping-address',
    'glow',
    'wallet',
  ],
  ...['minicart', 'mini-cart', 'recently-viewed', 'order-history', 'wishlist'],
].flatMap((word) => [`[id*="${word}" i]`, `[class*="${word}" i]`, `[data-testid*="${word}" i]`]);

/** People who wrote reviews or questions. */
const PEOPLE =
  '[itemprop="author"],[class*="reviewer" i],[class*="author" i],[class*="buyer" i],[class*="review" i] [class*="name" i]';

const EMAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g;
const JSON_WEB_TOKEN = /eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*/g;
const SECRET =
  'csrf[\\w-]{0,20}|[\\w-]{0,20}token|session[\\w-]{0,12}|auth(?:orization)?|secret|password|api_?key|sid|visitor_?id|device_?id|user_?id|customer_?id|member_?id|utdid|umid|ip_?address|client_?ip';
const PERSON =
  'first_?name|last_?name|full_?name|nick_?name|display_?name|user_?name|buyer_?name|reviewer_?name|author_?name|anony?[\\w-]{0,10}name|phone_?(?:number)?|street|address_?(?:line)?_?\\d?|zip|post_?(?:al_?)?code|birth[\\w-]{0,10}';
/** "firstName": "Ada", also within a string: \"firstName\":\"Ada\". */
const NAMED_VALUE = new RegExp(`(\\\\?"(?:${SECRET}|${PERSON})\\\\?"\\s{0,3}:\\s{0,3}\\\\?")[^"\\\\]+`, 'gi');
const NAMED_NUMBER = new RegExp(`(\\\\?"(?:${SECRET})\\\\?"\\s{0,3}:\\s{0,3})\\d+`, 'gi');
const PARAMETER = new RegExp(`([?&](?:${SECRET})=)[^&#\\s"'<>]+`, 'gi');
const REVIEW_AUTHOR = /("author"\s{0,3}:\s{0,3})(?:"[^"]*"|\{[^{}]*\})/g;
const SECRET_NAME = new RegExp(`^(?:${SECRET}|${PERSON})$`, 'i');

const redacted = (text: string): string =>
  text
    .replace(EMAIL, 'someone@example.org')
    .replace(JSON_WEB_TOKEN, 'redacted')
    .replace(NAMED_VALUE, '$1redacted')
    .replace(NAMED_NUMBER, '$10')
    .replace(PARAMETER, '$1redacted')
    .replace(REVIEW_AUTHOR, '$1"redacted"');

/** Whether a script holds data a reader could use: it says so, or there is a quoted key in it. */
const holdsData = (script: Element): boolean =>
  /json/i.test(script.getAttribute('type') ?? '') ||
  (!script.hasAttribute('src') && /[\w-]\\?"\s{0,3}:/.test(script.textContent ?? ''));

/**
 * The page as HTML to be saved, with what was read of it in a comment at its head, in the form in which browsers note
 * where a page was saved from. `document` is not changed.
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

/** A page's own root is never a part of it, whatever its class says ("logged-in"). */
const isWhole = (element: Element): boolean => /^(?:HTML|HEAD|BODY|MAIN)$/i.test(element.nodeName);

function redactAttributes(element: Element): void {
  const secret =
    SECRET_NAME.test(element.getAttribute('name') ?? '') || element.getAttribute('type') === 'hidden';
  for (const { name, value } of [...element.attributes]) {
    if (/^on/i.test(name)) element.removeAttribute(name);
    else if (secret && (name === 'value' || name === 'content')) element.setAttribute(name, 'redacted');
    else {
      const clean = redacted(value);
      if (clean !== value) element.setAttribute(name, clean);
    }
  }
}
