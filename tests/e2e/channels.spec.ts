import type { FillAnswer } from '../../utils/messages.ts';
import type { Notice } from '../../utils/notices/notice.ts';
import type { NoticeEntry } from '../../utils/notices/outbox-entry.ts';
import { sampleNotice } from '../../utils/notices/sample-notice.ts';
import type { Browser } from '../browsers/browser.ts';
import { reportForm } from '../shop/report-form.ts';
import { expectAccessible } from './axe.ts';
import { expect, openPopup, test } from './fixtures.ts';

const [form] = reportForm('www.aliexpress.com');
const notice = sampleNotice({
  listings: [{ url: form?.url ?? '', marketplace: 'aliexpress', id: '1005006100000099', title: 'Tablets' }],
});

const openForm = (caveat: Browser, said: Notice) =>
  caveat.inExtension(
    async (notice) =>
      (await chrome.runtime.sendMessage({ type: 'open-form', site: 'aliexpress', notice })) as {
        tab: number;
      },
    said,
  );

/** Keeps a notice the person confirmed, to be sent by form. */
const confirm = (caveat: Browser, said: Notice) =>
  caveat.inExtension(
    (notice) =>
      chrome.runtime.sendMessage({
        type: 'confirm',
        notice,
        channel: { kind: 'form', url: 'https://www.aliexpress.com/report', marketplace: 'AliExpress' },
      }) as Promise<unknown>,
    said,
  );

const fill = (caveat: Browser, tab: number) =>
  caveat.inExtension(
    async (tab) => (await chrome.runtime.sendMessage({ type: 'fill-form', tab })) as FillAnswer,
    tab,
  );

interface Frame {
  fields: { id: string; value: string; state: string | null; outlined: boolean }[];
  counted: Record<string, string>;
  address: string;
}

/**
 * Waits until the form is drawn. A tab that is still empty lets nobody in, and a script sent to a page that is just
 * being left is now and then never answered for.
 */
const formDrawn = (caveat: Browser, tab: number) =>
  expect
    .poll(() =>
      Promise.race([
        inTab(caveat, tab).then(
          ({ values }) => Object.keys(values),
          () => [],
        ),
        new Promise<string[]>((resolve) => setTimeout(resolve, 2_000, [])),
      ]),
    )
    .toEqual(expect.arrayContaining(['mail', 'item']));

/** What stands in the fields of a tab and of its frames, what a framework heard, and what was pressed or sent. */
const inTab = (caveat: Browser, tab: number) =>
  caveat.inExtension(async (tabId) => {
    const found = await chrome.scripting.executeScript({
      target: { tabId, allFrames: true },
      func: () => ({
        fields: [...document.querySelectorAll<HTMLInputElement>('input, textarea')].map(
          ({ id, type, value, checked, dataset, style }) => ({
            id,
            value: type === 'checkbox' ? String(checked) : value,
            state: dataset.state ?? null,
            outlined: style.outline !== '',
          }),
        ),
        counted: { ...document.documentElement.dataset } as Record<string, string>,
        address: location.href,
      }),
    });
    const frames = found.flatMap(({ result }) => (result ? [result as Frame] : []));
    return {
      values: Object.fromEntries(frames.flatMap(({ fields }) => fields.map(({ id, value }) => [id, value]))),
      state: frames.flatMap(({ fields }) => fields.map(({ state }) => state)).find(Boolean) ?? null,
      outlined: frames
        .flatMap(({ fields }) => fields.filter((one) => one.outlined).map(({ id }) => id))
        .sort(),
      counted: frames.map(({ counted }) => counted),
      addresses: frames.map(({ address }) => address),
    };
  }, tab);

test('a marketplace’s form is filled in by the person’s press, and nothing is sent', async ({
  caveat,
  shop,
}) => {
  for (const page of reportForm('www.aliexpress.com')) shop.put(page);
  expect(await confirm(caveat, notice)).toMatchObject({ ok: true });
  const { tab } = await openForm(caveat, notice);
  await formDrawn(caveat, tab);
  expect((await inTab(caveat, tab)).values).toMatchObject({ who: '', mail: '', why: '', item: '' });

  const popup = await openPopup(caveat, tab);
  await popup.press(/^fill in the form/i);
  await expect.poll(() => popup.text()).toMatch(/nothing was sent/i);
  expect(await popup.text()).toMatch(
    /Filled in: your name, your e-mail, address of the listing, explanation, and item number/i,
  );
  expect(await popup.text()).toMatch(/For you to do: kind of content and good-faith statement/i);

  const after = await inTab(caveat, tab);
  expect(after.values).toEqual({
    who: 'Ada Example',
    mail: 'ada@example.org',
    place: form?.url,
    why: notice.explanation,
    item: '1005006100000099',
    faith: 'false',
    trap: '',
    secret: '',
    code: '',
  });
  expect(after.state).toBe('ada@example.org');
  expect(after.outlined).toEqual(['item', 'mail', 'place', 'who', 'why']);
  expect(after.counted).toEqual(after.counted.map(() => ({})));
  expect(after.addresses).toContain(form?.url);
  expect(after.addresses.filter((address) => address.endsWith('/sent'))).toEqual([]);

  // The popup goes as the person turns to the form; opened again, it asks whether they have sent it.
  await popup.close();
  const again = await openPopup(caveat, tab);
  await expect.poll(() => again.text()).toMatch(/only you can send this notice to aliexpress/i);
  for (const scheme of ['light', 'dark'] as const) {
    await again.colorScheme(scheme);
    await expectAccessible(again);
    await again.screenshot(test.info().outputPath(`form-${scheme}.png`));
  }
  await again.fill(/^the number they gave you/i, 'AE-2026-8');
  await again.press(/^i sent it/i);
  await expect.poll(() => again.text()).toMatch(/you said that you sent this to aliexpress/i);
  const [entry] = await caveat.inExtension(
    () => chrome.runtime.sendMessage({ type: 'outbox' }) as Promise<NoticeEntry[]>,
  );
  expect(entry).toMatchObject({ id: notice.id, state: 'received', reference: 'AE-2026-8', receipt: null });
  // Sent: the notice is at hand in no tab any more.
  await expect.poll(() => fill(caveat, tab)).toMatchObject({ ok: false });
});

test('who has not sent it leaves the form, and the notice waits for them', async ({ caveat, shop }) => {
  for (const page of reportForm('www.aliexpress.com')) shop.put(page);
  await confirm(caveat, notice);
  const { tab } = await openForm(caveat, notice);
  await formDrawn(caveat, tab);
  const popup = await openPopup(caveat, tab);
  await popup.press(/^not now/i);
  await expect.poll(() => fill(caveat, tab)).toMatchObject({ ok: false });
  // It is not forgotten: the page with all notices has the way back to the form.
  const page = await caveat.screen('notices.html');
  await expect.poll(() => page.text()).toMatch(/waiting for you to send it/i);
  await page.press(/^open the form of aliexpress/i);
  await page.press(/^i sent it/i);
  await expect.poll(() => page.text()).toMatch(/sent by you/i);
});

test('on a host that is not the form’s nothing is filled in, though Caveat may run there', async ({
  caveat,
  shop,
}) => {
  for (const page of [...reportForm('www.aliexpress.com'), ...reportForm('www.ebay.com')]) shop.put(page);
  const { tab } = await openForm(caveat, notice);
  const elsewhere = reportForm('www.ebay.com')[0]?.url ?? '';
  await caveat.inExtension(
    async (tab, url) => {
      await chrome.tabs.update(tab, { url });
    },
    tab,
    elsewhere,
  );
  await expect
    .poll(() =>
      inTab(caveat, tab).then(
        ({ addresses }) => addresses,
        () => [],
      ),
    )
    .toContain(elsewhere);
  await formDrawn(caveat, tab);
  const popup = await openPopup(caveat, tab);
  await expect.poll(() => popup.text()).toMatch(/not on AliExpress/i);
  expect(await popup.text()).not.toMatch(/fill in the form/i);
  expect(await fill(caveat, tab)).toEqual({ ok: false, problem: 'this page is not on a host of the form' });
  expect((await inTab(caveat, tab)).values).toMatchObject({ who: '', mail: '', why: '', item: '' });
});

test('no page can ask for a notice that the person has not asked to fill in', async ({ caveat, shop }) => {
  for (const page of reportForm('www.aliexpress.com')) shop.put(page);
  const { tab } = await openForm(caveat, notice);
  await formDrawn(caveat, tab);
  // As a content script of this page would ask, unasked.
  const answer = await caveat.inExtension(async (tabId) => {
    const [found] = await chrome.scripting.executeScript({
      target: { tabId },
      func: async () => (await chrome.runtime.sendMessage({ type: 'filling' })) ?? null,
    });
    return found?.result ?? null;
  }, tab);
  expect(answer).toBeNull();
});
