/**
 * What of a page says who is reading it. The person's own parts go whole; e-mail addresses, keys and the names of
 * people are replaced wherever they stand. What the page publishes of a trader stays: it is what is to be read.
 */

/** Where pages keep what is about the visitor: account, delivery address, history, basket. */
export const PERSONAL = [
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
    // Not "my-" alone, which is also how style sheets name a margin.
    'my-order',
    'my-profile',
    'my-list',
    'my-coupon',
    'my-message',
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
export const PEOPLE =
  '[itemprop="author"],[class*="reviewer" i],[class*="author" i],[class*="buyer" i],[class*="review" i] [class*="name" i]';

/** Looked for where a word begins only: a long word is gone over once, not once for each of its letters. */
const EMAIL = /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g;
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

/** Text without addresses, keys and names. An e-mail address that is in `published` is the trader's and stays. */
export const redacted = (text: string, published: readonly string[] = []): string =>
  text
    .replace(EMAIL, (address) =>
      published.includes(address.toLowerCase()) ? address : 'someone@example.org',
    )
    .replace(JSON_WEB_TOKEN, 'redacted')
    .replace(NAMED_VALUE, '$1redacted')
    .replace(NAMED_NUMBER, '$10')
    .replace(PARAMETER, '$1redacted')
    .replace(REVIEW_AUTHOR, '$1"redacted"');

/** A page's own root is never a part of it, whatever its class says ("logged-in"). */
export const isWhole = (element: Element): boolean => /^(?:HTML|HEAD|BODY|MAIN)$/i.test(element.nodeName);

/** Takes out of an element's attributes what runs, and what says who is reading. */
export function redactAttributes(element: Element, published: readonly string[] = []): void {
  const secret =
    SECRET_NAME.test(element.getAttribute('name') ?? '') || element.getAttribute('type') === 'hidden';
  for (const { name, value } of [...element.attributes]) {
    if (/^on/i.test(name)) element.removeAttribute(name);
    else if (secret && (name === 'value' || name === 'content')) element.setAttribute(name, 'redacted');
    else {
      const clean = redacted(value, published);
      if (clean !== value) element.setAttribute(name, clean);
    }
  }
}
