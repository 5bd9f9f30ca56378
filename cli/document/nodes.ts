import { compiled } from './select.ts';

/**
 * The part of the DOM that reading uses, over a tree that is built once and never changes. Elements stand in one
 * array in document order and know where their last descendant is: a query is a loop over a slice of it, however
 * deep the tree, and `contains` compares two numbers.
 */
export type Parent = PageElement | PageDocument;
export type Child = PageElement | PageText;

const UPPER = new Map<string, string>();
const upper = (name: string) => {
  let known = UPPER.get(name);
  if (known === undefined) {
    known = name.toUpperCase();
    // Pages make names up; those of HTML come first.
    if (UPPER.size < 2_000) UPPER.set(name, known);
  }
  return known;
};

/** What elements and texts have in common. */
abstract class PageNode {
  abstract readonly nodeType: number;
  readonly parentNode: Parent;
  readonly previousSibling: Child | null;
  nextSibling: Child | null = null;

  constructor(parent: Parent) {
    this.parentNode = parent;
    this.previousSibling = parent.lastChild;
  }
  get ownerDocument(): PageDocument {
    return this.parentNode instanceof PageElement ? this.parentNode.page : this.parentNode;
  }
  get parentElement(): PageElement | null {
    return this.parentNode instanceof PageElement ? this.parentNode : null;
  }
  get nextElementSibling(): PageElement | null {
    let node = this.nextSibling;
    while (node && !(node instanceof PageElement)) node = node.nextSibling;
    return node;
  }
  get previousElementSibling(): PageElement | null {
    let node = this.previousSibling;
    while (node && !(node instanceof PageElement)) node = node.previousSibling;
    return node;
  }
}

export class PageText extends PageNode {
  readonly nodeType = 3;
  readonly nodeName = '#text';
  readonly firstChild = null;
  readonly lastChild = null;
  readonly nodeValue: string;

  constructor(parent: Parent, text: string) {
    super(parent);
    this.nodeValue = text;
  }
  get textContent(): string {
    return this.nodeValue;
  }
  get data(): string {
    return this.nodeValue;
  }
}

export class PageElement extends PageNode {
  readonly nodeType = 1;
  readonly nodeValue = null;
  readonly localName: string;
  readonly foreign: boolean;
  values: ReadonlyMap<string, string>;
  readonly page: PageDocument;
  firstChild: Child | null = null;
  lastChild: Child | null = null;
  /** Where in the document's `elements` it stands, and where the first element after its last descendant does. */
  index = -1;
  end = -1;

  constructor(parent: Parent, name: string, values: ReadonlyMap<string, string>, foreign: boolean) {
    super(parent);
    this.localName = name;
    this.values = values;
    this.foreign = foreign;
    this.page = this.ownerDocument;
  }
  get nodeName(): string {
    return this.foreign ? this.localName : upper(this.localName);
  }
  get tagName(): string {
    return this.nodeName;
  }
  get id(): string {
    return this.values.get('id') ?? '';
  }
  get className(): string {
    return this.values.get('class') ?? '';
  }
  get lang(): string {
    return this.values.get('lang') ?? '';
  }
  get attributes(): { name: string; value: string }[] {
    return [...this.values].map(([name, value]) => ({ name, value }));
  }
  getAttribute(name: string): string | null {
    return this.values.get(name) ?? this.values.get(name.toLowerCase()) ?? null;
  }
  hasAttribute(name: string): boolean {
    return this.getAttribute(name) !== null;
  }
  getAttributeNames(): string[] {
    return [...this.values.keys()];
  }
  get childNodes(): Child[] {
    return childNodesOf(this);
  }
  get children(): PageElement[] {
    return childNodesOf(this).filter((node) => node instanceof PageElement);
  }
  get firstElementChild(): PageElement | null {
    const { firstChild } = this;
    return firstChild instanceof PageElement ? firstChild : (firstChild?.nextElementSibling ?? null);
  }
  get lastElementChild(): PageElement | null {
    const { lastChild } = this;
    return lastChild instanceof PageElement ? lastChild : (lastChild?.previousElementSibling ?? null);
  }
  get childElementCount(): number {
    return this.children.length;
  }
  get textContent(): string {
    return textContentOf(this);
  }
  contains(other: PageElement | PageText | null): boolean {
    const element = other instanceof PageElement ? other : other?.parentElement;
    return element != null && element.index >= this.index && element.index < this.end;
  }
  matches(selector: string): boolean {
    return compiled(selector, this)(this);
  }
  closest(selector: string): PageElement | null {
    const matches = compiled(selector, this);
    let element: PageElement | null = this;
    while (element && !matches(element)) element = element.parentElement;
    return element;
  }
  querySelector(selector: string): PageElement | null {
    return this.page.first(selector, this);
  }
  querySelectorAll(selector: string): PageElement[] {
    return this.page.all(selector, this);
  }
}

export class PageDocument {
  readonly nodeType = 9;
  readonly nodeName = '#document';
  readonly nodeValue = null;
  readonly parentNode = null;
  readonly parentElement = null;
  readonly nextSibling = null;
  readonly previousSibling = null;
  /** Those in a template are not among them, as in a browser. */
  readonly elements: PageElement[] = [];
  firstChild: Child | null = null;
  lastChild: Child | null = null;
  documentElement!: PageElement;
  head!: PageElement;
  body!: PageElement;

  get title(): string {
    return this.querySelector('title')?.textContent.replace(/\s+/g, ' ').trim() ?? '';
  }
  get childNodes(): Child[] {
    return childNodesOf(this);
  }
  get children(): PageElement[] {
    return [this.documentElement];
  }
  get firstElementChild(): PageElement {
    return this.documentElement;
  }
  readonly textContent = null;
  contains(other: PageElement | PageText | null): boolean {
    return this.documentElement.contains(other);
  }
  getElementById(id: string): PageElement | null {
    return this.elements.find((element) => element.values.get('id') === id) ?? null;
  }
  querySelector(selector: string): PageElement | null {
    return this.first(selector, null);
  }
  querySelectorAll(selector: string): PageElement[] {
    return this.all(selector, null);
  }
  first(selector: string, root: PageElement | null): PageElement | null {
    const matches = compiled(selector, root ?? this);
    const end = root ? root.end : this.elements.length;
    for (let i = root ? root.index + 1 : 0; i < end; i++) {
      const element = this.elements[i] as PageElement;
      if (matches(element)) return element;
    }
    return null;
  }
  all(selector: string, root: PageElement | null): PageElement[] {
    const matches = compiled(selector, root ?? this);
    const found: PageElement[] = [];
    const end = root ? root.end : this.elements.length;
    for (let i = root ? root.index + 1 : 0; i < end; i++) {
      const element = this.elements[i] as PageElement;
      if (matches(element)) found.push(element);
    }
    return found;
  }
}

function childNodesOf(parent: Parent): Child[] {
  const nodes: Child[] = [];
  for (let node = parent.firstChild; node; node = node.nextSibling) nodes.push(node);
  return nodes;
}

function textContentOf(root: PageElement): string {
  let text = '';
  let node: Child | null = root.firstChild;
  while (node) {
    if (node instanceof PageText) text += node.nodeValue;
    let next: Child | null = node.firstChild;
    while (!next && node && node !== root) {
      next = node.nextSibling;
      if (!next) node = node.parentElement;
    }
    node = next;
  }
  return text;
}
