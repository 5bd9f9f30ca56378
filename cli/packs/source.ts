import { findNodeAtLocation, type JSONPath, type Node, parseTree } from 'jsonc-parser';

/** A pack's text, with the line of any place in it. */
export interface Source {
  path: string;
  text: string;
  /** The line, from 1, of the value at a path; of the nearest value around it where there is none. */
  lineAt(path: JSONPath): number;
}

export function sourceOf(path: string, text: string): Source {
  const tree = parseTree(text);
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length;
  return {
    path,
    text,
    lineAt(where) {
      let node: Node | undefined;
      for (let length = where.length; tree && !node; length--)
        node = findNodeAtLocation(tree, where.slice(0, length));
      return lineOf(node?.offset ?? 0);
    },
  };
}
