import { isWhole, PEOPLE, PERSONAL, redactAttributes, redacted } from '../../reading/redaction.ts';

/**
 * A copy of a page as one HTML file that shows what the page showed and does nothing: no script, no frame, no address
 * that is followed, nothing of who was reading. Nothing is fetched for it: pictures are drawn from what is on the
 * screen where the browser lets them be read, style sheets likewise; of the others only the address stays.
 */

/** What shops show because of who is looking. */
const CHOSEN_FOR_ONE = [
  ...['recommend', 'for-you', 'foryou', 'personali', 'may-like', 'maylike', 'browsing-history'],
  ...[
    'shopping-cart',
    'cart-count',
    'nav-cart',
    'basket-count',
    'mini-basket',
    'header-basket',
    'notification',
  ],
].flatMap((word) => [`[id*="${word}" i]`, `[class*="${word}" i]`, `[data-testid*="${word}" i]`]);
/** The parts of a page that are about the person. What holds the heading is the listing, whatever it is called. */
export const PERSONAL_PARTS = `:is(${[...PERSONAL, ...CHOSEN_FOR_ONE].join(',')}):not(html,head,body,main,h1,h1 *)`;

/** What runs, is embedded, leads elsewhere by itself, or holds nothing to be seen. */
const ACTIVE =
  'script:not([type="application/ld+json"]),noscript,iframe,frame,object,embed,applet,portal,audio,video,canvas,template,base,link,meta,svg foreignObject,svg use,animate,set';
const ADDRESSES = [
  'href',
  'src',
  'action',
  'formaction',
  'poster',
  'background',
  'data',
  'cite',
  'longdesc',
  'xlink:href',
];
const DROPPED = [
  'srcset',
  'imagesrcset',
  'srcdoc',
  'ping',
  'integrity',
  'nonce',
  'autofocus',
  'target',
  'contenteditable',
];
/** Attributes in which pages keep who is looking. */
const OWN_DATA = /user|member|customer|account|session|token|visitor|buyer|csrf|e-?mail|phone|device/i;
/** Inputs whose value is what stands on a button. */
const LABELLED = /^(?:submit|button|reset|checkbox|radio)$/i;

export const PAGE_COPY_MAX = 8 * 1024 * 1024;
const STYLES_MAX = 2 * 1024 * 1024;
const PICTURES_MAX = 4 * 1024 * 1024;
const PICTURES = 200;
const LONGEST_SIDE = 1_000;
/** Smaller ones are signs and spies. */
const SMALLEST_SIDE = 24;
const TIME_MS = 4_000;

/**
 * `published` is what was read of the listing that might be taken for the person's: its title, who sells and made the
 * thing, and their e-mail addresses. Throws where the page is too large.
 */
export function pageCopy(document: Document, address: string, published: readonly string[] = []): string {
  const known = published.map((word) => word.toLowerCase()).filter((word) => word.length > 2);
  const root = document.documentElement.cloneNode(true) as Element;
  const originals = [document.documentElement, ...document.documentElement.querySelectorAll('*')];
  const copies = [root, ...root.querySelectorAll('*')];
  const budget = { styles: STYLES_MAX, bytes: PICTURES_MAX, pictures: PICTURES, until: Date.now() + TIME_MS };
  // Both lists are of the same tree in the same order.
  for (const [place, original] of originals.entries()) {
    const copy = copies[place];
    if (copy) carryOver(original, copy, budget);
  }
  for (const gone of root.querySelectorAll(ACTIVE)) gone.remove();
  for (const beside of [...root.children]) if (!/^(?:HEAD|BODY)$/i.test(beside.nodeName)) beside.remove();
  // Parts are told by their names, which are guesses: what holds the listing is none of the person's.
  const ofListing = (part: Element) => {
    if (isWhole(part) || part.querySelector('h1')) return true;
    if (Date.now() > budget.until) return false;
    const text = part.textContent?.toLowerCase() ?? '';
    return known.some((word) => text.includes(word));
  };
  for (const part of root.querySelectorAll(PERSONAL_PARTS)) if (!ofListing(part)) part.remove();
  for (const person of root.querySelectorAll(PEOPLE)) if (!ofListing(person)) person.textContent = 'redacted';
  refuseTooLarge(root.outerHTML);
  clean(root, document, address, known);
  const html = framed(root, address);
  refuseTooLarge(html);
  return html;
}

function refuseTooLarge({ length }: string): void {
  if (length > PAGE_COPY_MAX) throw new Error(`the page is larger than ${PAGE_COPY_MAX} characters`);
}

type Budget = { styles: number; bytes: number; pictures: number; until: number };

/** What is in an element but not in its markup. */
function carryOver(original: Element, copy: Element, budget: Budget): void {
  const name = original.nodeName.toUpperCase();
  if (name === 'IMG') drawn(original as HTMLImageElement, copy, budget);
  else if (name === 'STYLE' || (name === 'LINK' && /stylesheet/i.test(original.getAttribute('rel') ?? '')))
    inlined(original as HTMLStyleElement, copy, budget);
  else if (original.shadowRoot) {
    // As one document, with the parts in shadow in their places.
    const shadow = copy.ownerDocument.createElement('div');
    for (const child of original.shadowRoot.childNodes) shadow.append(child.cloneNode(true));
    copy.append(shadow);
  }
}

/** The picture as it is on the screen, no larger than it is shown; its address alone where it may not be read. */
function drawn(image: HTMLImageElement, copy: Element, budget: Budget): void {
  const { naturalWidth = 0, naturalHeight = 0, width, height } = image;
  const source = image.currentSrc || image.src;
  copy.setAttribute('src', source.startsWith('data:') ? '' : source);
  if (Math.min(naturalWidth, naturalHeight) < SMALLEST_SIDE) return;
  if (budget.pictures <= 0 || Date.now() > budget.until) return;
  const shown = Math.min(
    1,
    LONGEST_SIDE / Math.max(naturalWidth, naturalHeight),
    Math.max(width / naturalWidth, 0.1) * 1.5,
  );
  const canvas = image.ownerDocument.createElement('canvas');
  canvas.width = Math.max(1, Math.round(naturalWidth * shown));
  canvas.height = Math.max(1, Math.round(naturalHeight * shown));
  try {
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const data = canvas.toDataURL('image/webp', 0.85);
    if (data.length > budget.bytes) return;
    budget.bytes -= data.length;
    budget.pictures -= 1;
    copy.setAttribute('src', data);
    copy.setAttribute('data-address', source.slice(0, 2_000));
    if (width > 0) copy.setAttribute('width', String(width));
    if (height > 0) copy.setAttribute('height', String(height));
  } catch {
    // From another site that does not share it.
  }
}

/** A style sheet as it is in use, also where scripts wrote it; none where the browser does not let it be read. */
function inlined(element: HTMLStyleElement, copy: Element, budget: Budget): void {
  let text = '';
  try {
    text = [...(element.sheet?.cssRules ?? [])].map(({ cssText }) => cssText).join('\n');
  } catch {
    // From another site that does not share it.
  }
  // A style sheet cannot end the element it stands in.
  text = (text || (copy.nodeName.toUpperCase() === 'STYLE' ? (copy.textContent ?? '') : '')).replace(
    /<(?=[/!a-z])/gi,
    '\\3c ',
  );
  if (text.length > budget.styles) text = '';
  budget.styles -= text.length;
  const style = copy.ownerDocument.createElement('style');
  const media = element.getAttribute('media');
  if (media) style.setAttribute('media', media);
  style.textContent = text;
  copy.replaceWith(style);
}

/** Redacts what stays, and takes out of it what would run, lead elsewhere or was typed in. */
function clean(root: Element, document: Document, address: string, published: readonly string[]): void {
  const walker = document.createTreeWalker(root, 0x1 | 0x4 | 0x80);
  const comments: Node[] = [];
  for (let node: Node | null = root; node; node = walker.nextNode()) {
    if (node.nodeType === 8) comments.push(node);
    else if (node.nodeType === 3) {
      if (node.parentNode?.nodeName.toUpperCase() !== 'STYLE')
        node.nodeValue = redacted(node.nodeValue ?? '', published);
    } else cleanElement(node as Element, address, published);
  }
  for (const comment of comments) comment.parentNode?.removeChild(comment);
}

function cleanElement(element: Element, address: string, published: readonly string[]): void {
  const name = element.nodeName.toUpperCase();
  const drawn = element.getAttribute('src')?.startsWith('data:image/webp;')
    ? element.getAttribute('src')
    : null;
  if (drawn !== null) element.removeAttribute('src');
  for (const { name: attribute, value } of [...element.attributes]) {
    if (
      DROPPED.includes(attribute) ||
      (attribute.startsWith('data-') && (value.length > 200 || OWN_DATA.test(attribute)))
    )
      element.removeAttribute(attribute);
    else if (ADDRESSES.includes(attribute)) {
      const absolute = URL.canParse(value, address) ? new URL(value, address) : null;
      if (absolute && /^(?:https?|mailto|tel):$/.test(absolute.protocol))
        element.setAttribute(attribute, absolute.href);
      else element.removeAttribute(attribute);
    }
  }
  redactAttributes(element, published);
  if (drawn !== null) element.setAttribute('src', drawn);
  if (name === 'TEXTAREA') element.textContent = '';
  if (name === 'INPUT' && !LABELLED.test(element.getAttribute('type') ?? ''))
    element.removeAttribute('value');
}

/**
 * With where it was saved from, as browsers note it, and a policy under which whoever opens the file runs nothing and
 * asks nobody for anything.
 */
function framed(root: Element, address: string): string {
  const url = redacted(new URL(address).href).replaceAll('>', '%3E');
  const head = `<meta charset="utf-8"><meta http-equiv="content-security-policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">`;
  const html = root.outerHTML.replace(/<head(?=[\s>])[^>]{0,2000}>/i, (tag) => `${tag}${head}`);
  return `<!doctype html>\n<!-- saved from url=(${String(url.length).padStart(4, '0')})${url} -->\n${html}`;
}
