import { startEndpoint } from '../../cli/start/endpoint.ts';
import { fillInReport, receiptShown, sendReport } from '../../cli/start/report.ts';
import type { NoticeEntry } from '../../utils/notices/outbox-entry.ts';
import type { Browser, Page } from '../browsers/browser.ts';
import { launch } from '../browsers/launch.ts';
import { remove, temporaryFolder } from '../browsers/processes.ts';
import { tablets } from '../shop/goods.ts';
import { addresses } from '../shop/pages.ts';
import { expect, expectOverlay, openAndRead, openPopup, test } from './fixtures.ts';

const ada = { name: 'Ada Example', email: 'ada@example.org' };

async function report(caveat: Browser, endpoint: { url: string }): Promise<Page> {
  const { page, tab } = await openAndRead(caveat, addresses.risky);
  await expectOverlay(page, /sildenafil/i);
  const popup = await openPopup(caveat, tab);
  await fillInReport(popup, { ...ada, endpoint: endpoint.url });
  await sendReport(popup);
  return popup;
}

/** The notices the extension keeps, as its own screens get them. */
const outbox = (caveat: Browser) =>
  caveat.inExtension(() => chrome.runtime.sendMessage({ type: 'outbox' }) as Promise<NoticeEntry[]>);

const states = async (caveat: Browser) => (await outbox(caveat)).map(({ state }) => state);

test('a notice is previewed, sent and received', async ({ caveat, endpoint }) => {
  const popup = await report(caveat, endpoint);
  await expect.poll(() => receiptShown(popup)).not.toBeNull();
  expect(endpoint).toMatchObject({ stored: 1, repeated: 0 });

  const [entry] = await outbox(caveat);
  expect(entry).toMatchObject({ state: 'received', channel: { kind: 'endpoint', base: endpoint.url } });
  expect(await popup.text()).toContain(entry?.receipt?.number);
  expect(entry?.notice).toMatchObject({
    notifier: ada,
    goodFaith: true,
    category: 'STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS',
    listings: [
      {
        url: addresses.risky,
        marketplace: 'aliexpress',
        id: tablets.id,
        title: tablets.title,
        seller: { name: tablets.store.name },
      },
    ],
  });
  expect(entry?.notice.explanation).toMatch(/sildenafil/i);
  // The endpoint has what the extension has, behind the secret of the receipt.
  const status = (secret: string) =>
    fetch(`${endpoint.url}/v1/notices/${entry?.receipt?.id}`, {
      headers: { authorization: `Bearer ${secret}` },
    });
  expect((await status(entry?.receipt?.secret ?? '')).ok).toBe(true);
  expect((await status('guessed')).ok).toBe(false);
});

test('who reports is remembered for the next time', async ({ caveat, endpoint }) => {
  await report(caveat, endpoint);
  await expect.poll(() => states(caveat)).toEqual(['received']);
  const { tab } = await openAndRead(caveat, addresses.risky2020);
  const popup = await openPopup(caveat, tab);
  // One line each: they were given before.
  await popup.press(/^change it first/i);
  const host = new URL(endpoint.url).host;
  await expect.poll(() => popup.text()).toContain(`${ada.name}, ${ada.email}`);
  await expect.poll(() => popup.text()).toContain(`To ${host}`);
});

for (const mood of ['lost', 'unanswered', 'busy', 'lying'] as const)
  test(`an endpoint that is ${mood}: the notice waits, and arrives exactly once`, async ({
    caveat,
    endpoint,
  }) => {
    endpoint.mood = mood;
    const popup = await report(caveat, endpoint);
    await expect.poll(() => outbox(caveat).then(([entry]) => entry?.problem?.kind)).toBeTruthy();
    const [waiting] = await outbox(caveat);
    expect(waiting).toMatchObject({
      state: 'queued',
      receipt: null,
      problem: {
        kind: { lost: 'unreachable', unanswered: 'unreachable', busy: 'busy', lying: 'answer' }[mood],
      },
    });
    expect(await receiptShown(popup)).toBeNull();

    endpoint.mood = 'fine';
    await popup.press(/^try again/i);
    await expect.poll(() => states(caveat)).toEqual(['received']);
    await expect.poll(() => receiptShown(popup)).not.toBeNull();
    expect(endpoint.stored).toBe(1);
    expect(endpoint.attempts).toBeGreaterThan(1);
  });

test('an endpoint that is down is named, and gets the one notice when it is up again', async ({ caveat }) => {
  const endpoint = await startEndpoint();
  try {
    await endpoint.stop();
    const popup = await report(caveat, endpoint);
    await expect.poll(() => popup.text()).toMatch(/could not be reached/i);
    await expect.poll(() => states(caveat)).toEqual(['queued']);
    await endpoint.restart();
    await popup.press(/^try again/i);
    await expect.poll(() => receiptShown(popup)).not.toBeNull();
    expect(await states(caveat)).toEqual(['received']);
  } finally {
    await endpoint.close();
  }
});

test('a refusal is shown with its reasons and not tried again by itself', async ({ caveat, endpoint }) => {
  endpoint.mood = 'refusing';
  const popup = await report(caveat, endpoint);
  await expect.poll(() => states(caveat)).toEqual(['failed']);
  await expect.poll(() => popup.text()).toMatch(/did not accept/i);
  const [entry] = await outbox(caveat);
  expect(entry).toMatchObject({
    nextAttemptAt: null,
    attempts: 1,
    problem: { kind: 'refused', status: 422 },
  });
});

test('a background killed between Send and delivery delivers all the same, with no screen open', async ({
  caveat,
  endpoint,
}) => {
  test.setTimeout(150_000);
  endpoint.mood = 'lost';
  const popup = await report(caveat, endpoint);
  await expect.poll(() => endpoint.attempts).toBeGreaterThan(0);
  await caveat.killBackground();
  await popup.close();
  endpoint.mood = 'fine';
  // The alarm wakes it, half a minute later at the soonest.
  await expect.poll(() => endpoint.stored, { timeout: 120_000 }).toBe(1);
  await expect.poll(() => states(caveat)).toEqual(['received']);
  expect(endpoint.stored).toBe(1);
});

test('a notice survives a closed browser', async ({ shop, browserKind, endpoint }) => {
  test.setTimeout(150_000);
  const profile = temporaryFolder('kept');
  try {
    endpoint.mood = 'lost';
    const first = await launch(browserKind, { shop, profile });
    try {
      await report(first, endpoint);
      await expect.poll(() => states(first)).toEqual(['queued']);
    } finally {
      await first.close();
    }
    endpoint.mood = 'fine';
    const second = await launch(browserKind, { shop, profile });
    try {
      await expect.poll(() => endpoint.stored, { timeout: 120_000 }).toBe(1);
      await expect.poll(() => states(second)).toEqual(['received']);
      expect(endpoint.stored).toBe(1);
    } finally {
      await second.close();
    }
  } finally {
    await remove(profile);
  }
});
