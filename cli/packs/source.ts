import { findNodeAtLocation, type JSONPath, type Node, parseTree } from 'jsonc-parser';

/** A pack's text, with the line of any place in it. */
export interface Source {
  path: string;
  text: string;
  /** The line, from 1, of the value at a path; of the nearest value around it where there is none. */
  lineAt(path: JSONPath): number;
  /** Keys that stand twice in one object, with their lines: a reader of JSON would take the last and say nothing. */
  duplicates: { key: string; line: number }[];
}

export function sourceOf(path: string, text: string): Source {
  const tree = parseTree(text);
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length;
  return {
    path,
    text,
    duplicates: duplicatesIn(tree).map(({ key, offset }) => ({ key, line: lineOf(offset) })),
    lineAt(where) {
      let node: Node | undefined;
      for (let length = where.length; tree && !node; length--)
        node = findNodeAtLocation(tree, where.slice(0, length));
      return lineOf(node?.offset ?? 0);
    },
  };
}

function duplicatesIn(node: Node | undefined): { key: string; offset: number }[] {
  if (!node?.children) return [];
  const keys = new Set<string>();
  const own = node.children.flatMap(({ type, offset, children }) => {
    const key = type === 'property' ? String(children?.[0]?.value) : undefined;
    if (key === undefined) return [];
    const again = keys.has(key);
    keys.add(key);
    return again ? [{ key, offset }] : [];
  });
  return [...own, ...node.children.flatMap(duplicatesIn)];
}
