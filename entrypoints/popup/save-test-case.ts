import { browser } from 'wxt/browser';
import { saveAs } from '../../components/save-as.ts';
import { readSettings } from '../../components/stored-settings.ts';
import type { PageState } from '../../utils/page-state.ts';

/**
 * Saves a redacted copy of a tab's page, with what was read of it, as a file the person can look through and send
 * with a bug report. Throws where the browser does not let the page be read.
 */
export async function saveTestCase(tab: number, { reader, page }: PageState): Promise<void> {
  const target = { tabId: tab };
  const [injected] = await browser.scripting.executeScript({ target, files: ['/test-case.js'] });
  const html = injected?.result;
  if (typeof html !== 'string') throw new Error('the page gave no copy of itself');
  const { name, email } = await readSettings();
  const own = [name, email].filter((word) => word.trim().length > 2);
  const copy = own.reduce((text, word) => text.replaceAll(word.trim(), 'redacted'), html);
  saveAs(new Blob([copy], { type: 'text/html' }), `caveat-${reader}-${page}.html`);
}
