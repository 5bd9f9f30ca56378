import { randomUUID } from 'node:crypto';
import { fillInReport, receiptShown, sendReport } from '../../cli/start/report.ts';
import type { Decision } from '../../utils/notices/interface.ts';
import type { NoticeEntry } from '../../utils/notices/outbox-entry.ts';
import { sampleNotice } from '../../utils/notices/sample-notice.ts';
import type { Browser, Page } from '../browsers/browser.ts';
import { tablets } from '../shop/goods.ts';
import { addresses } from '../shop/pages.ts';
import { expectAccessible } from './axe.ts';
import { expect, openAndRead, openPopup, test } from './fixtures.ts';
import type { UnreliableEndpoint } from './unreliable-endpoint.ts';

const notActed: Decision = {
  decidedAt: new Date().toISOString(),
  outcome: 'not-acted',
  ...{ measures: [], ground: null, groundReference: null },
  reasons: 'We looked at the listing and found that it describes a food supplement.',
  automatedDecision: 'AUTOMATED_DECISION_PARTIALLY',
  redress: [{ kind: 'complaint', text: 'You can complain to us within six months.', url: null, until: null }],
};
const acted: Decision = {
  ...notActed,
  outcome: 'acted',
  measures: ['DECISION_VISIBILITY_CONTENT_REMOVED'],
  ground: 'DECISION_GROUND_ILLEGAL_CONTENT',
  groundReference: 'Directive 2001/83/EC, Art. 85c',
  reasons: 'On a second look it offers a prescription medicine.',
  automatedDecision: 'AUTOMATED_DECISION_NOT_AUTOMATED',
};

const outbox = (caveat: Browser) =>
  caveat.inExtension(() => chrome.runtime.sendMessage({ type: 'outbox' }) as Promise<NoticeEntry[]>);

// A browser, two screens and a dozen pictures: more than a minute on a loaded machine.
test.beforeEach(() => test.setTimeout(180_000));

/** Sends a notice about the risky listing and waits for its receipt. */
async function sent(caveat: Browser, endpoint: UnreliableEndpoint): Promise<NoticeEntry> {
  const { tab } = await openAndRead(caveat, addresses.risky);
  const popup = await openPopup(caveat, tab);
  await fillInReport(popup, { name: 'Ada Example', email: 'ada@example.org', endpoint: endpoint.url });
  await sendReport(popup);
  await expect.poll(() => receiptShown(popup)).not.toBeNull();
  const [entry] = await outbox(caveat);
  if (!entry) throw new Error('nothing was kept');
  return entry;
}

/** The page with all about the notices. */
async function notices(caveat: Browser): Promise<Page> {
  const page = await caveat.screen('notices.html');
  await page.resize(1100, 1300);
  await expect.poll(() => page.text()).toMatch(/your notices/i);
  return page;
}

/** Says that the person was told today; a date is typed in another order in each language. */
const toldToday = (page: Page) =>
  page.evaluate(() => {
    const field = document.querySelector<HTMLInputElement>('input[type=date]');
    if (!field) throw new Error('no day is asked for');
    field.value = field.max;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });

async function picture(page: Page, name: string): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await page.colorScheme(scheme);
    await expectAccessible(page);
    await page.screenshot(test.info().outputPath(`${name}-${scheme}.png`));
  }
  await page.colorScheme('light');
}

test('a decision arrives, a complaint goes out and is answered', async ({ caveat, endpoint }) => {
  await sent(caveat, endpoint);
  const page = await notices(caveat);
  await expect.poll(() => page.text()).toContain(tablets.title.slice(0, 30));
  await picture(page, 'received');

  endpoint.decision = notActed;
  await page.press(/^ask .* now/i);
  await expect.poll(() => page.text()).toContain(notActed.reasons);
  await expect.poll(() => page.text()).toMatch(/there is a decision on your notice/i);
  const text = await page.text();
  expect(text).toMatch(/did nothing about it/i);
  expect(text).toMatch(/you can complain about the decision until the end of/i);
  await picture(page, 'decided');
  await page.press(/^seen/i);
  await expect.poll(() => page.text()).not.toMatch(/there is a decision on your notice/i);

  // The complaint's first answer is lost: it arrives once all the same.
  await page.press(/^complain about this decision/i);
  await expect.poll(() => page.has('textarea')).toBe(true);
  await picture(page, 'complaint');
  await page.fill(/^why the decision is wrong/i, 'no');
  await page.press(/confirm.*complaint/i);
  await expect.poll(() => page.text()).toMatch(/at least 20 characters/i);
  expect(endpoint.complaints.size).toBe(0);
  await page.fill(/^why the decision is wrong/i, 'The title says sildenafil 100 mg, which is a medicine.');
  endpoint.mood = 'unanswered';
  await page.press(/confirm.*complaint/i);
  await expect.poll(() => page.text()).toMatch(/could not be reached/i);
  endpoint.mood = 'fine';
  await page.press(/^try again/i);
  await expect.poll(() => page.text()).toMatch(/your complaint was received/i);
  expect(endpoint.complaints.size).toBe(1);
  const [entry] = await outbox(caveat);
  expect([...endpoint.complaints.values()]).toEqual([entry?.complaint?.complaint]);
  expect(entry).toMatchObject({ state: 'complained', nextAttemptAt: null });

  endpoint.complaintDecision = acted;
  await page.press(/^ask .* now/i);
  await expect.poll(() => page.text()).toContain(acted.reasons);
  expect((await outbox(caveat))[0]).toMatchObject({ state: 'closed', askAt: null });
  await page.press(/^what happened/i);
  await expect.poll(() => page.text()).toMatch(/complaint confirmed by you/i);
  await picture(page, 'closed');
});

test('a reported listing is noted as still online, or gone, when the person passes by', async ({
  caveat,
  endpoint,
  shop,
}) => {
  await sent(caveat, endpoint);
  const page = await notices(caveat);
  await expect.poll(() => page.text()).toMatch(/you have not passed by since/i);
  await openAndRead(caveat, addresses.risky);
  await expect.poll(() => page.text()).toMatch(/still there when you passed by/i);
  const back = shop.remove(addresses.risky);
  try {
    await caveat.open(addresses.risky);
    await expect.poll(() => page.text()).toMatch(/gone when you passed by/i);
    await page.screenshot(test.info().outputPath('gone.png'));
  } finally {
    back();
  }
});

test('what only the person can send waits until they say they did; a draft until it is confirmed', async ({
  caveat,
}) => {
  const [form, draft] = [sampleNotice({ id: randomUUID() }), sampleNotice({ id: randomUUID() })];
  const say = (message: object) =>
    caveat.inExtension((message) => chrome.runtime.sendMessage(message) as Promise<unknown>, message);
  const channel = { kind: 'form', url: 'https://www.aliexpress.com/report', marketplace: 'AliExpress' };
  expect(await say({ type: 'confirm', notice: form, channel })).toEqual({ ok: true, id: form.id });
  await say({ type: 'keep-draft', id: draft.id, draft: { notice: draft, screen: null }, channel: null });

  const page = await notices(caveat);
  await expect.poll(() => page.text()).toMatch(/only you can send this notice to AliExpress/i);
  expect(await page.text()).toMatch(/waiting for you to send it/i);
  await picture(page, 'by-hand');
  await page.fill(/^the number they gave you/i, 'AE-2026-7');
  await page.press(/^i sent it/i);
  await expect.poll(() => page.text()).toMatch(/sent by you/i);
  const text = await page.text();
  expect(text).toContain('AE-2026-7');
  expect(text).toMatch(/there is no receipt from them/i);
  expect((await outbox(caveat)).find(({ id }) => id === form.id)).toMatchObject({
    ...{ state: 'received', receipt: null, reference: 'AE-2026-7', askAt: null },
  });
  // Confirming it twice keeps it once; the draft is thrown away when the person says so.
  expect(
    await say({ type: 'keep-draft', id: form.id, draft: { notice: form, screen: null }, channel }),
  ).toMatchObject({ ok: false, reason: 'conflict' });
  await page.press(/^throw away/i);
  await expect.poll(async () => (await outbox(caveat)).length).toBe(1);
});

test('a decision the person was told by e-mail: entered, complained about, answered', async ({ caveat }) => {
  const notice = sampleNotice({ id: randomUUID(), language: 'ro' });
  const channel = { kind: 'email', address: 'dsa@shop.example' };
  const say = (message: object) =>
    caveat.inExtension((message) => chrome.runtime.sendMessage(message) as Promise<unknown>, message);
  expect(await say({ type: 'confirm', notice, channel })).toEqual({ ok: true, id: notice.id });
  const entry = async () => (await outbox(caveat))[0];

  let page = await notices(caveat);
  await expect.poll(() => page.text()).toMatch(/only you can send this notice/i);
  // The letter is in the notice's language, not the interface's.
  const letter = await page.evaluate(
    () => document.querySelector<HTMLAnchorElement>('a[href^=mailto]')?.href,
  );
  expect(decodeURIComponent(letter ?? '')).toContain('Notificare privind conținut ilegal');
  await page.press(/^i sent it/i);
  await expect.poll(() => page.text()).toMatch(/caveat does not see what dsa@shop.example answers/i);

  await page.press(/^enter their decision/i);
  await page.press(/^keep this/i);
  await expect.poll(() => page.text()).toMatch(/please choose one of them.*please give the day/is);
  await picture(page, 'entering');
  await page.press(/^they did nothing about it/i);
  await toldToday(page);
  await page.fill(/^their reasons/i, 'We see a food supplement.');
  await page.press(/^keep this/i);
  await expect.poll(() => page.text()).toMatch(/you entered this yourself/i);
  const text = await page.text();
  expect(text).toMatch(/dsa@shop\.example did nothing about it/i);
  expect(text).toMatch(/you can complain about the decision until the end of/i);
  expect(await entry()).toMatchObject({ state: 'decided', entered: { decision: { outcome: 'not-acted' } } });
  await page.press(/^where else you can turn/i);
  await expect.poll(() => page.text()).toMatch(/out-of-court dispute settlement/i);
  await page.press(/^where else you can turn/i);
  await picture(page, 'entered');

  // A complaint half written outlives the page.
  await page.press(/^complain about this decision/i);
  await expect.poll(() => page.has('textarea')).toBe(true);
  await page.fill(/^why the decision is wrong/i, 'Titlul oferă sildenafil 100 mg, un medica');
  await expect.poll(async () => (await entry())?.complaintDraft).toMatch(/un medica$/);
  await page.close();
  await caveat.killBackground();
  page = await notices(caveat);
  await expect
    .poll(() => page.evaluate(() => document.querySelector('textarea')?.value))
    .toBe('Titlul oferă sildenafil 100 mg, un medica');
  await page.fill(/^why the decision is wrong/i, 'Titlul oferă sildenafil 100 mg, un medicament.');
  await page.press(/^i confirm this, to send it myself/i);
  await expect.poll(() => page.text()).toMatch(/only you can send this complaint/i);
  expect(await entry()).toMatchObject({ state: 'decided', nextAttemptAt: null });
  const complaint = await page.evaluate(
    () => document.querySelector<HTMLAnchorElement>('.decision a[href^=mailto]')?.href,
  );
  expect(decodeURIComponent(complaint ?? '')).toMatch(/^mailto:dsa@shop.example.*un medicament/s);
  await picture(page, 'complaint-by-hand');
  await page.press(/^i sent it/i);
  await expect.poll(() => page.text()).toMatch(/you sent your complaint on/i);

  await page.press(/^enter their answer/i);
  await page.press(/^they did something about it/i);
  await toldToday(page);
  await page.press(/^keep this/i);
  // Drawn: what is below it stands where it stays.
  await expect.poll(() => page.text()).toMatch(/closed.*answer to your complaint.*gave no reasons/is);
  expect((await entry())?.state).toBe('closed');
  await page.press(/^what happened/i);
  await expect
    .poll(() => page.text())
    .toMatch(/decision entered by you, by hand.*complaint sent by you.*answer entered by you, by hand/is);
  await picture(page, 'answered-by-hand');
});

test('what is kept is exported, and deleted with what the endpoint has of the person', async ({
  caveat,
  endpoint,
}) => {
  const entry = await sent(caveat, endpoint);
  const options = await caveat.screen('options.html');
  await options.resize(1000, 1800);
  await expect.poll(() => options.text()).toMatch(/delete everything about my notices/i);
  await options.press(/^not at all/i);
  await expect
    .poll(() => caveat.inExtension(() => chrome.storage.local.get('reminding')))
    .toEqual({ reminding: 'off' });
  // What would be saved is caught where the browser would be given it.
  const saved = await options.evaluate(() => {
    const texts: Promise<string>[] = [];
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      texts.push((blob as Blob).text());
      return make(blob);
    };
    HTMLAnchorElement.prototype.click = () => {};
    const buttons = [...document.querySelectorAll('button')];
    for (const name of ['JSON', 'CSV'])
      buttons.find(({ textContent }) => textContent?.includes(name))?.click();
    return new Promise<string[]>((resolve) => {
      const look = setInterval(() => {
        if (texts.length < 2) return;
        clearInterval(look);
        resolve(Promise.all(texts));
      }, 50);
    });
  });
  const [json = '', csv = ''] = saved.sort((one) => (one.startsWith('{') ? -1 : 1));
  expect(JSON.parse(json)).toMatchObject({ format: 'caveat-notices', entries: [{ state: 'received' }] });
  expect(csv).toContain(`"${addresses.risky}"`);

  // What else there can be: a key, packs compiled ahead, a notice at hand for a form, a draft, an authority.
  const draft = sampleNotice({ id: randomUUID() });
  await caveat.inExtension(async (draft) => {
    const put = (name: string, store: string) =>
      new Promise<void>((resolve, reject) => {
        const asked = indexedDB.open(name, 1);
        asked.onupgradeneeded = () => void asked.result.createObjectStore(store);
        asked.onerror = reject;
        asked.onsuccess = () => {
          const change = asked.result.transaction(store, 'readwrite');
          change.objectStore(store).put('something', 'in use');
          change.oncomplete = () => {
            asked.result.close();
            resolve();
          };
        };
      });
    await put('caveat-keys', 'keys');
    await put('prepared-packs', 'prepared');
    await chrome.storage.session.set({ 'form:7': { notice: draft } });
    await chrome.storage.local.set({ timeStampAuthority: 'https://time.example' });
    await chrome.runtime.sendMessage({
      ...{ type: 'keep-draft', id: draft.id, channel: null },
      draft: { notice: draft, screen: null },
    });
  }, draft);

  await options.press(/^delete everything about/i);
  await expect.poll(() => options.text()).toMatch(/what you sent stays with those you sent it to/i);
  await expectAccessible(options);
  await options.screenshot(test.info().outputPath('deletion.png'));
  // An endpoint that does not answer: nothing is deleted, for what opens the notice there would be gone.
  endpoint.mood = 'down';
  await options.press(/^have the endpoints erase/i);
  await options.press(/^delete everything$/i);
  await expect.poll(() => options.text()).toMatch(/nothing was deleted/i);
  expect(await outbox(caveat)).toHaveLength(2);
  endpoint.mood = 'fine';
  await options.press(/^delete everything$/i);
  await expect.poll(() => options.text()).toMatch(/everything about your notices was deleted/i);
  expect(endpoint.erased).toEqual(new Set([entry.receipt?.id]));
  expect(await outbox(caveat)).toEqual([]);
  const left = await caveat.inExtension(async () => ({
    ...(await chrome.storage.local.get(['settings', 'reminding', 'timeStampAuthority'])),
    ...(await chrome.storage.session.get(['form:7', 'reportAsked'])),
    keys: (await indexedDB.databases()).filter(({ name }) => name === 'caveat-keys').length,
    prepared: await new Promise((resolve, reject) => {
      const asked = indexedDB.open('prepared-packs', 1);
      asked.onerror = reject;
      asked.onsuccess = () => {
        const count = asked.result.transaction('prepared').objectStore('prepared').count();
        count.onsuccess = () => resolve(count.result);
      };
    }),
  }));
  expect(left).toEqual({ keys: 0, prepared: 0 });
});
