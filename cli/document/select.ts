import { compile } from 'css-select';
import { parse, type Selector } from 'css-what';
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

const any = (list: readonly Test[]): Test =>
  list.length === 1 ? (list[0] as Test) : (element) => list.some((test) => test(element));

/**
 * One selector of a list as a function. What stands before its last space is looked for from parent to parent, and
 * told of each element once: css-select would climb anew from every element, which takes seconds on a deep page.
 */
function testOf(selector: Selector[]): Test {
  const space = selector.findLastIndex(({ type }) => type === 'descendant');
  if (space < 0) return compile<Parent | Child, PageElement>([selector], { adapter }) as Test;
  const rootFunc = within(testOf(selector.slice(0, space)));
  return compile<Parent | Child, PageElement>([selector.slice(space + 1)], { adapter, rootFunc }) as Test;
}

/** Whether an element stands in one that passes a test. */
function within(test: Test): Test {
  const known = new WeakMap<PageElement, boolean>();
  return (element) => {
    const climbed: PageElement[] = [];
    let found = false;
    for (let here = element.parentElement; here && !found; here = here.parentElement) {
      const told = known.get(here);
      if (told === undefined) climbed.push(here);
      found = told ?? test(here);
      if (told === false) break;
    }
    for (const one of climbed) known.set(one, found);
    return found;
  };
}

const tests = new Map<string, Test>();

/** A selector as a function. Readers' selectors are few and asked again for every page. */
export function compiled(selector: string, context: Parent): Test {
  if (selector.includes(':scope')) return compile(selector, { adapter, context }, context) as Test;
  let test = tests.get(selector);
  if (!test) {
    test = any(parse(selector).map(testOf));
    if (tests.size >= 5_000) tests.clear();
    tests.set(selector, test);
  }
  return test;
}
