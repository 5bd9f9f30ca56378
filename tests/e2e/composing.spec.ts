import { fillInReport, receiptShown, sendReport } from '../../cli/start/report.ts';
import type { OutboxEntry } from '../../utils/notices/outbox-entry.ts';
import type { Settings } from '../../utils/settings.ts';
import type { Browser, Page } from '../browsers/browser.ts';
import { page2025, resultsPage } from '../shop/aliexpress.ts';
import { honey, type Item, lamp, tablets } from '../shop/goods.ts';
import { addresses } from '../shop/pages.ts';
import type { Shop } from '../shop/shop.ts';
import { expectAccessible } from './axe.ts';
import { expect, openAndRead, openPopup, test } from './fixtures.ts';

// Several screens a test, each looked at by axe in light and in dark.
test.describe.configure({ timeout: 150_000 });

const ada = { name: 'Ada Example', email: 'ada@example.org' };

/** Puts an item of the tablets' seller into the shop, under its own address. */
function offer(shop: Shop, number: number, title: string, changes: Partial<Item> = {}): string {
  const item: Item = {
    ...{ ...tablets, id: `10050061000001${String(number).padStart(2, '0')}`, title },
    ...{ attributes: [], description: 'Sent within two days.', category: ['Home'], ...changes },
  };
  const url = `https://www.aliexpress.com/item/${item.id}.html`;
  shop.put({ url, body: page2025(item) });
  return url;
}

const set = (caveat: Browser, settings: Partial<Settings>) =>
  caveat.inExtension((all) => chrome.storage.local.set({ settings: all }), settings);

const outbox = (caveat: Browser) =>
  caveat.inExtension(() => chrome.runtime.sendMessage({ type: 'outbox' }) as Promise<OutboxEntry[]>);
const states = async (caveat: Browser) => (await outbox(caveat)).map(({ state }) => state);

/** Opens a listing and the popup on it. */
async function popupOn(caveat: Browser, url: string): Promise<Page> {
  const { tab } = await openAndRead(caveat, url);
  return openPopup(caveat, tab);
}

/** Keeps a picture of a screen in light and in dark, and has axe look at both. */
async function look(popup: Page, name: string): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await popup.colorScheme(scheme);
    await expectAccessible(popup);
    const height = await popup.evaluate(() => document.documentElement.scrollHeight);
    await popup.resize(380, Math.max(600, height));
    await popup.evaluate(() => scrollTo(0, 0));
    await popup.screenshot(test.info().outputPath(`${name}-${scheme}.png`));
    await popup.resize(380, 600);
  }
  await popup.colorScheme('light');
}

test('one press reports a strong finding, and says what it confirms and sends', async ({
  caveat,
  endpoint,
}) => {
  await set(caveat, { ...ada, endpoint: endpoint.url });
  const popup = await popupOn(caveat, addresses.risky);
  await expect.poll(() => popup.text()).toMatch(/I, Ada Example, confirm: I believe in good faith/);
  await look(popup, 'one-click');
  await popup.press(/^see exactly what is sent/i);
  await popup.press(/^byte for byte/i);
  const previewed = await popup.text('page', 'pre');
  await look(popup, 'one-click-preview');
  expect(await outbox(caveat)).toEqual([]);
  await popup.press(new RegExp(`^report to ${new URL(endpoint.url).host}`, 'i'));
  await expect.poll(() => receiptShown(popup)).not.toBeNull();
  expect(endpoint).toMatchObject({ stored: 1, repeated: 0 });
  const [entry] = await outbox(caveat);
  const notice = entry && 'notice' in entry ? entry.notice : null;
  expect(notice).toMatchObject({ notifier: ada, goodFaith: true });
  // But for the second in which the button was pressed, it is what was shown.
  const timeless = (text: string) => text.replace(/"createdAt": "[^"]+"/, '');
  expect(timeless(JSON.stringify(notice, null, 2))).toBe(timeless(previewed));

  // A second press on the same listing is not offered: the guard has something to say.
  const again = await popupOn(caveat, addresses.risky);
  await expect.poll(() => again.text()).toMatch(/you sent a notice about this listing/i);
  expect(await again.text()).not.toMatch(/report to/i);
});

test('a duplicate is found before it is sent, with what became of the first', async ({
  caveat,
  endpoint,
  shop,
}) => {
  await set(caveat, { ...ada, endpoint: endpoint.url });
  const first = await popupOn(caveat, addresses.risky);
  await first.press(/^report to/i);
  await expect.poll(() => states(caveat)).toEqual(['received']);

  const reachedOtherwise = `${addresses.risky}?spm=a2g0o.home`;
  shop.put({ url: reachedOtherwise, body: page2025(tablets) });
  const popup = await popupOn(caveat, reachedOtherwise);
  await popup.press(/^report this listing/i);
  await expect.poll(() => popup.text()).toMatch(/you sent a notice about this already.*received/is);
  await look(popup, 'duplicate');
  await sendReport(popup);
  await expect.poll(() => popup.text()).toMatch(/this one says nothing new/i);
  expect(endpoint.stored).toBe(1);

  await popup.fill(
    /^explanation/i,
    'I ordered one. The box that came holds sildenafil, and no leaflet in any language.',
  );
  await sendReport(popup);
  expect(endpoint.stored).toBe(1);
  await popup.press(/^i know; this one says something new/i);
  await sendReport(popup);
  await expect.poll(() => states(caveat)).toEqual(['received', 'received']);
  expect(endpoint.stored).toBe(2);
});

test('the background refuses a duplicate and a notice over the cap, whatever screen sends it', async ({
  caveat,
  endpoint,
}) => {
  await set(caveat, { ...ada, endpoint: endpoint.url, dailyCap: 1 });
  const popup = await popupOn(caveat, addresses.risky);
  await popup.press(/^report to/i);
  await expect.poll(() => states(caveat)).toEqual(['received']);
  const [entry] = await outbox(caveat);
  const sendAgain = (changes: object, knowingly: object) =>
    caveat.inExtension(
      (message) => chrome.runtime.sendMessage(message) as Promise<{ ok: boolean; reason?: string }>,
      {
        type: 'confirm',
        notice: { ...(entry as { notice: object }).notice, id: crypto.randomUUID(), ...changes },
        channel: { kind: 'endpoint', base: endpoint.url },
        knowingly,
      },
    );
  const elsewhere = { listings: [{ url: addresses.harmless }] };
  expect(await sendAgain({}, {})).toMatchObject({ ok: false, reason: 'duplicate' });
  expect(await sendAgain({}, { duplicates: [crypto.randomUUID()], today: 2 })).toMatchObject({
    reason: 'duplicate',
  });
  expect(await sendAgain(elsewhere, {})).toMatchObject({ ok: false, reason: 'cap' });
  const abuse = {
    category: 'STATEMENT_CATEGORY_PROTECTION_OF_MINORS',
    keyword: 'KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL',
  };
  expect(await sendAgain({ ...elsewhere, ...abuse }, { today: 2 })).toMatchObject({ reason: 'hotline' });
  // Two windows at once: one of them is the last that may.
  const both = await Promise.all([1, 2].map(() => sendAgain(elsewhere, { today: 2 })));
  expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
  await expect.poll(() => endpoint.stored).toBe(2);
});

test('the daily cap is passed knowingly, or raised in the settings', async ({ caveat, endpoint }) => {
  await set(caveat, { ...ada, endpoint: endpoint.url, dailyCap: 1 });
  const first = await popupOn(caveat, addresses.risky);
  await first.press(/^report to/i);
  await expect.poll(() => states(caveat)).toEqual(['received']);

  const popup = await popupOn(caveat, addresses.risky2020);
  await popup.press(/^report this listing/i);
  await expect
    .poll(() => popup.text())
    .toMatch(/notice number 2 in 24 hours; your limit is 1.*Art\. 23\(2\)/s);
  await sendReport(popup);
  await expect.poll(() => popup.has('[type=checkbox][aria-invalid=true]')).toBe(true);
  await look(popup, 'cap');
  expect(endpoint.stored).toBe(1);
  await popup.press(/^i have looked at this one/i);
  await sendReport(popup);
  await expect.poll(() => receiptShown(popup)).not.toBeNull();
  expect(endpoint.stored).toBe(2);

  const options = await caveat.screen('options.html');
  await options.fill(/^notices in 24 hours/i, '300');
  await options.press(/^save/i);
  await expect.poll(() => options.has('[aria-invalid=true]')).toBe(true);
  await options.fill(/^notices in 24 hours/i, '20');
  await options.press(/^save/i);
  await expect.poll(() => options.text()).toMatch(/saved\./i);
  await expectAccessible(options);
  await options.resize(900, 1000);
  await options.evaluate(() => scrollTo(0, 0));
  await options.screenshot(test.info().outputPath('options.png'));
  const kept = await caveat.inExtension(async () => (await chrome.storage.local.get('settings')).settings);
  expect(kept).toMatchObject({ ...ada, dailyCap: 20 });
});

test('a weak finding says what to check first, and is sent only when that is ticked', async ({
  caveat,
  endpoint,
  shop,
}) => {
  const weak = offer(shop, 1, 'Molly crystals 1 g, wickr');
  await set(caveat, { ...ada, endpoint: endpoint.url });
  const popup = await popupOn(caveat, weak);
  // No single press for what rests on little.
  await popup.press(/^report this listing/i);
  await expect.poll(() => popup.text()).toMatch(/it would be wrong if.*all of this rests on little/is);
  await look(popup, 'weak');
  await sendReport(popup);
  await expect.poll(() => popup.has('[type=checkbox][aria-invalid=true]')).toBe(true);
  expect(await outbox(caveat)).toEqual([]);
  await popup.press(/^i have checked this/i);
  await sendReport(popup);
  await expect.poll(() => receiptShown(popup)).not.toBeNull();
  expect(endpoint.stored).toBe(1);
});

test('several listings of one trader go in one notice, from their pages and from cards', async ({
  caveat,
  endpoint,
  shop,
}) => {
  await set(caveat, { ...ada, endpoint: endpoint.url });
  const results = 'https://www.aliexpress.com/w/wholesale-honey.html';
  const third: Item = { ...honey, id: '1005006100000150', title: 'Tadalafil 20 mg tablets, 10 pcs' };
  const stranger: Item = { ...third, id: '1005006100000151', store: lamp.store };
  shop.put({ url: results, body: resultsPage([tablets, honey, third, stranger, lamp]) });

  const first = await popupOn(caveat, addresses.risky);
  await first.press(/^change it first/i);
  // A report nobody has touched is not kept; this one is.
  await first.fill(/^explanation/i, 'This seller offers medicines that need a prescription.');
  await expect.poll(() => states(caveat)).toEqual(['draft']);

  const second = await popupOn(caveat, addresses.risky2020);
  await expect.poll(() => second.text()).toMatch(/add to your notice about .*vital harmony store/i);
  await look(second, 'add-to');
  await second.press(/^add to your notice/i);
  await expect.poll(() => second.text()).toMatch(/royal honey/i);
  expect(await second.text('page', 'form')).toContain(tablets.title);

  const cards = await popupOn(caveat, results);
  // Those of the same trader only, and not what is in it already.
  await expect.poll(() => cards.text()).toMatch(/in your notice/i);
  await look(cards, 'cards');
  const offered = await cards.evaluate(
    () =>
      [...document.querySelectorAll('button')].filter((button) => /add to your/i.test(button.textContent))
        .length,
  );
  expect(offered).toBe(1);
  await cards.press(/^add to your notice/i);
  await expect.poll(() => cards.text()).toContain(third.title);
  await cards.press(/^write it anew/i);
  await expect.poll(() => cards.text()).toMatch(/only what a results page shows is known of this/i);
  await look(cards, 'several');
  await cards.press(/^i report it by what the results page shows/i);
  await sendReport(cards);
  await expect.poll(() => receiptShown(cards)).not.toBeNull();

  const [entry] = await outbox(caveat);
  const notice = entry && 'notice' in entry ? entry.notice : null;
  expect(notice?.listings.map(({ id }) => id)).toEqual([tablets.id, honey.id, third.id]);
  expect(new Set(notice?.evidence.map(({ listing }) => listing))).toEqual(new Set([0, 1, 2]));
  expect(notice?.explanation).toMatch(/about 3 listings of one trader/);
  expect(endpoint.stored).toBe(1);
});

test('a card of a results page is reported by the little it shows, and said to be so', async ({
  caveat,
  endpoint,
  shop,
}) => {
  await set(caveat, { ...ada, endpoint: endpoint.url });
  const results = 'https://www.aliexpress.com/w/wholesale-tablets.html';
  const second: Item = { ...tablets, id: '1005006100000160', title: 'Tadalafil 20 mg tablets, 10 pcs' };
  const stranger: Item = { ...second, id: '1005006100000161', store: lamp.store };
  shop.put({ url: results, body: resultsPage([tablets, second, stranger, lamp]) });
  const popup = await popupOn(caveat, results);
  await expect.poll(() => popup.text()).toMatch(/open a listing before you report it/i);
  await look(popup, 'cards-to-report');
  await popup.press(/^report it from here/i);
  await expect.poll(() => popup.has('form')).toBe(true);
  // Another card of the same seller can come in, one of somebody else cannot.
  expect(await popup.evaluate(() => document.querySelectorAll('button.take').length)).toBe(1);
  await popup.press(/^add to this notice/i);
  await look(popup, 'from-cards');
  await sendReport(popup);
  await expect.poll(() => popup.text()).toMatch(/please look at what stands under/i);
  expect(endpoint.stored).toBe(0);
  await popup.press(/^i report it by what the results page shows/i);
  await sendReport(popup);
  await expect.poll(() => receiptShown(popup)).not.toBeNull();
  const [entry] = await outbox(caveat);
  const notice = entry && 'notice' in entry ? entry.notice : null;
  expect(notice?.listings.map(({ id }) => id)).toEqual([tablets.id, second.id]);
  expect(notice?.explanation).toMatch(/Of this listing only what a results page shows of it was read/);
});

test('a draft outlives the popup and the browser’s session storage, until it is thrown away', async ({
  caveat,
}) => {
  const popup = await popupOn(caveat, addresses.risky);
  await popup.press(/^report this listing/i);
  await popup.fill(/^your name/i, ada.name);
  await expect.poll(() => states(caveat)).toEqual(['draft']);
  await popup.close();
  await caveat.killBackground();
  const again = await popupOn(caveat, addresses.risky);
  await again.press(/^go on with your report/i);
  await expect
    .poll(() => again.evaluate(() => [...document.querySelectorAll('input')].map(({ value }) => value)))
    .toContain(ada.name);
  // Drawn to its end: what is pressed stays where it is.
  await expect.poll(() => again.text()).toMatch(/how the notice gets there/i);
  await again.press(/^throw it away/i);
  await expect.poll(() => states(caveat)).toEqual([]);
});

test('the language, the findings, the words and the law can be chosen; the preview follows', async ({
  caveat,
}) => {
  const popup = await popupOn(caveat, addresses.risky);
  await popup.press(/^report this listing/i);
  const explanation = () =>
    popup.evaluate(() => (document.querySelector('textarea') as HTMLTextAreaElement).value);
  await expect.poll(explanation).toMatch(/This looks like a prescription medicine/);
  await popup.evaluate(() => {
    const select = [...document.querySelectorAll('select')].find((one) => one.value === 'en');
    if (!select) throw new Error('no language to choose');
    select.value = 'pl';
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await expect.poll(explanation).toMatch(/Zgłoszenie dotyczy oferty/);
  await popup.press(/^kind, language and grounds/i);
  await look(popup, 'grounds');
  const law = await popup.evaluate(
    () =>
      [...document.querySelectorAll('fieldset')]
        .find((one) => one.querySelector('legend')?.textContent === 'Legal grounds')
        ?.querySelector('label')?.textContent ?? '',
  );
  expect(law).toMatch(/directive|regulation/i);
  const cited = law.replace('Art.', 'art.');
  expect(await explanation()).toContain(cited);
  await popup.press(new RegExp(`^${law.slice(0, 30).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}`));
  await expect.poll(explanation).not.toContain(cited);
  // One of the person's own comes in, and is said to be theirs.
  await popup.fill(/^law, by its name/i, 'Prawo farmaceutyczne');
  await popup.fill(/^article, if you know/i, '65');
  await popup.press(/^add it/i);
  await expect.poll(explanation).toContain('Podstawa prawna moim zdaniem: Prawo farmaceutyczne, art. 65.');
  await expect.poll(() => popup.text('page', '.preview')).toContain('Art. 65 (your own)');
  await look(popup, 'own-law');
  await popup.press(/^byte for byte/i);
  const shown = JSON.parse(await popup.text('page', 'pre'));
  expect(shown).toMatchObject({ language: 'pl' });
  expect(shown.law.at(-1)).toEqual({ act: 'Prawo farmaceutyczne', article: '65' });
  expect(shown.explanation).toBe(await explanation());
});

test('what concerns child sexual abuse goes to a hotline: nothing is kept or sent', async ({
  caveat,
  endpoint,
  shop,
}) => {
  const doll = offer(shop, 2, 'Love doll 100 cm');
  await set(caveat, { ...ada, endpoint: endpoint.url });
  const popup = await popupOn(caveat, doll);
  await popup.press(/^this belongs to a hotline/i);
  await expect.poll(() => popup.text()).toMatch(/find your hotline/i);
  await look(popup, 'hotline');
  expect(await popup.text()).not.toContain('Love doll');
  expect(await popup.has('form')).toBe(false);

  // Chosen in a report, it drops the draft that was kept.
  const other = await popupOn(caveat, addresses.risky);
  await other.press(/^change it first/i);
  await other.fill(/^explanation/i, 'Words that are kept as a draft at first.');
  await expect.poll(() => states(caveat)).toEqual(['draft']);
  const choose = (from: string, to: string) =>
    other.evaluate(
      (before, after) => {
        const select = [...document.querySelectorAll('select')].find(({ value }) => value === before);
        if (!select) throw new Error(`nothing says ${before}`);
        select.value = after;
        select.dispatchEvent(new Event('change', { bubbles: true }));
      },
      from,
      to,
    );
  await choose(
    'STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS',
    'STATEMENT_CATEGORY_PROTECTION_OF_MINORS',
  );
  await expect.poll(() => other.text()).toMatch(/protection of minors ·/i);
  await choose('', 'KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL');
  await expect.poll(() => other.text()).toMatch(/find your hotline/i);
  await expect.poll(() => states(caveat)).toEqual([]);
  await other.press(/^i chose this by mistake/i);
  await expect.poll(() => other.has('form')).toBe(true);
  await expect.poll(() => states(caveat)).toEqual(['draft']);
  expect(endpoint.attempts).toBe(0);
});

test('a page that changed since its report was written is taken in first', async ({
  caveat,
  endpoint,
  shop,
}) => {
  const url = offer(shop, 3, 'Sildenafil 100 mg tablets, 20 pcs');
  await set(caveat, { ...ada, endpoint: endpoint.url });
  const popup = await popupOn(caveat, url);
  await popup.press(/^change it first/i);
  await popup.fill(/^explanation/i, 'The listing offers sildenafil, a medicine that needs a prescription.');
  await expect.poll(() => states(caveat)).toEqual(['draft']);
  offer(shop, 3, 'Sildenafil 50 mg tablets, 10 pcs');
  const later = await popupOn(caveat, url);
  await later.press(/^go on with your report/i);
  await expect.poll(() => later.text()).toMatch(/the page says something else now/i);
  await look(later, 'changed');
  await sendReport(later);
  expect(await states(caveat)).toEqual(['draft']);
  await later.press(/^take in what it says now/i);
  await sendReport(later);
  await expect.poll(() => receiptShown(later)).not.toBeNull();
  const [entry] = await outbox(caveat);
  expect(entry && 'notice' in entry && entry.notice.listings[0]?.title).toBe(
    'Sildenafil 50 mg tablets, 10 pcs',
  );
});

for (const [name, title] of [
  ['arabic', 'أقراص sildenafil 100 mg للرجال، 20 قطعة، بدون وصفة طبية'],
  ['german', 'Sildenafil 100 mg Potenzmittel Tabletten für Männer, rezeptfrei, diskreter Versand, 20 Stück'],
  ['long', `Sildenafil 100 mg ${'extra strong long lasting original quality fast shipping '.repeat(8)}`],
] as const)
  test(`the report reads well: ${name}`, async ({ caveat, shop }) => {
    const popup = await popupOn(caveat, offer(shop, 10 + name.length, title));
    await popup.press(/^report this listing/i);
    await fillInReport(popup, { ...ada, endpoint: 'https://notices.example/very/long/path/to/the/place' });
    await look(popup, `report-${name}`);
    expect(await popup.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(380);
  });

test('by form or by e-mail the notice is kept, and the person hands it over', async ({ caveat }) => {
  await set(caveat, ada);
  const popup = await popupOn(caveat, addresses.risky);
  await popup.press(/^report this listing/i);
  await expect.poll(() => popup.text()).toMatch(/use the report form of aliexpress/i);
  await look(popup, 'ways');
  await popup.press(/^i confirm this and open the form of aliexpress/i);
  await expect.poll(() => popup.text()).toMatch(/only you can send this notice/i);
  await look(popup, 'by-hand');
  const [entry] = await outbox(caveat);
  expect(entry).toMatchObject({ state: 'queued', channel: { kind: 'form' }, nextAttemptAt: null });
});
