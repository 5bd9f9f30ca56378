import { browser } from 'wxt/browser';
import { z } from 'zod';
import { type FillAnswer, type FormFilling, type FormInTab, fillReportSchema } from '../../utils/messages.ts';
import { channelsFor } from '../../utils/notices/channels/channels.ts';
import { formValues } from '../../utils/notices/channels/form-values.ts';
import { isFormHost } from '../../utils/notices/contacts.ts';
import { type Notice, noticeSchema } from '../../utils/notices/notice.ts';
import { isChildAbuse } from '../../utils/notices/taxonomy.ts';
import { sites } from '../../utils/reading/marketplaces/index.ts';
import { whoTakesNotices } from './contacts.ts';

/** Kept for the session only, by tab: a notice names who reports. */
const keptSchema = z.strictObject({
  site: z.string(),
  notice: noticeSchema,
  /** The person pressed "fill in", and the script has not asked yet. */
  asked: z.boolean(),
});
type Kept = z.infer<typeof keptSchema>;

const key = (tab: number) => `form:${tab}`;

async function kept(tab: number): Promise<Kept | null> {
  return keptSchema.safeParse((await browser.storage.session.get(key(tab)))[key(tab)]).data ?? null;
}

const keep = (tab: number, what: Kept): Promise<void> => browser.storage.session.set({ [key(tab)]: what });

async function formOf(site: string) {
  const { contacts } = await whoTakesNotices(site);
  const hosts = sites.find(({ id }) => id === site)?.hosts;
  return contacts?.form && hosts ? { contacts, form: contacts.form, hosts } : null;
}

const isHere = (
  address: string | undefined,
  { form, hosts }: NonNullable<Awaited<ReturnType<typeof formOf>>>,
) =>
  address !== undefined &&
  URL.canParse(address) &&
  new URL(address).protocol === 'https:' &&
  isFormHost(new URL(address).hostname, form, hosts);

/** Opens a marketplace's own form in a tab and keeps the notice at hand there. */
export async function openForm(site: string, notice: Notice): Promise<{ tab: number } | { problem: string }> {
  if (isChildAbuse(notice.keyword)) return { problem: 'this belongs to a hotline' };
  const found = await formOf(site);
  const listing = notice.listings[0]?.url ?? '';
  const channels = found ? channelsFor(listing, { endpoint: '' }, found.contacts) : [];
  const url = channels.find((channel) => channel.kind === 'form')?.url;
  if (!found || !isHere(url, found)) return { problem: 'no form is known' };
  const tab = await browser.tabs.create({ url });
  if (tab.id === undefined) return { problem: 'the browser opened no tab' };
  await keep(tab.id, { site, notice, asked: false });
  return { tab: tab.id };
}

/** The notice at hand in a tab, for the popup opened there. */
export async function formIn(tab: number): Promise<FormInTab | null> {
  const what = await kept(tab);
  const found = what && (await formOf(what.site));
  if (!what || !found) return null;
  const { url } = await browser.tabs.get(tab).catch(() => ({ url: undefined }));
  return { site: what.site, notice: what.notice, form: found.form, here: isHere(url, found) };
}

/**
 * Fills in the form in a tab, once, on the person's press. The script reaches the page by the marketplace's host
 * permission, or, on another host, by the permission (`activeTab`) that opening the popup on that tab gave.
 */
export async function fillFormIn(tab: number): Promise<FillAnswer> {
  const what = await kept(tab);
  if (!what) return { ok: false, problem: 'no notice is at hand in this tab' };
  await keep(tab, { ...what, asked: true });
  try {
    const [answer] = await browser.scripting.executeScript({
      target: { tabId: tab },
      files: ['/fill-form.js' as '/overlay.js'],
    });
    const report = fillReportSchema.safeParse(answer?.result);
    return report.success
      ? { ok: true, report: report.data }
      : { ok: false, problem: 'this page is not on a host of the form' };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  } finally {
    const after = await kept(tab);
    if (after) await keep(tab, { ...after, asked: false });
  }
}

/**
 * What the script in a page's top frame may have: once for each press, and only where the page is on one of the form's
 * hosts by the address the browser tells.
 */
export async function fillingFor(tab: number, address: string): Promise<FormFilling | null> {
  const what = await kept(tab);
  if (!what?.asked) return null;
  await keep(tab, { ...what, asked: false });
  const found = await formOf(what.site);
  if (!found || !isHere(address, found)) return null;
  return { values: formValues(what.notice), fields: found.form.fields };
}

/** The person sent this notice, wherever they said so: it is at hand in no tab any more. */
export async function leaveFormsOf(id: string): Promise<void> {
  const all = Object.entries(await browser.storage.session.get(null));
  const done = all.filter(
    ([name, what]) => name.startsWith('form:') && keptSchema.safeParse(what).data?.notice.id === id,
  );
  await browser.storage.session.remove(done.map(([name]) => name));
}

/** The tab was closed, or the person is done there. */
export const leaveForm = (tab: number): Promise<void> => browser.storage.session.remove(key(tab));
