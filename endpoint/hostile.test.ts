import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { remove, temporaryFolder } from '../tests/browsers/processes.ts';
import { onEachDatabase } from '../tests/servers/each-database.ts';
import { noticeBytes } from '../utils/notices/notice.ts';
import { sampleNotice } from '../utils/notices/sample-notice.ts';
import { openTestEndpoint, type TestEndpoint } from './test-endpoint.ts';
import { endServer, startServer, type TestProcess } from './test-process.ts';

/** What OWASP's lists have for such a server, each tried against the real thing. */
const notice = sampleNotice();
const key = { 'idempotency-key': notice.id };

onEachDatabase('hostile bodies', (emptyDatabase) => {
  let at: TestEndpoint;
  beforeEach(async () => {
    at = await openTestEndpoint(await emptyDatabase());
  });
  afterEach(() => at.close());

  test.each([
    ['half an object', '{', 400],
    ['nothing', '', 400],
    ['null', 'null', 422],
    ['a text', '"text"', 422],
    ['a list', '[]', 422],
    ['a number without end', '9'.repeat(500_000), 422],
    ['depth without end', '['.repeat(200_000), 400],
    ['depth', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 422],
    ['a hundred thousand keys', `{${Array.from({ length: 50_000 }, (_, n) => `"${n}":0`).join()}}`, 422],
    ['the same key twice', `{"id":"x",${JSON.stringify(notice).slice(1)}`, 201],
    ['a prototype', `{"__proto__":{"isAdmin":1},${JSON.stringify(notice).slice(1)}`, 422],
    ['a constructor', `{"constructor":{"prototype":{"isAdmin":1}},${JSON.stringify(notice).slice(1)}`, 422],
    ['two megabytes', JSON.stringify({ ...notice, explanation: 'x'.repeat(2e6) }), 413],
  ])('%s', async (_, body, status) => {
    const began = performance.now();
    const response = await at.post(body, key);
    expect(response.status).toBe(status);
    const answer = await response.text();
    expect(answer.length).toBeLessThan(64 * 1024);
    if (status >= 400)
      expect(JSON.parse(answer)).toMatchObject({ problem: expect.any(String), fields: expect.any(Array) });
    expect('isAdmin' in {}).toBe(false);
    expect(await at.count()).toBe(status === 201 ? 1 : 0);
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  test('bytes that are not UTF-8 are refused, not repaired', async () => {
    const body = Buffer.concat([
      Buffer.from(noticeBytes(notice).slice(0, -3)),
      Buffer.from([0xff, 0xfe, 0x7d]),
    ]);
    const headers = { ...key, 'content-type': 'application/json' };
    expect((await at.ask('/v1/notices', { method: 'POST', headers, body })).status).toBe(400);
  });

  test.each([
    `'; DROP TABLE notices; --`,
    `" OR "1"="1`,
    '$1); SELECT pg_sleep(10); --',
    '\\',
    '%',
    '{{7*7}}<script>alert(1)</script>',
  ])('%s is text wherever it stands', async (text) => {
    const injected = sampleNotice({
      explanation: `${text} ${'and so on '.repeat(10)}.`,
      notifier: { name: text, email: 'ada@example.org' },
      listings: [
        { url: `https://shop.example/?${text}`, marketplace: text, id: text, title: text, variant: text },
      ],
      evidence: [{ listing: 0, rule: text, field: text, text }],
    });
    const receipt = await at.receipt(injected);
    const row = await at.endpoint.database.db
      .selectFrom('notices')
      .innerJoin('notifiers', 'notifiers.notice', 'notices.id')
      .select(['notices.content', 'notifiers.content as notifier'])
      .executeTakeFirstOrThrow();
    expect({ ...JSON.parse(row.content), notifier: JSON.parse(row.notifier) }).toEqual(injected);
    const asked = encodeURIComponent(text);
    for (const path of [`/v1/notices/${asked}`, `/v1/notices/${receipt.id}/attachments/${asked}`])
      expect(
        (await at.ask(path, { headers: { authorization: `Bearer ${text}` } })).status,
      ).toBeGreaterThanOrEqual(404);
    expect(await at.count()).toBe(1);
  });

  test('a receipt cannot be guessed: no order, no two alike, and none of it in another', async () => {
    const receipts = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        at.receipt(sampleNotice({ id: `5f0c2f0e-3b53-4d0e-9d7a-${String(n).padStart(12, '0')}` })),
      ),
    );
    for (const part of ['id', 'number', 'secret', 'signature'] as const)
      expect(new Set(receipts.map((receipt) => receipt[part])).size).toBe(200);
    const ids = receipts.map(({ id }) => id);
    expect(ids).not.toEqual(ids.toSorted());
    expect(ids.every((id) => /^[0-9A-HJKMNP-TV-Z]{26}$/.test(id))).toBe(true);
    expect(receipts.every(({ secret }) => Buffer.from(secret, 'base64url').length === 32)).toBe(true);
  });

  test('what was sent before, sent again by somebody else, stores nothing and changes nothing', async () => {
    const first = await at.receipt(notice);
    const replayed = await at.post(noticeBytes(notice), key, '198.51.100.99');
    expect(replayed.status).toBe(200);
    expect(await replayed.json()).toEqual(first);
    expect((await at.post({ ...notice, listings: [{ url: 'https://other.example/' }] })).status).toBe(409);
    const trail = await at.endpoint.database.db.selectFrom('audit_trail').select('event').execute();
    expect(trail.map(({ event }) => event).sort()).toEqual(['case.opened', 'notice.received']);
  });
});

describe('hostile connections', () => {
  let directory: string;
  let server: TestProcess;
  beforeAll(async () => {
    directory = temporaryFolder('hostile');
    server = await startServer({ DATA_DIR: directory });
  });
  afterAll(async () => {
    await endServer(server.child, 'SIGTERM');
    await remove(directory);
  });

  /** Sends bytes as they are and gives all that comes back until the server closes. */
  async function raw(text: string, more: (socket: Socket) => void = () => {}): Promise<string> {
    const socket = connect(Number(new URL(server.base).port), '127.0.0.1');
    let heard = '';
    socket.setEncoding('latin1');
    socket.on('data', (data) => (heard += data));
    socket.on('error', () => {});
    socket.write(text, 'latin1');
    more(socket);
    await new Promise((closed) => socket.once('close', closed));
    return heard;
  }
  const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
  const head = (...lines: string[]) =>
    [
      'POST /v1/notices HTTP/1.1',
      'host: x',
      'content-type: application/json',
      `idempotency-key: ${notice.id}`,
    ]
      .concat(lines, '', '')
      .join('\r\n');

  test.each([
    ['two lengths', head('content-length: 5', 'content-length: 6', 'connection: close')],
    ['a length and chunks', head('content-length: 5', 'transfer-encoding: chunked', 'connection: close')],
    ['chunks under a false name', head('transfer-encoding: xchunked', 'connection: close')],
    ['a length below nothing', head('content-length: -1', 'connection: close')],
    ['a chunk that lies', `${head('transfer-encoding: chunked', 'connection: close')}zz\r\n`],
    ['a line that breaks out', head('x: a\nset-cookie: b', 'connection: close')],
    ['no host', 'GET / HTTP/1.1\r\nconnection: close\r\n\r\n'],
    ['a path with a NUL', 'GET /\0 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n'],
  ])('%s is refused, and the server lives', async (_, request) => {
    expect(statusOf(await raw(request))).toBe(400);
    expect((await fetch(`${server.base}/health`)).status).toBe(200);
  });

  test('a head without end is cut off', async () => {
    expect(statusOf(await raw(head(`x: ${'y'.repeat(100_000)}`)))).toBe(431);
  });

  test('a body longer than it may be is refused by its length, unread', async () => {
    expect(statusOf(await raw(head('content-length: 99999999', 'connection: close')))).toBe(413);
  });

  test('a body in chunks is refused where it becomes too long', async () => {
    const answer = await raw(head('transfer-encoding: chunked', 'connection: close'), (socket) => {
      const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
      const more = (error?: Error | null) => {
        if (!error && !socket.destroyed) socket.write(chunk, (failed) => void setImmediate(more, failed));
      };
      more();
    });
    // It ends although the body never does: with the answer, or with the reset that overtook it.
    expect([413, 0]).toContain(statusOf(answer));
    expect((await fetch(`${server.base}/health`)).status).toBe(200);
  });

  test('a slow head and a slow body are given up on, and keep nobody else waiting', {
    timeout: 60_000,
  }, async () => {
    const trickle = (socket: Socket, text: string) => {
      const timer = setInterval(() => socket.write(text), 500);
      socket.once('close', () => clearInterval(timer));
    };
    const slow = [
      raw('GET / HTTP/1.1\r\nhost: x\r\n', (socket) => trickle(socket, 'x: y\r\n')),
      raw(head('content-length: 5000'), (socket) => trickle(socket, ' ')),
      raw(head('transfer-encoding: chunked'), (socket) => trickle(socket, '1\r\n \r\n')),
    ];
    const began = performance.now();
    const body = noticeBytes(notice);
    const length = Buffer.byteLength(body);
    const quick = await raw(
      head(`content-length: ${length}`, 'connection: close') + Buffer.from(body).toString('latin1'),
    );
    expect(statusOf(quick)).toBe(201);
    expect(performance.now() - began).toBeLessThan(5_000);
    for (const answer of await Promise.all(slow)) expect(statusOf(answer)).toBe(408);
  });

  test('no cookie, no credential and no other site changes anything', async () => {
    const response = await fetch(`${server.base}/v1/notices`, {
      method: 'POST',
      headers: { origin: 'https://evil.example', cookie: 'session=x', 'content-type': 'text/plain' },
      body: noticeBytes(notice),
    });
    expect(response.status).toBe(415);
    expect(response.headers.has('access-control-allow-credentials')).toBe(false);
    expect(response.headers.has('set-cookie')).toBe(false);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    for (const name of ['server', 'x-powered-by']) expect(response.headers.has(name)).toBe(false);
  });
});
