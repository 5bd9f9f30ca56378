import { compile } from 'css-select';
import { type Child, PageDocument, PageElement, PageText, type Parent } from './nodes.ts';

type Test = (element: PageElement) => boolean;

const childrenOf = (node: Parent | Child): Child[] => (node instanceof PageText ? [] : node.childNodes);

/** How css-select sees the tree. */
const adapter = {
  isTag: (node: unknown): node is PageElement => node instanceof PageElement,
  getAttributeValue: (element: PageElement, name: string) => element.values.get(name),
  hasAttrib: (element: PageElement, name: string) => element.values.has(name),
  getName: (element: PageElement) => element.localName,
  getParent: (element: PageElement) => element.parentElement,
  getChildren: childrenOf,
  getSiblings: (node: Parent | Child): (Parent | Child)[] =>
    node.parentNode ? node.parentNode.childNodes : [node],
  prevElementSibling: (node: Parent | Child) =>
    node instanceof PageDocument ? null : node.previousElementSibling,
  getText: (node: Parent | Child) => node.textContent ?? '',
  removeSubsets: (nodes: (Parent | Child)[]) => nodes,
};

const tests = new Map<string, Test>();

/** A selector as a function. Readers' selectors are few and asked again for every page. */
export function compiled(selector: string, context: Parent): Test {
  if (selector.includes(':scope')) return compile(selector, { adapter, context }, context) as Test;
  let test = tests.get(selector);
  if (!test) {
    test = compile(selector, { adapter }) as Test;
    if (tests.size >= 5_000) tests.clear();
    tests.set(selector, test);
  }
  return test;
}
