import { join } from 'node:path';
import { type RunningEndpoint, startEndpoint } from '../../cli/start/endpoint.ts';
import { fillInReport, receiptShown, sendReport } from '../../cli/start/report.ts';
import type { NoticeEntry } from '../../utils/notices/outbox-entry.ts';
import type { Browser } from '../browsers/browser.ts';
import { start } from '../browsers/processes.ts';
import { installPostgres } from '../servers/install-postgres.ts';
import { type ModeratorAtWork, signInModerator } from '../servers/moderator.ts';
import { startPostgres } from '../servers/postgres.ts';
import { addresses } from '../shop/pages.ts';
import { expectAccessible } from './axe.ts';
import { expect, expectOverlay, openAndRead, openPopup, test } from './fixtures.ts';

/**
 * The whole way of Art. 16 to 20, with nothing in it that is not real but the shop: a listing, the warning, the notice,
 * its receipt, the decision of a moderator, the complaint, the answer of another moderator, the erasure of who reported.
 */

/** Why there is no PostgreSQL here; null where there is one. */
function missing(): string | null {
  try {
    installPostgres();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

const command = join(import.meta.dirname, '../../endpoint/moderation/moderator.ts');

/** Adds a moderator as an operator does, and signs them in. */
async function moderator(endpoint: RunningEndpoint, name: string): Promise<ModeratorAtWork> {
  const child = start(process.execPath, [command, 'add', name], {
    env: { ...process.env, ...endpoint.settings },
  });
  let printed = '';
  child.stdout?.on('data', (data) => {
    printed += data;
  });
  await new Promise((ended) => child.once('close', ended));
  const password = printed.trim().split('\n').at(-1) ?? '';
  return signInModerator(endpoint.url, { name, password });
}

const outbox = (caveat: Browser) =>
  caveat.inExtension(() => chrome.runtime.sendMessage({ type: 'outbox' }) as Promise<NoticeEntry[]>);

for (const database of ['SQLite', 'PostgreSQL'] as const)
  test(`from a listing to a decision, a complaint and its answer, ${database}`, async ({ caveat }) => {
    test.setTimeout(300_000);
    const without = database === 'PostgreSQL' ? missing() : null;
    // The reason is printed; where CI is set nothing is skipped, and a missing PostgreSQL fails.
    test.skip(without !== null && !process.env.CI, without ?? '');
    const postgres = database === 'PostgreSQL' ? await startPostgres() : null;
    const endpoint = await startEndpoint(postgres ? { DATABASE_URL: await postgres.database() } : {});
    try {
      const ben = await moderator(endpoint, 'Ben');
      const cleo = await moderator(endpoint, 'Cleo');

      const { page: listing, tab } = await openAndRead(caveat, addresses.risky);
      await expectOverlay(listing, /sildenafil/i);
      const popup = await openPopup(caveat, tab);
      await fillInReport(popup, { name: 'Ada Example', email: 'ada@example.org', endpoint: endpoint.url });
      await sendReport(popup);
      await expect.poll(() => receiptShown(popup), { timeout: 30_000 }).not.toBeNull();
      const number = (await outbox(caveat))[0]?.receipt?.number ?? '';
      expect(number).not.toBe('');

      const notices = await caveat.screen('notices.html');
      await notices.resize(1100, 1500);
      await expect.poll(() => notices.text()).toContain(number);
      await expect.poll(() => notices.text()).toMatch(/the signature fits what you sent/i);

      const first = await ben.decide(number, {
        outcome: 'not-acted',
        reasons: 'The listing was read and found to describe a food supplement.',
      });
      expect(first.status, first.text).toBe(200);
      await notices.press(/^ask .* now/i);
      await expect.poll(() => notices.text()).toContain('found to describe a food supplement');
      expect(await notices.text()).toMatch(/did nothing about it/i);
      expect(await notices.text()).toMatch(/you can complain about the decision until the end of/i);
      await expectAccessible(notices);

      await notices.press(/^complain about this decision/i);
      await notices.press(/confirm.*complaint/i);
      await expect.poll(() => notices.text()).toMatch(/your complaint was received/i);
      expect((await outbox(caveat))[0]).toMatchObject({ state: 'complained', nextAttemptAt: null });

      const second = await cleo.decide(
        number,
        {
          outcome: 'acted',
          measures: ['DECISION_VISIBILITY_CONTENT_REMOVED'],
          ground: 'DECISION_GROUND_ILLEGAL_CONTENT',
          groundReference: 'Directive 2001/83/EC, Art. 85c',
          reasons: 'On a second look it offers a prescription medicine; it was removed.',
        },
        'complaint',
      );
      expect(second.status, second.text).toBe(200);
      await notices.press(/^ask .* now/i);
      await expect.poll(() => notices.text()).toContain('On a second look');
      expect(await notices.text()).toMatch(/did something about it/i);
      await expectAccessible(notices);
      await notices.screenshot(test.info().outputPath('answered.png'));
      expect((await outbox(caveat))[0]).toMatchObject({ state: 'closed', askAt: null });

      await openAndRead(caveat, addresses.risky);
      await expect.poll(() => notices.text()).toMatch(/still there when you passed by/i);
      await notices.press(/erase my name and e-mail/i);
      await expect.poll(() => notices.text()).toMatch(/has erased who reported/i);
    } finally {
      await endpoint.close();
      await postgres?.close();
    }
  });
