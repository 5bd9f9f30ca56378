import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** Runs a command as a person would. */
const packs = (...args: string[]) =>
  new Promise<{ code: number; out: string }>((done) =>
    execFile(process.execPath, [join(import.meta.dirname, 'packs.ts'), ...args], (error, stdout, stderr) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, out: stdout + stderr }),
    ),
  );
const folder = mkdtempSync(join(tmpdir(), 'packs-'));
const at = (name: string) => join(folder, name);
const bundled = join(import.meta.dirname, '../public/packs');

test('the bundled packs have no errors', async () => {
  expect(await packs('lint')).toMatchObject({ code: 0, out: expect.stringMatching(/^0 errors/m) });
}, 60_000);

test('signs a publication, and verifies it by the root key alone', async () => {
  const root = (await packs('keys', at('root.json'))).out.split(' ')[2] ?? '';
  await packs('keys', at('key.json'));
  expect(statSync(at('root.json')).mode & 0o777).toBe(0o600);
  expect((await packs('keys', at('root.json'))).code).toBe(1);

  const how = ['--root', at('root.json'), '--key', at('key.json'), '--version', '4', '--publisher', 'Test'];
  const until = (day: string) => ['--expires', day];
  const contacts = ['--contacts', join(bundled, '../contacts')];
  expect(await packs('sign', at('out'), bundled, ...how, ...contacts, ...until('2999-01-01'))).toMatchObject({
    code: 0,
  });
  const verified = await packs('verify', at('out'), '--root', root);
  expect(verified).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^good: Test, version 4, \d+ packs, 21 contacts$/m),
  });

  const stranger = (await packs('keys', at('other.json'))).out.split(' ')[2] ?? '';
  expect(await packs('verify', at('out'), '--root', stranger)).toMatchObject({
    code: 1,
    out: expect.stringMatching(/^packs: keys: is signed by none/),
  });
  const pack = join(at('out'), readdirSync(at('out')).find((name) => name.startsWith('medicines')) ?? '');
  writeFileSync(pack, readFileSync(pack, 'utf8').replace('"danger"', '"note"  '));
  expect(await packs('verify', at('out'), '--root', root)).toMatchObject({
    code: 1,
    out: expect.stringMatching(/is not what was signed/),
  });
  await packs('sign', at('old'), bundled, ...how, ...until('2020-01-01'));
  expect(await packs('verify', at('old'), '--root', root)).toMatchObject({
    code: 1,
    out: expect.stringMatching(/expired on 2020-01-01/),
  });
}, 60_000);

test('says what changed between two sets', async () => {
  const file = join(bundled, 'context.json');
  expect((await packs('diff', file, file)).out).toMatch(/^0 added, 0 changed, 0 removed$/m);
  const { out } = await packs('diff', file, bundled);
  expect(out).toMatch(/^\+ medicines\./m);
}, 60_000);

test.each([[[]], [['nothing']], [['sign']], [['verify']], [['lint', '--what']]])(
  'bad usage: %j',
  async (args) => {
    expect(await packs(...args)).toMatchObject({
      code: 2,
      out: expect.stringMatching(/Usage: npm run packs/),
    });
  },
);
