import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { pageCopy } from '../utils/notices/evidence/page-copy.ts';

/**
 * Put into a page when the person attaches evidence of it: gives its copy, and the address it is a copy of. What
 * the page publishes of the listing was left in the extension's own world of the page before (`capture.ts`).
 */
export default defineUnlistedScript(() => {
  const { caveatPublished = [] } = globalThis as { caveatPublished?: string[] };
  return { url: location.href, html: pageCopy(document, location.href, caveatPublished) };
});
