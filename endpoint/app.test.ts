import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Receipt, receiptSchema } from '../utils/notices/interface.ts';
import { noticeBytes } from '../utils/notices/notice.ts';
import { sampleNotice } from '../utils/notices/sample-notice.ts';
import { createApp } from './app.ts';
import { openStore, type Store } from './store.ts';

const notice = sampleNotice();
let directory: string;
let store: Store;
let app: ReturnType<typeof createApp>;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'notices-'));
  store = openStore(directory);
  app = createApp(store);
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

function post(body: unknown, headers: Record<string, string | undefined> = {}): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const all = { 'content-type': 'application/json', 'idempotency-key': notice.id, ...headers };
  const given = Object.entries(all).filter((header): header is [string, string] => header[1] !== undefined);
  return Promise.resolve(app.request('/v1/notices', { method: 'POST', body: text, headers: given }));
}
const count = () => {
  const db = new DatabaseSync(join(directory, 'notices.sqlite'), { readOnly: true });
  const row = db.prepare('SELECT count(*) AS n FROM notices').get();
  db.close();
  return row?.n;
};

describe('POST /v1/notices', () => {
  test('201 with a receipt and where its status is', async () => {
    const response = await post(noticeBytes(notice));
    expect(response.status).toBe(201);
    const receipt = receiptSchema.parse(await response.json());
    expect(receipt.number).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(receipt.id.startsWith(receipt.number.replace('-', ''))).toBe(true);
    expect(response.headers.get('location')).toBe(`/v1/notices/${receipt.id}`);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test('200 with the same receipt for the same notice, also after a restart', async () => {
    const first = await (await post(notice)).json();
    store.close();
    store = openStore(directory);
    app = createApp(store);
    const again = await post(noticeBytes(notice));
    expect(again.status).toBe(200);
    expect(await again.json()).toEqual(first);
    expect(count()).toBe(1);
  });

  test('twice at once is stored once, in one process and in two', async () => {
    const other = openStore(directory);
    const answers = await Promise.all([
      ...Array.from({ length: 10 }, () => post(notice)),
      ...Array.from({ length: 10 }, () => other.accept(notice)),
    ]);
    other.close();
    const receipts = await Promise.all(
      answers.map(async (answer) => (answer instanceof Response ? await answer.json() : answer) as Receipt),
    );
    expect(new Set(receipts.map(({ id, secret }) => `${id} ${secret}`)).size).toBe(1);
    expect(count()).toBe(1);
  });

  test('409 for another notice under the same id, which changes nothing', async () => {
    const first = await (await post(notice)).json();
    expect((await post({ ...notice, language: 'de' })).status).toBe(409);
    expect((await post({ ...notice, notifier: { ...notice.notifier, name: 'Eve' } })).status).toBe(409);
    expect(await (await post(notice)).json()).toEqual(first);
  });

  test('422 names every field that is bad', async () => {
    const response = await post({
      ...notice,
      explanation: 'Bad.',
      listings: [{ url: 'javascript:alert(1)' }],
      notifier: { name: '', email: 'ada' },
      goodFaith: false,
      law: [{ act: 'GDPR', url: 'x' }],
      extra: 1,
    });
    expect(response.status).toBe(422);
    const { fields } = await response.json();
    expect(fields.map(({ path }: { path: string }) => path).sort()).toEqual([
      'explanation',
      'goodFaith',
      'law.0.url',
      'listings.0.url',
      'notice',
      'notifier.email',
      'notifier.name',
    ]);
    for (const { message } of fields) expect(message).not.toBe('');
    expect(count()).toBe(0);
  });

  test.each([
    ['no idempotency key', undefined],
    ['one that is no UUID', 'x'],
    ['one that is not the id of the notice', '5f0c2f0e-3b53-4d0e-9d7a-2f4f7f0a1c12'],
  ])('422 for %s', async (_, key) => {
    const response = await post(notice, { 'idempotency-key': key });
    expect(response.status).toBe(422);
    expect((await response.json()).fields[0].path).toBe('idempotency-key');
    expect(count()).toBe(0);
  });

  test.each([
    ['{', 400],
    ['', 400],
    ['null', 422],
    ['"text"', 422],
    ['[]', 422],
    ['['.repeat(200_000), 400],
    [`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 422],
    [`{"__proto__":{"x":1},${JSON.stringify(notice).slice(1)}`, 422],
    [JSON.stringify({ ...notice, explanation: 'x'.repeat(2e6) }), 413],
  ])('bad body %#', async (body, status) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    const answer = await response.text();
    expect(JSON.parse(answer)).toMatchObject({ problem: expect.any(String), fields: expect.any(Array) });
    expect(answer.length).toBeLessThan(64 * 1024);
    expect(count()).toBe(0);
  });

  test.each([undefined, 'text/plain', 'application/x-www-form-urlencoded', 'application/json-seq'])(
    '415 for the content type %s',
    async (type) => {
      const body = new TextEncoder().encode(noticeBytes(notice));
      const headers = { 'idempotency-key': notice.id, ...(type && { 'content-type': type }) };
      expect((await app.request('/v1/notices', { method: 'POST', body, headers })).status).toBe(415);
    },
  );

  test('the longest notice there can be is taken', async () => {
    const longest = sampleNotice({
      explanation: 'ß'.repeat(20_000),
      evidence: Array.from({ length: 100 }, () => ({
        listing: 0,
        rule: 'r',
        field: 'f',
        text: '漢'.repeat(2_000),
      })),
    });
    expect((await post(noticeBytes(longest))).status).toBe(201);
  });

  test.each([
    [13, 'database or disk is full', 503],
    [1, 'no such table: notices', 500],
  ])(
    'a store that fails with %i says so, and logs nothing of the notice',
    async (errcode, message, status) => {
      const log = vi.spyOn(console, 'error').mockImplementation(() => {});
      store.accept = () => Promise.reject(Object.assign(new Error(message), { errcode }));
      const response = await post(notice);
      expect(response.status).toBe(status);
      expect(response.headers.get('retry-after')).toBe(status === 503 ? '60' : null);
      expect(await response.text()).not.toContain(message);
      expect(log.mock.calls.join()).toContain(message);
      expect(log.mock.calls.join()).not.toMatch(/Ada|ada@|sildenafil/);
      log.mockRestore();
    },
  );
});

describe('GET /v1/notices/{id}', () => {
  const get = (id: string, authorization?: string) =>
    app.request(`/v1/notices/${id}`, { headers: { ...(authorization && { authorization }) } });

  test('the state, for whom the receipt was given to', async () => {
    const { id, number, receivedAt, secret } = receiptSchema.parse(await (await post(notice)).json());
    const response = await get(id, `Bearer ${secret}`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      id,
      number,
      receivedAt,
      state: 'received',
      next: expect.any(String),
    });
  });

  test('everybody else gets one and the same 404', async () => {
    const mine: Receipt = await (await post(notice)).json();
    const id = '5f0c2f0e-3b53-4d0e-9d7a-2f4f7f0a1c12';
    const theirs: Receipt = await (await post({ ...notice, id }, { 'idempotency-key': id })).json();
    const attempts: [string, string?][] = [
      [mine.id],
      [mine.id, 'Bearer '],
      [mine.id, `Bearer ${theirs.secret}`],
      [mine.id, `Bearer ${mine.secret}x`],
      [mine.id, `Basic ${mine.secret}`],
      [mine.id.toLowerCase(), `Bearer ${mine.secret}`],
      [notice.id, `Bearer ${mine.secret}`],
      ['x'.repeat(10_000), `Bearer ${mine.secret}`],
      ['%E0%A4%A', `Bearer ${mine.secret}`],
      ['nothing', `Bearer ${mine.secret}`],
      ["' OR 1=1 --", 'Bearer x'],
    ];
    const answers = await Promise.all(attempts.map(async (attempt) => (await get(...attempt)).text()));
    expect(new Set(answers).size).toBe(1);
    for (const attempt of attempts) expect((await get(...attempt)).status).toBe(404);
  });
});

describe('the rest of the interface', () => {
  test('describes itself from the schemas', async () => {
    const description = await (await app.request('/openapi.json')).json();
    expect(description.openapi).toBe('3.1.0');
    expect(Object.keys(description.paths)).toEqual(['/v1/notices', '/v1/notices/{id}']);
    expect(Object.keys(description.paths['/v1/notices'].post.responses)).toEqual([
      '200',
      '201',
      '400',
      '409',
      '413',
      '415',
      '422',
      '500',
      '503',
    ]);
    expect(Object.keys(description.components.schemas).sort()).toEqual([
      'Notice',
      'Problem',
      'Receipt',
      'Status',
    ]);
    expect(description.components.schemas.Notice.required).toContain('goodFaith');
  });

  test('says what it is, and that it is well', async () => {
    expect(await (await app.request('/')).json()).toMatchObject({ notices: '/v1/notices' });
    expect((await app.request('/health')).status).toBe(200);
    store.close();
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    expect((await app.request('/health')).status).toBe(500);
    log.mockRestore();
    store = openStore(directory);
  });

  test('404 for what is not there', async () => {
    for (const path of ['/nothing', '/v1/notices/', '/../key', '/.data/key'])
      expect((await app.request(path)).status).toBe(404);
  });

  test('may be called from any page or extension, without credentials', async () => {
    const asked = await app.request('/v1/notices', {
      method: 'OPTIONS',
      headers: {
        origin: 'chrome-extension://abc',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,idempotency-key',
      },
    });
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-origin')).toBe('*');
    expect(asked.headers.get('access-control-allow-headers')).toContain('idempotency-key');
    expect(asked.headers.has('access-control-allow-credentials')).toBe(false);
    const answered = await post(notice);
    expect(answered.headers.get('access-control-expose-headers')).toContain('retry-after');
    expect(answered.headers.has('set-cookie')).toBe(false);
  });
});

describe('openStore', () => {
  test('keeps who reported apart, and no secret at all', async () => {
    const { secret }: Receipt = await (await post(notice)).json();
    const db = new DatabaseSync(join(directory, 'notices.sqlite'));
    const tables = (name: string) => JSON.stringify(db.prepare(`SELECT * FROM ${name}`).all());
    expect(tables('notices')).not.toMatch(/Ada Example|ada@example/);
    expect(tables('notifiers')).toContain('ada@example.org');
    expect(tables('notices') + tables('notifiers')).not.toContain(secret);
    db.exec('DELETE FROM notifiers');
    db.close();
    expect((await post(notice)).status).toBe(200);
  });

  test('leaves nothing in its directory but the database and the key', () => {
    expect(readdirSync(directory).filter((name) => !name.startsWith('notices.sqlite'))).toEqual(['key']);
    expect(readFileSync(join(directory, 'key'))).toHaveLength(32);
  });

  test('refuses a damaged key and a database of a newer version', () => {
    const db = new DatabaseSync(join(directory, 'notices.sqlite'));
    db.exec('PRAGMA user_version = 99');
    db.close();
    expect(() => openStore(directory)).toThrow('newer version (99)');
    writeFileSync(join(directory, 'key'), 'short');
    expect(() => openStore(directory)).toThrow('32 bytes');
  });
});
