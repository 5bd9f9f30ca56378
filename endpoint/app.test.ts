import { hash, verify } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { onEachDatabase } from '../tests/servers/each-database.ts';
import {
  discoverySchema,
  receiptSchema,
  receiptStatement,
  statusSchema,
} from '../utils/notices/interface.ts';
import { noticeBytes } from '../utils/notices/notice.ts';
import { sampleNotice } from '../utils/notices/sample-notice.ts';
import { firstBreak } from './audit-trail.ts';
import { Unavailable } from './database/failures.ts';
import { openTestEndpoint, type TestEndpoint } from './test-endpoint.ts';

const notice = sampleNotice();
const another = (id: string) => sampleNotice({ id });
const OTHER_ID = '5f0c2f0e-3b53-4d0e-9d7a-2f4f7f0a1c12';

onEachDatabase('the HTTP interface', (emptyDatabase) => {
  let url: string | undefined;
  let at: TestEndpoint;
  const text = noticeBytes(notice);
  const key = { 'idempotency-key': notice.id };

  beforeEach(async () => {
    url = await emptyDatabase();
    at = await openTestEndpoint(url);
  });
  afterEach(() => at.close());

  describe('POST /v1/notices', () => {
    test('201 with a receipt and where its status is', async () => {
      const response = await at.post(text, key);
      expect(response.status).toBe(201);
      const receipt = receiptSchema.parse(await response.json());
      expect(receipt.number).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
      expect(receipt.id.startsWith(receipt.number.replace('-', ''))).toBe(true);
      expect(response.headers.get('location')).toBe(`/v1/notices/${receipt.id}`);
      expect(response.headers.get('cache-control')).toBe('no-store');
    });

    test('the receipt is signed, over the bytes that came, with the key the discovery names', async () => {
      const receipt = await at.receipt(notice);
      expect(receipt.sha256).toBe(hash('sha256', text));
      const { publicKey } = discoverySchema.parse(await (await at.ask('/')).json());
      const jwk = { kty: 'OKP', crv: 'Ed25519', x: publicKey };
      const signature = Buffer.from(receipt.signature, 'base64url');
      const signed = (statement: string) =>
        verify(null, Buffer.from(statement), { key: jwk, format: 'jwk' }, signature);
      expect(signed(receiptStatement(receipt))).toBe(true);
      expect(signed(receiptStatement({ ...receipt, sha256: hash('sha256', 'x') }))).toBe(false);
    });

    test('200 with the same receipt for the same notice, also written otherwise and after a restart', async () => {
      const first = await at.receipt(notice);
      await at.endpoint.close();
      at = await openTestEndpoint(url, {}, at.directory);
      const again = await at.post(notice);
      expect(again.status).toBe(200);
      expect(await again.json()).toEqual(first);
      expect(await at.count()).toBe(1);
    });

    test('twice at once is stored once, in one process and in two', async () => {
      const other = await openTestEndpoint(url, {}, at.directory);
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, n) => (n % 2 ? at : other).post(text, key)),
      );
      await other.endpoint.close();
      const receipts = await Promise.all(answers.map((answer) => answer.json()));
      expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
      expect(await at.count()).toBe(1);
    });

    test('409 for another notice under the same id, which changes nothing', async () => {
      const first = await at.receipt(notice);
      expect((await at.post({ ...notice, language: 'de' })).status).toBe(409);
      expect((await at.post({ ...notice, notifier: { ...notice.notifier, name: 'Eve' } })).status).toBe(409);
      expect(await at.receipt(notice)).toEqual(first);
    });

    test('422 names every field that is bad', async () => {
      const response = await at.post({
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
        'body',
        'explanation',
        'goodFaith',
        'law.0.url',
        'listings.0.url',
        'notifier.email',
        'notifier.name',
      ]);
      for (const { message } of fields) expect(message).not.toBe('');
      expect(await at.count()).toBe(0);
    });

    test.each([
      ['no idempotency key', undefined],
      ['one that is no UUID', 'x'],
      ['one that is not the id of the notice', OTHER_ID],
    ])('422 for %s', async (_, key) => {
      const response = await at.post(notice, { 'idempotency-key': key });
      expect(response.status).toBe(422);
      expect((await response.json()).fields[0].path).toBe('idempotency-key');
      expect(await at.count()).toBe(0);
    });

    test.each([undefined, 'text/plain', 'application/x-www-form-urlencoded', 'application/json-seq'])(
      '415 for the content type %s',
      async (type) => {
        const body = new TextEncoder().encode(text);
        const headers = { ...key, ...(type && { 'content-type': type }) };
        expect((await at.ask('/v1/notices', { method: 'POST', body, headers })).status).toBe(415);
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
        listings: Array.from({ length: 50 }, (_, n) => ({ url: `https://shop.example/${n}` })),
      });
      expect((await at.post(noticeBytes(longest), key)).status).toBe(201);
    });

    test('what no text column takes is kept letter for letter', async () => {
      const odd = sampleNotice({
        explanation: `A NUL \u0000 and half of a pair \ud800 in a sentence that is long enough.`,
        notifier: { name: 'Ada\u0000\udc00', email: 'ada@example.org' },
        listings: [{ url: 'https://shop.example/\u0000\ud800?utm_source=x', title: '\u0000' }],
      });
      await at.receipt(odd);
      const row = await at.endpoint.database.db
        .selectFrom('notices')
        .select('content')
        .executeTakeFirstOrThrow();
      const { notifier, ...content } = odd;
      expect(JSON.parse(row.content)).toEqual(content);
      expect((await at.post(odd)).status).toBe(200);
    });

    test.each([
      [new Unavailable('too many wait'), 503],
      [Object.assign(new Error('no such table: notices'), { code: '42P01' }), 500],
    ])('a database that fails with %s says so, and logs nothing of the notice', async (error, status) => {
      const log = vi.spyOn(console, 'error').mockImplementation(() => {});
      at.endpoint.intake.accept = () => Promise.reject(error);
      const response = await at.post(notice);
      expect(response.status).toBe(status);
      expect(response.headers.get('retry-after')).toBe(status === 503 ? '30' : null);
      expect(await response.text()).not.toContain(error.message);
      expect(log.mock.calls.join()).toContain(error.message);
      expect(log.mock.calls.join()).not.toMatch(/Ada|ada@|sildenafil|192\.0\.2/);
      log.mockRestore();
    });
  });

  describe('GET /v1/notices/{id}', () => {
    const get = (id: string, authorization?: string) =>
      at.ask(`/v1/notices/${id}`, { headers: { ...(authorization && { authorization }) } });

    test('the state, for whom the receipt was given to', async () => {
      const { id, number, receivedAt, secret } = await at.receipt(notice);
      const response = await get(id, `Bearer ${secret}`);
      expect(response.status).toBe(200);
      expect(statusSchema.parse(await response.json())).toMatchObject({
        id,
        number,
        receivedAt,
        updatedAt: receivedAt,
        state: 'received',
        decision: null,
        complaint: null,
      });
    });

    test('everybody else gets one and the same 404, whatever they ask for', async () => {
      const mine = await at.receipt(notice);
      const theirs = await at.receipt(another(OTHER_ID));
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
      const answers = await Promise.all(attempts.map((attempt) => get(...attempt)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
      expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
      for (const [method, rest] of [
        ['DELETE', '/notifier'],
        ['POST', '/complaints'],
        ['PUT', '/webhook'],
        ['PUT', `/attachments/${'0'.repeat(64)}`],
      ] as const) {
        const headers = { authorization: `Bearer ${theirs.secret}` };
        expect((await at.ask(`/v1/notices/${mine.id}${rest}`, { method, headers })).status).toBe(404);
      }
    });
  });

  describe('what is kept', () => {
    test('who reported apart, no secret and no address at all', async () => {
      const { secret } = await at.receipt(notice);
      const { db } = at.endpoint.database;
      const all = async (table: Parameters<typeof db.selectFrom>[0]) =>
        JSON.stringify(
          await db
            .selectFrom(table as 'notices')
            .selectAll()
            .execute(),
        );
      expect(await all('notices')).not.toMatch(/Ada Example|ada@example/);
      expect(await all('notifiers')).toContain('ada@example.org');
      const rest = await Promise.all(
        (['notices', 'notifiers', 'listings', 'audit_trail', 'buckets', 'agreements'] as const).map(all),
      );
      expect(rest.join()).not.toContain(secret);
      expect(rest.join()).not.toContain('192.0.2');
    });

    test('listings by what makes them the same, and an unbroken trail', async () => {
      const listings = [
        {
          url: 'https://www.aliexpress.com/item/1005001.html?spm=1',
          marketplace: 'aliexpress',
          id: '1005001',
        },
        { url: 'https://shop.example/a?utm_source=x&id=1#top' },
      ];
      await at.receipt(sampleNotice({ listings }));
      await at.receipt(another(OTHER_ID));
      const rows = await at.endpoint.database.db.selectFrom('listings').selectAll().execute();
      expect(rows.map(({ url }) => url).sort()).toEqual([
        'https://shop.example/a?id=1',
        'https://www.aliexpress.com/item/1005001.html',
        'https://www.aliexpress.com/item/1005001.html',
      ]);
      expect(new Set(rows.map((row) => row.listing_key)).size).toBe(2);
      expect(await firstBreak(at.endpoint.database.db)).toBe(null);
    });
  });

  describe('the rest of the interface', () => {
    test('describes itself from the schemas', async () => {
      const description = await (await at.ask('/openapi.json')).json();
      expect(description.openapi).toBe('3.1.0');
      expect(Object.keys(description.paths).sort()).toEqual([
        '/',
        '/health',
        '/ready',
        '/v1/notices',
        '/v1/notices/{id}',
        '/v1/notices/{id}/attachments/{sha256}',
        '/v1/notices/{id}/complaints',
        '/v1/notices/{id}/notifier',
        '/v1/notices/{id}/webhook',
      ]);
      expect(Object.keys(description.paths['/v1/notices'].post.responses)).toEqual([
        '200',
        '201',
        '400',
        '401',
        '408',
        '409',
        '413',
        '415',
        '422',
        '429',
        '500',
        '503',
      ]);
      expect(description.components.schemas.Notice.required).toContain('goodFaith');
    });

    test('says who runs it and what it takes', async () => {
      const discovery = discoverySchema.parse(await (await at.ask('/')).json());
      expect(discovery.limits).toMatchObject({
        bodyBytes: 1024 * 1024,
        listings: 50,
        noticesPerHour: 100_000,
      });
      expect((await at.ask(`/${discovery.description}`)).status).toBe(200);
    });

    test('lives, and is ready until it stops or the database is gone', async () => {
      expect((await at.ask('/health')).status).toBe(200);
      expect((await at.ask('/ready')).status).toBe(200);
      at.endpoint.stopping = true;
      expect((await at.ask('/ready')).status).toBe(503);
      at.endpoint.stopping = false;
      const log = vi.spyOn(console, 'error').mockImplementation(() => {});
      await at.endpoint.database.close();
      expect((await at.ask('/ready')).status).toBeGreaterThanOrEqual(500);
      expect((await at.ask('/health')).status).toBe(200);
      log.mockRestore();
    });

    test('404 for what is not there, 405 for what cannot be done there', async () => {
      for (const path of ['/nothing', '/v1/notices/', '/../key', '/.data/key', '/v1/notices/%2e%2e/key'])
        expect((await at.ask(path)).status).toBe(404);
      const response = await at.ask('/v1/notices', { method: 'DELETE' });
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe('POST');
    });

    test('may be called from any page or extension, without credentials', async () => {
      const asked = await at.ask('/v1/notices', {
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
      const answered = await at.post(notice);
      expect(answered.headers.get('access-control-expose-headers')).toContain('retry-after');
      expect(answered.headers.has('set-cookie')).toBe(false);
    });

    test('counts what it does, without saying for whom', async () => {
      const { id, secret } = await at.receipt(notice);
      await at.ask(`/v1/notices/${id}`, { headers: { authorization: `Bearer ${secret}` } });
      const text = await at.endpoint.metrics.registry.metrics();
      expect(text).toContain('notices_total{outcome="stored"} 1');
      expect(text).toContain('route="/v1/notices/:id",status="200"');
      expect(text).not.toContain(id);
    });
  });

  describe('keys', () => {
    test('a damaged key is refused, and another key than the database’s', async () => {
      const path = join(at.directory, 'key');
      expect(readFileSync(path)).toHaveLength(32);
      expect(readdirSync(at.directory).filter((name) => !name.startsWith('notices.sqlite'))).toEqual(['key']);
      writeFileSync(path, 'x'.repeat(32));
      await expect(openTestEndpoint(url, {}, at.directory)).rejects.toThrow('another key');
      writeFileSync(path, 'short');
      await expect(openTestEndpoint(url, {}, at.directory)).rejects.toThrow('32 bytes');
    });
  });
});
