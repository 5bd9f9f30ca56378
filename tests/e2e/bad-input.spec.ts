import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pageState } from '../../cli/start/page-state.ts';
import { fillInReport, receiptShown, sendReport } from '../../cli/start/report.ts';
import { builtExtension, launch } from '../browsers/launch.ts';
import { remove, temporaryFolder } from '../browsers/processes.ts';
import { addresses } from '../shop/pages.ts';
import { badge, expect, expectOverlay, openAndRead, openPopup, test } from './fixtures.ts';

/** The packs as bundled, by name. */
async function packNames(extension: string): Promise<string[]> {
  return JSON.parse(await readFile(join(extension, 'packs/index.json'), 'utf8'));
}

for (const [kind, spoil] of [
  ['that is not JSON', () => '{"id": "supplem'],
  ['of the wrong shape', (pack: string) => pack.replace('"severity":', '"sverity":')],
  [
    'with a rule that is code',
    (pack: string) => pack.replace(/"when":\s*\{/, '"when": { "script": "alert(1)", '),
  ],
] as const)
  test(`a pack ${kind} is named, and the others go on`, async ({ shop, browserKind }) => {
    const folder = temporaryFolder('spoilt');
    try {
      await cp(builtExtension[browserKind], folder, { recursive: true });
      const spoilt = (await packNames(folder)).find((name) => !['medicines', 'context'].includes(name)) ?? '';
      const file = join(folder, `packs/${spoilt}.json`);
      await writeFile(file, spoil(await readFile(file, 'utf8')));
      // The build compiled the packs as they were; without that file they are compiled from what is there.
      await writeFile(join(folder, 'packs/compiled.bin'), 'no compiled packs');
      const caveat = await launch(browserKind, { shop, extension: folder });
      try {
        const { page, tab } = await openAndRead(caveat, addresses.risky);
        await expectOverlay(page, /sildenafil/i);
        expect((await pageState(caveat, tab))?.problem).toContain(spoilt);
        expect(await (await openPopup(caveat, tab)).text()).toMatch(/not everything could be checked/i);
      } finally {
        await caveat.close();
      }
    } finally {
      await remove(folder);
    }
  });

test('settings that are not settings are put aside, and everything works', async ({ caveat, endpoint }) => {
  await caveat.inExtension(() =>
    chrome.storage.local.set({
      settings: { name: 5, email: ['x'], endpoint: 'javascript:alert(1)', more: {} },
      paused: 'everywhere',
      'position:www.aliexpress.com': 'nowhere',
    }),
  );
  const { page, tab } = await openAndRead(caveat, addresses.risky);
  await expectOverlay(page, /sildenafil/i);
  const popup = await openPopup(caveat, tab);
  await fillInReport(popup, { name: 'Ada Example', email: 'ada@example.org', endpoint: endpoint.url });
  await sendReport(popup);
  await expect.poll(() => receiptShown(popup)).not.toBeNull();
});

test('an incomplete report says what is missing and keeps what was written', async ({ caveat }) => {
  const { tab } = await openAndRead(caveat, addresses.risky);
  const popup = await openPopup(caveat, tab);
  await fillInReport(popup, { name: 'Ada Example', email: 'ada', endpoint: 'http://example.org/notices' });
  await sendReport(popup);
  await expect.poll(() => popup.text()).toMatch(/give an e-mail address/i);
  expect(await popup.text()).toMatch(/not an address a notice can be sent to/i);
  // The draft is kept, and nothing else.
  const states = () =>
    caveat.inExtension(async () =>
      ((await chrome.runtime.sendMessage({ type: 'outbox' })) as { state: string }[]).map(
        ({ state }) => state,
      ),
    );
  await expect.poll(states).toEqual(['draft']);
  const values = () =>
    popup.evaluate(() => [...document.querySelectorAll('input')].map(({ value }) => value));
  expect(await values()).toEqual(
    expect.arrayContaining(['Ada Example', 'ada', 'http://example.org/notices']),
  );
});

test('messages that are no messages are refused, whoever sends them', async ({ caveat }) => {
  const { tab } = await openAndRead(caveat, addresses.harmless);
  const answers = await caveat.inExtension(async () => {
    const sent: unknown[] = [
      null,
      'send',
      { type: 'send' },
      { type: 'send', endpoint: 'https://x.example', notice: {} },
      { type: 'reading', reading: { url: 'javascript:0' } },
      { type: 'read', tab: 'all' },
    ];
    return Promise.all(
      sent.map((message) => chrome.runtime.sendMessage(message) as Promise<{ ok?: boolean }>),
    );
  });
  for (const answer of answers)
    expect(answer).toMatchObject({ ok: false, problem: expect.stringMatching(/./) });
  expect(await badge(caveat, tab)).toBe('');
  expect((await pageState(caveat, tab))?.findings).toEqual([]);
});
