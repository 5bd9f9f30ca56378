import { eventually, type Page } from '../../tests/browsers/browser.ts';

/** The steps a person takes in the popup to report a listing, by the words on the screen. */

/** Opens the report, if it is not open, and says who reports, and to which endpoint. */
export async function fillInReport(
  popup: Page,
  { name, email, endpoint }: { name: string; email: string; endpoint: string },
): Promise<void> {
  if (!(await popup.has('form'))) await popup.press(/^report this listing/i);
  await popup.fill(/^your name/i, name);
  await popup.fill(/^your e-mail/i, email);
  // Folded away where the marketplace has a form or an address of its own.
  await eventually(() => popup.has('[type=url], .elsewhere'), 10_000);
  if (!(await popup.has('[type=url]'))) await popup.press(/^send it to another address/i);
  await popup.fill(/^where it is sent/i, endpoint);
}

/** Confirms the good-faith statement by sending. */
export async function sendReport(popup: Page): Promise<void> {
  await popup.press(/confirm.*send/i);
}

/** The text of the receipt; null while there is none. */
export async function receiptShown(popup: Page): Promise<string | null> {
  // By its place on the screen: looked for in the text, a number like it is now and then in a notice's own id.
  return (await popup.has('.number')) ? popup.text() : null;
}
