import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const KEYS = ['id', 'url', 'page', 'listing', 'cards', 'findings', 'reading', 'error'];
const page = (title: string) =>
  `<html><head><script type="application/ld+json">${JSON.stringify({
    '@type': 'Product',
    name: title,
    offers: { price: '5.00', priceCurrency: 'EUR' },
  })}</script></head><body><h1>${title}</h1></body></html>`;
const line = (id: unknown, title = `Kettle ${id}`) =>
  JSON.stringify({ id, url: `https://shop.example/p/${id}`, html: page(title) });

interface Run {
  code: number | null;
  rows: Record<string, unknown>[];
  stderr: string;
}

/** Runs the filter as a person would, feeding it `input`. */
function audit(args: string[], input: string | Buffer | Iterable<string>): Promise<Run> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'audit.ts'), ...args]);
  let out = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  child.stdin.on('error', () => {});
  (async () => {
    if (typeof input === 'string' || Buffer.isBuffer(input)) child.stdin.write(input);
    else
      for (const part of input)
        if (!child.stdin.write(part)) await new Promise((go) => child.stdin.once('drain', go));
    child.stdin.end();
  })();
  return new Promise((done) =>
    child.on('close', (code) =>
      done({
        code,
        rows: out
          .split('\n')
          .filter(Boolean)
          .map((text) => JSON.parse(text)),
        stderr,
      }),
    ),
  );
}

const folder = mkdtempSync(join(tmpdir(), 'audit-'));

test('one line out for each line in, in order, whatever is wrong with some', async () => {
  const bad = [
    ['{', /^line 2: not JSON/],
    ['', /^line 3: not JSON/],
    ['[1]', /^line 4: not JSON/],
    ['{"id": 5}', /^line 5: must have one of/],
    ['{"id": 6, "html": "<p>"}', /^line 6: "url" must be/],
    ['{"id": 7, "url": "javascript:x", "html": "<p>"}', /^line 7: "url" must be/],
    ['{"id": 8, "url": "https://x.example", "html": 5}', /^line 8: "html" must be a string/],
    [
      '{"id": 9, "listing": {"url": "https://x.example", "price": {"amount": 5, "currency": "EUR"}}}',
      /^line 9: listing\.price\.amount: /,
    ],
    ['{"id": 10, "listing": {"title": "x"}}', /^line 10: listing\.url: /],
    [
      '{"id": 11, "url": "https://www.aliexpress.com/item/1.html", "html": "<p>slide to verify</p>"}',
      /^line 11: could not read/,
    ],
    [
      `{"id": ${'['.repeat(100_000)}${']'.repeat(100_000)}, "url": "https://x.example", "html": "<p>"}`,
      /^line 12: /,
    ],
  ] as const;
  const { code, rows } = await audit(
    ['--no-findings', '--jobs', '2'],
    `${[line(1), ...bad.map(([text]) => text), line('last')].join('\n')}\n`,
  );
  expect(code).toBe(0);
  expect(rows).toHaveLength(bad.length + 2);
  for (const row of rows) expect(Object.keys(row)).toEqual(KEYS);
  expect(rows[0]).toMatchObject({
    id: 1,
    page: 'product',
    listing: { title: 'Kettle 1', price: { amount: '5.00', currency: 'EUR' } },
    findings: [],
    error: null,
  });
  expect(rows.at(-1)).toMatchObject({ id: 'last', error: null });
  for (const [n, [, error]] of bad.entries())
    expect(rows[n + 1]).toMatchObject({ listing: null, error: expect.stringMatching(error) });
}, 30_000);

test('files are read in the order given, each page by the address it tells', async () => {
  const save = (name: string, html: string) => {
    const file = join(folder, name);
    writeFileSync(file, html);
    return file;
  };
  const page = (head: string) =>
    `<html><head>${head}<script type="application/ld+json">{"@type": "Product", "name": "Kettle", "offers": {"price": "5", "priceCurrency": "EUR"}}</script></head><body><h1>Kettle</h1></body></html>`;
  const files = [
    save('canonical.html', page('<link rel="canonical" href="https://shop.example/p/1">')),
    save('shared.html', page('<meta property="og:url" content="https://shop.example/p/2">')),
    save('lines.ndjson', `${line('a')}\n\n`),
    save(
      'saved.html',
      `<!-- saved from url=(0024)https://shop.example/p/3 -->${page('<link rel="canonical" href="/p/4">')}`,
    ),
    save('silent.html', page('<link rel=canonical href="javascript:x">')),
    join(folder, 'missing.html'),
  ];
  const { code, rows } = await audit(['--no-findings', '--jobs', '2', ...files], '');
  expect(code).toBe(0);
  expect(rows.map(({ id, url }) => [id, url])).toEqual([
    [files[0], 'https://shop.example/p/1'],
    [files[1], 'https://shop.example/p/2'],
    ['a', expect.any(String)],
    [null, null],
    [files[3], 'https://shop.example/p/3'],
    [files[4], null],
    [files[5], null],
  ]);
  expect(rows.map(({ error }) => error)).toEqual([
    null,
    null,
    null,
    `${files[2]} line 2: not JSON`,
    null,
    `${files[4]}: tells no address; give it with --url`,
    expect.stringMatching(/missing\.html: ENOENT/),
  ]);
  expect(rows[0]).toMatchObject({ page: 'product', listing: { title: 'Kettle' } });
  for (const row of rows) expect(Object.keys(row)).toEqual(KEYS);

  const given = await audit(['--no-findings', '--url', 'https://shop.example/p/5', files[4] as string], '');
  expect(given.rows).toMatchObject([
    { url: 'https://shop.example/p/5', listing: { title: 'Kettle' }, error: null },
  ]);
}, 30_000);

test('a listing is taken as it is, nulls and all', async () => {
  const listing = { url: 'https://x.example/1', title: 'Kettle', brand: null };
  const { rows } = await audit(['--no-findings'], `${JSON.stringify({ id: 'a', listing })}`);
  expect(rows).toEqual([
    {
      id: 'a',
      url: 'https://x.example/1',
      page: 'product',
      listing,
      cards: [],
      findings: [],
      reading: null,
      error: null,
    },
  ]);
}, 30_000);

test('the order holds over many lines, whatever their size', async () => {
  const { code, rows } = await audit(
    ['--no-findings', '--jobs', '3'],
    (function* () {
      for (let n = 0; n < 3_000; n++) yield `${line(n, n % 7 ? 'Kettle' : `Kettle ${'x'.repeat(20_000)}`)}\n`;
    })(),
  );
  expect(code).toBe(0);
  expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 3_000 }, (_, n) => n));
}, 60_000);

test('"\\r", "\\u2028" and very long lines do not split or join lines', async () => {
  const { rows } = await audit(
    ['--no-findings'],
    `${line(1, 'a\u2028b')}\r\n${line(2, 'y'.repeat(9_000_000))}\n${line(3)}`,
  );
  expect(rows.map(({ id, error }) => [id, error])).toEqual([
    [1, null],
    [2, null],
    [3, null],
  ]);
}, 60_000);

test('answers a line before the next one comes', async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'audit.ts'), '--no-findings']);
  for (const id of [1, 2, 3]) {
    child.stdin.write(`${line(id)}\n`);
    const answer = await new Promise<Buffer>((go) => child.stdout.once('data', go));
    expect(JSON.parse(String(answer))).toMatchObject({ id, error: null });
  }
  child.kill();
}, 30_000);

writeFileSync(join(folder, 'broken.json'), '{"id": "x", "version": 0}');
writeFileSync(join(folder, 'text.json'), 'not json');
test.each([
  [['--job', '2'], /unknown option: --job/],
  [['page.txt'], /cannot tell from its name/],
  [['--url', 'shop.example'], /--url takes an absolute/],
  [['--jobs', '0'], /--jobs takes a whole number/],
  [['--jobs'], /--jobs takes a whole number/],
  [['--packs'], /--packs takes at least one path/],
  [['--packs', join(folder, 'none.json')], /none\.json/],
  [['--packs', join(folder, 'broken.json')], /broken\.json: .*version/],
  [['--packs', join(folder, 'text.json')], /text\.json: .*JSON/],
] as const)(
  'bad usage: %j',
  async (args, message) => {
    const { code, rows, stderr } = await audit([...args], line(1));
    expect(code).toBe(2);
    expect(rows).toEqual([]);
    expect(stderr).toMatch(message);
  },
  30_000,
);

test('input that cannot be read ends it with 1', async () => {
  const stdin = openSync(tmpdir(), 'r');
  const child = spawn(process.execPath, [join(import.meta.dirname, 'audit.ts'), '--no-findings'], {
    stdio: [stdin, 'ignore', 'ignore'],
  });
  expect(await new Promise((done) => child.on('close', done))).toBe(1);
  closeSync(stdin);
}, 30_000);

test('output that nobody takes any more ends it with 1', async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'audit.ts'), '--no-findings']);
  child.stdin.on('error', () => {});
  child.stdout.destroy();
  const code = new Promise((done) => child.on('close', done));
  const feed = setInterval(() => child.stdin.write(`${line(1)}\n`), 20);
  expect(await code).toBe(1);
  clearInterval(feed);
}, 30_000);
