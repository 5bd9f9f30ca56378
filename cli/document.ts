import { parseHTML } from 'linkedom';

/** A saved page as a `Document`, without running anything of it. */
export function documentOf(html: string): Document {
  const whole = /<html[\s>]/i.test(html.slice(0, 100_000)) ? html : `<html><body>${html}</body></html>`;
  return parseHTML(whole).document as unknown as Document;
}
