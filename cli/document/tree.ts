import { Tokenizer } from 'htmlparser2';
import { type Child, PageDocument, PageElement, PageText, type Parent } from './nodes.ts';

/**
 * Builds the tree of a page as browsers do (HTML standard, 13.2.6): end tags left out, table rows without a
 * table body, elements closed in the wrong order, head and body never written. What is left out, for nothing
 * that is read hangs on it: formatting carried over into the next block, text moved out before a table, frames.
 */

const set = (names: string) => new Set(names.split(' '));
const VOID = set(
  'area base basefont bgsound br col embed frame hr image img input keygen link meta param source track wbr',
);
const IN_HEAD = set('base basefont bgsound link meta title script style template noscript noframes');
/** Start tags that end an open paragraph. */
const ENDS_P = set(
  'address article aside blockquote center details dialog dir div dl dd dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p plaintext pre search section summary table ul xmp',
);
const HEADING = set('h1 h2 h3 h4 h5 h6');
/** What a search for an open element stops at, a bit for each kind of search; see "has an element in scope". */
const SCOPE = 1;
const BUTTON_SCOPE = 2;
const LIST_SCOPE = 4;
const TABLE_SCOPE = 8;
const TEMPLATE = 16;
/** End tags of something inline do not reach out of blocks, nor do items of a list but out of plain ones. */
const BLOCK = 32;
const NOT_PLAIN = 64;
const BOUNDS = new Map<string, number>();
const bound = (names: string, bits: number) => {
  for (const name of set(names)) BOUNDS.set(name, (BOUNDS.get(name) ?? 0) | bits);
};
bound('applet caption html table td th marquee object template', SCOPE | BUTTON_SCOPE | LIST_SCOPE);
bound('button', BUTTON_SCOPE);
bound('ol ul', LIST_SCOPE);
bound('table', TABLE_SCOPE);
bound('template html', TABLE_SCOPE | TEMPLATE);
bound('address div p', BLOCK);
bound(
  'applet area article aside base basefont bgsound blockquote body br button caption center col colgroup dd details dir dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe img input keygen li link listing main marquee menu meta nav noembed noframes noscript object ol param plaintext pre script search section select source style summary table tbody td template textarea tfoot th thead title tr track ul wbr xmp',
  BLOCK | NOT_PLAIN,
);
const IN_TABLE = set('table template html');
const SECTIONS = set('tbody thead tfoot');
const TABLE_PARTS = set('caption colgroup col tbody thead tfoot tr td th');
/** Within what each part of a table stands; the others in the table itself. */
const TABLE_CONTEXT: Record<string, ReadonlySet<string>> = {
  tr: set('tbody thead tfoot table'),
  td: set('tr tbody thead tfoot table'),
  th: set('tr tbody thead tfoot table'),
};
/** HTML in a drawing ends the drawing. */
const ENDS_FOREIGN = set(
  'b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var',
);
const HTML_IN_FOREIGN = /^(?:foreignobject|desc|title|annotation-xml|m[inos]|mtext)$/;

/** Chromium nests no deeper either: what would be deeper becomes a neighbour. */
const DEEPEST = 512;
const MOST_ATTRIBUTES = 2_000;

type Values = ReadonlyMap<string, string>;
const NONE: Values = new Map();

export function buildTree(html: string): PageDocument {
  const document = new PageDocument();
  const { elements } = document;
  const stack: PageElement[] = [];
  /** Where in the stack each name stands, and what each place stops. */
  const open = new Map<string, number[]>();
  const bounds = new Uint8Array(DEEPEST);
  let inBody = false;
  let inForm = false;
  let text = '';

  const top = () => stack[stack.length - 1] as PageElement;
  const isOpen = (name: string) => (open.get(name)?.length ?? 0) > 0;
  /** Whether what comes next is of a drawing or a formula, not HTML. */
  const isForeign = () => top().foreign && !HTML_IN_FOREIGN.test(top().localName);

  function push(name: string, values: Values = NONE, foreign = false): void {
    flush();
    if (stack.length >= DEEPEST) pop();
    const parent = stack.length ? top() : document;
    const element = new PageElement(parent, name, values, foreign);
    if (!isOpen('template')) {
      element.index = elements.length;
      element.end = elements.length + 1;
      elements.push(element);
    }
    append(parent, element);
    bounds[stack.length] = foreign ? 0 : (BOUNDS.get(name) ?? 0);
    const places = open.get(name);
    if (places) places.push(stack.length);
    else open.set(name, [stack.length]);
    stack.push(element);
  }
  function pop(): void {
    flush();
    const element = stack.pop() as PageElement;
    open.get(element.localName)?.pop();
    if (element.index >= 0) element.end = elements.length;
  }
  const popThrough = (name: string) => {
    while (top().localName !== name) pop();
    pop();
  };
  const popUntil = (names: ReadonlySet<string>) => {
    while (!names.has(top().localName)) pop();
  };
  /** Whether an element is open, with nothing between it and here that such a search stops at. */
  const within = (name: string, stop: number) => {
    const at = open.get(name)?.at(-1);
    if (at === undefined) return false;
    for (let i = stack.length - 1; i > at; i--) if ((bounds[i] as number) & stop) return false;
    return true;
  };
  const close = (name: string, stop = SCOPE) => {
    if (within(name, stop)) popThrough(name);
  };

  /** Makes a text of what was written since the last node began or ended. */
  function flush(): void {
    if (!text) return;
    const written = text;
    text = '';
    if (top() === document.head) {
      if (!/\S/.test(written)) return;
      enterBody();
    }
    append(top(), new PageText(top(), written));
  }
  function enterBody(): void {
    if (inBody) return;
    inBody = true;
    while (stack.length > 1) pop();
    push('body');
    document.body = top();
  }

  function startTag(given: string, values: Values, closed: boolean): void {
    const name = given === 'image' ? 'img' : given;
    if (!inBody) flush();
    if (isForeign()) {
      if (!ENDS_FOREIGN.has(name)) {
        push(name, values, true);
        if (closed) pop();
        return;
      }
      while (isForeign()) pop();
    }
    if (name === 'html' || name === 'head' || name === 'body') {
      if (name === 'body') enterBody();
      const element = name === 'html' ? document.documentElement : document[name];
      // What is said twice adds to what was said first.
      if (element && values.size) element.values = new Map([...values, ...element.values]);
      return;
    }
    if (!inBody && stack.length === 2 && !IN_HEAD.has(name)) enterBody();
    if (name === 'form' && inForm) return;
    if (TABLE_PARTS.has(name) && !isOpen('table') && !isOpen('template')) return;
    endImplied(name);
    push(name, values, name === 'svg' || name === 'math');
    if (name === 'form') inForm = true;
    if (VOID.has(name) || (closed && top().foreign)) pop();
  }

  /** Ends what a start tag ends, and begins the parts of a table that it leaves out. */
  function endImplied(name: string): void {
    if (name === 'li') close('li', NOT_PLAIN);
    else if (name === 'dd' || name === 'dt') for (const one of ['dd', 'dt']) close(one, NOT_PLAIN);
    if (ENDS_P.has(name)) close('p', BUTTON_SCOPE);
    if (HEADING.has(name) && HEADING.has(top().localName)) pop();
    else if (name === 'a') close('a', BLOCK);
    else if (name === 'button') close('button');
    else if (name === 'select' || name === 'input') close('select');
    else if (name === 'option' || name === 'optgroup') {
      if (top().localName === 'option') pop();
      if (name === 'optgroup' && top().localName === 'optgroup') pop();
    } else if (name === 'rt' || name === 'rp') {
      if (/^r[tp]$/.test(top().localName)) pop();
    } else if (name === 'table') {
      if (/^(?:table|t(?:body|head|foot)|tr)$/.test(top().localName)) close('table', TEMPLATE);
    } else if (TABLE_PARTS.has(name) && within('table', TEMPLATE)) {
      popUntil(TABLE_CONTEXT[name] ?? IN_TABLE);
      if ((name === 'tr' || name === 'td' || name === 'th') && top().localName === 'table') push('tbody');
      if ((name === 'td' || name === 'th') && SECTIONS.has(top().localName)) push('tr');
    }
  }

  function endTag(name: string): void {
    for (let i = stack.length - 1; stack[i]?.foreign; i--)
      if (stack[i]?.localName === name) {
        popThrough(name);
        return;
      }
    if (name === 'body' || name === 'html') return;
    if (name === 'head') {
      while (!inBody && stack.length > 2) pop();
    } else if (name === 'p' && !within('p', BUTTON_SCOPE)) {
      startTag('p', NONE, false);
      pop();
    } else if (name === 'br') startTag('br', NONE, false);
    else if (name === 'form') {
      inForm = false;
      // Left open around what is still open in it: only its name is free again.
      if (top().localName === 'form') pop();
    } else if (HEADING.has(name)) {
      const heading = [...HEADING].filter(isOpen).find((one) => within(one, SCOPE));
      if (heading) popThrough(heading);
    } else if (name === 'li') close('li', LIST_SCOPE);
    else if (TABLE_PARTS.has(name) || name === 'table') close(name, TABLE_SCOPE);
    else if (name === 'template') close('template', 0);
    else close(name, (BOUNDS.get(name) ?? 0) & BLOCK ? SCOPE : BLOCK);
  }

  let name = '';
  let values: Map<string, string> | undefined;
  let attribute = '';
  let value = '';
  const opened = (closed: boolean) => {
    startTag(name, values ?? NONE, closed);
    values = undefined;
  };
  push('html');
  document.documentElement = top();
  push('head');
  document.head = top();
  const tokenizer = new Tokenizer(
    {},
    {
      ontext(start, end) {
        text += html.slice(start, end);
      },
      ontextentity(code) {
        text += String.fromCodePoint(code);
      },
      oncdata(start, end, offset) {
        if (isForeign()) text += html.slice(start, end - offset);
      },
      onopentagname(start, end) {
        name = html.slice(start, end).toLowerCase();
      },
      onattribname(start, end) {
        attribute = html.slice(start, end).toLowerCase();
      },
      onattribdata(start, end) {
        value += html.slice(start, end);
      },
      onattribentity(code) {
        value += String.fromCodePoint(code);
      },
      onattribend() {
        values ??= new Map();
        if (values.size < MOST_ATTRIBUTES && !values.has(attribute)) values.set(attribute, value);
        value = '';
      },
      onopentagend: () => opened(false),
      onselfclosingtag: () => opened(true),
      onclosetag: (start, end) => endTag(html.slice(start, end).toLowerCase()),
      // No node is made of it, but the texts around it are two.
      oncomment: () => flush(),
      ondeclaration() {},
      onprocessinginstruction() {},
      onend() {},
      isInForeignContext: isForeign,
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  flush();
  enterBody();
  while (stack.length) pop();
  return document;
}

/** What a template holds is no part of the page, in browsers neither. */
function append(parent: Parent, node: Child): void {
  if (parent instanceof PageElement && parent.localName === 'template') return;
  if (parent.lastChild) parent.lastChild.nextSibling = node;
  else parent.firstChild = node;
  parent.lastChild = node;
}
