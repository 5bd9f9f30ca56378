import { buildTree } from './document/tree.ts';

/**
 * A saved page as a `Document`, without running anything of it. It has the part of the DOM that reading uses (see
 * `document/nodes.ts`), and cannot be changed.
 */
export const documentOf = (html: string): Document => buildTree(html) as unknown as Document;
