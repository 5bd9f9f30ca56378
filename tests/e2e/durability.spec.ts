import { randomInt, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { type Notice, noticeBytes } from '../../utils/notices/notice.ts';
import type { NoticeEntry } from '../../utils/notices/outbox-entry.ts';
import { sampleNotice } from '../../utils/notices/sample-notice.ts';
import type { Browser, Page } from '../browsers/browser.ts';
import { launch } from '../browsers/launch.ts';
import { remove, temporaryFolder } from '../browsers/processes.ts';
import { expect, test } from './fixtures.ts';
import type { Mood } from './unreliable-endpoint.ts';

/**
 * Random schedules of real faults in a real browser: the background killed, the browser closed, a window closed, two
 * windows sending the same notice at once, over an endpoint that fails in every way it can. What the person was told
 * is kept arrives once. Each prints its seed; SEED=n tries that one again, SCHEDULES=n tries as many in each browser.
 */
const SCHEDULES = Number(process.env.SCHEDULES ?? 6);

type Step =
  | { do: 'mood'; mood: Mood }
  | { do: 'confirm'; windows: 1 | 2; after: 'wait' | 'kill' | 'close the window' | 'restart' }
  | { do: 'kill' }
  | { do: 'restart' }
  | { do: 'retry' };

const moods = fc.constantFrom<Mood[]>('fine', 'lost', 'unanswered', 'busy', 'lying', 'refusing', 'down');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('mood' as const), mood: moods }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('confirm' as const),
      windows: fc.constantFrom(1 as const, 2 as const),
      after: fc.constantFrom(
        ...(['wait', 'wait', 'kill', 'kill', 'close the window', 'close the window', 'restart'] as const),
      ),
    }),
  },
  fc.record({ do: fc.constant('kill' as const) }),
  fc.record({ do: fc.constant('restart' as const) }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('retry' as const) }) },
);
const schedule = fc.array(step, { minLength: 6, maxLength: 9 });

/** What a window of the extension says to its background; null where nobody was there any more to answer. */
const confirm = (window: Page, notice: Notice, base: string) =>
  window
    .evaluate(
      (notice, base) =>
        chrome.runtime.sendMessage({
          type: 'confirm',
          notice,
          channel: { kind: 'endpoint', base },
        }) as Promise<{
          ok: boolean;
        } | null>,
      notice,
      base,
    )
    .catch(() => null);

const outbox = (caveat: Browser) =>
  caveat.inExtension(() => chrome.runtime.sendMessage({ type: 'outbox' }) as Promise<NoticeEntry[]>);

/** The person tries again whatever waits or was refused. */
const retryAll = (caveat: Browser) =>
  caveat.inExtension(async () => {
    const entries = (await chrome.runtime.sendMessage({ type: 'outbox' })) as { id: string; state: string }[];
    for (const { id, state } of entries)
      if (state !== 'received') await chrome.runtime.sendMessage({ type: 'retry', id });
  });

for (let nth = 1; nth <= SCHEDULES; nth += 1)
  test(`what was confirmed arrives once, schedule ${nth}`, async ({ shop, browserKind, endpoint }) => {
    test.setTimeout(300_000);
    const seed = Number(process.env.SEED ?? randomInt(2 ** 31));
    const [steps = []] = fc.sample(schedule, { seed, numRuns: 1 });
    console.log(
      `${browserKind} SEED=${seed}: ${steps.map((step) => Object.values(step).join(' ')).join(' · ')}`,
    );
    const profile = temporaryFolder('durable');
    const start = () => launch(browserKind, { shop, profile });
    let caveat = await start();
    const restart = async () => {
      await caveat.close();
      caveat = await start();
    };
    const confirmed: Notice[] = [];
    const tried: Notice[] = [];

    async function confirmIn({ windows, after }: Extract<Step, { do: 'confirm' }>): Promise<void> {
      // Each about a listing of its own: a second one on the same is refused until the person knows of the first.
      const item = 1005006200000000 + tried.length;
      const notice = sampleNotice({
        id: randomUUID(),
        listings: [
          { url: `https://www.aliexpress.com/item/${item}.html`, marketplace: 'aliexpress', id: `${item}` },
        ],
      });
      tried.push(notice);
      const opened = await Promise.all(
        ['notices.html', 'options.html'].slice(0, windows).map((path) => caveat.screen(path)),
      );
      const saying = opened.map((window) => confirm(window, notice, endpoint.url));
      // Now or a little later: before, while and after it is kept.
      await new Promise((resolve) => setTimeout(resolve, (seed + tried.length * 37) % 150));
      if (after === 'kill') await caveat.killBackground();
      if (after === 'close the window')
        await Promise.all(opened.map((window) => window.close().catch(() => {})));
      if (after === 'restart') await restart();
      // A window whose background was killed before it answered hears nothing, or only that nobody is there.
      const silence = new Promise<null>((resolve) =>
        setTimeout(resolve, after === 'wait' ? 30_000 : 3_000, null),
      );
      const heard = await Promise.all(saying.map((said) => Promise.race([said, silence])));
      if (heard.some((answer) => answer?.ok)) confirmed.push(notice);
      else if (after === 'wait') throw new Error('nobody said whether it is kept');
      if (after === 'kill' || after === 'wait')
        await Promise.all(opened.map((window) => window.close().catch(() => {})));
    }

    try {
      for (const step of steps) {
        if (step.do === 'mood') endpoint.mood = step.mood;
        if (step.do === 'confirm') await confirmIn(step);
        if (step.do === 'kill') await caveat.killBackground();
        if (step.do === 'restart') await restart();
        if (step.do === 'retry') await retryAll(caveat);
      }
      // One more, whatever the schedule was, and then all is well again.
      await confirmIn({ do: 'confirm', windows: 2, after: 'wait' });
      endpoint.mood = 'fine';
      await expect
        .poll(
          async () => {
            await retryAll(caveat);
            return (await outbox(caveat)).filter(({ state }) => state !== 'received').length;
          },
          { timeout: 120_000, intervals: [500, 1_000, 2_000] },
        )
        .toBe(0);

      const entries = await outbox(caveat);
      for (const notice of confirmed) {
        expect(endpoint.notices.get(notice.id), `${notice.id} is stored once`).toEqual([noticeBytes(notice)]);
        expect(entries.find(({ id }) => id === notice.id)?.receipt).not.toBeNull();
      }
      // Nothing is at the endpoint that the outbox does not know of, and nothing twice.
      for (const [id, stored] of endpoint.notices) {
        expect(stored).toHaveLength(1);
        expect(entries.map((entry) => entry.id)).toContain(id);
      }
      expect(entries.length).toBe(endpoint.notices.size);
      expect(entries.length).toBeLessThanOrEqual(tried.length);
    } finally {
      await caveat.close();
      await remove(profile);
    }
  });
