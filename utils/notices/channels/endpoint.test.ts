import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { noticeBytes } from '../notice.ts';
import { sampleNotice, sampleReceipt, sampleStatus } from '../sample-notice.ts';
import {
  askEndpoint,
  attachAtEndpoint,
  complainToEndpoint,
  complaintBytes,
  discover,
  eraseNotifierAt,
  sendToEndpoint,
} from './endpoint.ts';

const notice = sampleNotice();
const receipt = sampleReceipt();

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A real server on this machine that answers as told; gives its base address. */
async function serving(answer: RequestListener): Promise<string> {
  server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const answering = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  serving((_, response) => response.writeHead(status, headers).end(JSON.stringify(body)));
const problem = (kind: string, status: number | null, fields: unknown[] = []) => ({
  problem: { kind, status, fields },
  retryAfterMs: null,
});

describe('sendToEndpoint', () => {
  test('sends exactly what was previewed, under the notice’s id, without cookies', async () => {
    const heard: { method?: string; url?: string; headers?: Record<string, unknown>; body: string } = {
      body: '',
    };
    const base = await serving(async (request, response) => {
      Object.assign(heard, { method: request.method, url: request.url, headers: request.headers });
      for await (const part of request) heard.body += part;
      response.writeHead(201).end(JSON.stringify(receipt));
    });
    expect(await sendToEndpoint(notice, { base: `${base}/eu/` })).toEqual({ value: receipt });
    expect(heard).toMatchObject({
      method: 'POST',
      url: '/eu/v1/notices',
      headers: { 'content-type': 'application/json', 'idempotency-key': notice.id },
    });
    expect(heard.body).toBe(noticeBytes(notice));
    expect(heard.headers).not.toHaveProperty('cookie');
  });

  test('takes 200 with a receipt as well as 201', async () => {
    expect(await sendToEndpoint(notice, { base: await answering(200, receipt) })).toEqual({ value: receipt });
  });

  test.each([408, 425, 429, 500, 503])('%i is tried again', async (status) => {
    expect(await sendToEndpoint(notice, { base: await answering(status, {}) })).toEqual(
      problem('busy', status),
    );
  });

  test.each([
    ['7', 7_000, 7_000],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0, 0],
    [new Date(Date.now() + 60_000).toUTCString(), 55_000, 61_000],
  ])('heeds Retry-After: %s', async (header, least, most) => {
    const answer = await sendToEndpoint(notice, {
      base: await answering(503, {}, { 'retry-after': header }),
    });
    const { retryAfterMs } = answer as { retryAfterMs: number };
    expect(retryAfterMs).toBeGreaterThanOrEqual(least);
    expect(retryAfterMs).toBeLessThanOrEqual(most);
  });

  test('a Retry-After of nonsense is none', async () => {
    const base = await answering(503, {}, { 'retry-after': 'soon' });
    expect(await sendToEndpoint(notice, { base })).toEqual(problem('busy', 503));
  });

  test('a refusal brings the endpoint’s words on each field', async () => {
    const fields = [{ path: 'explanation', message: 'says too little' }];
    const base = await answering(422, { problem: 'the notice is not complete', fields });
    expect(await sendToEndpoint(notice, { base })).toEqual(problem('refused', 422, fields));
  });

  test.each([
    ['no words', null],
    ['other words', { title: 'no' }],
    ['fields that are none', { fields: [{ path: 1 }] }],
    ['too many words', { fields: [{ path: 'x', message: 'y'.repeat(501) }] }],
    ['hostile keys', JSON.parse('{"__proto__": {"fields": []}}')],
  ])('a refusal with %s is still one', async (_, body) => {
    expect(await sendToEndpoint(notice, { base: await answering(403, body) })).toEqual(
      problem('refused', 403),
    );
  });

  test.each([
    ['no receipt', { thanks: true, number: 'A1B2-C3D4' }],
    ['half a receipt', { ...receipt, secret: '' }],
    ['more than a receipt', { ...receipt, script: '<script>' }],
    ['too much', { ...receipt, next: 'x'.repeat(300_000) }],
    ['nothing', null],
  ])('2xx with %s is a wrong answer', async (_, body) => {
    expect(await sendToEndpoint(notice, { base: await answering(201, body) })).toEqual(
      problem('answer', 201),
    );
  });

  test('an answer without end is not read to the end', async () => {
    let sent = 0;
    const base = await serving((_, response) => {
      response.writeHead(201);
      const more = () => {
        sent += 16_384;
        if (sent < 100e6 && !response.destroyed) response.write('x'.repeat(16_384), more);
      };
      more();
    });
    expect(await sendToEndpoint(notice, { base })).toEqual(problem('answer', 201));
    expect(sent).toBeLessThan(50e6);
  });

  test('does not follow redirects', async () => {
    let followed = false;
    const base = await serving((request, response) => {
      followed ||= request.url === '/elsewhere';
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    expect(await sendToEndpoint(notice, { base })).toEqual(problem('unreachable', null));
    expect(followed).toBe(false);
  });

  test.each<[string, RequestListener]>([
    ['no answer', () => {}],
    ['an answer that does not end', (_, response) => void response.writeHead(201).write('{')],
  ])('gives up on %s', async (_, answer) => {
    const base = await serving(answer);
    expect(await sendToEndpoint(notice, { base }, { timeoutMs: 100 })).toEqual(problem('unreachable', null));
  });

  test.each<[string, RequestListener]>([
    ['a connection that is reset', (request) => void request.socket.resetAndDestroy()],
    [
      'an answer that is cut off',
      (_, response) =>
        void response.writeHead(201, { 'content-length': 999 }).write('{', () => response.destroy()),
    ],
  ])('%s is unreachable', async (_, answer) => {
    expect(await sendToEndpoint(notice, { base: await serving(answer) })).toEqual(
      problem('unreachable', null),
    );
  });

  test('nobody there is unreachable', async () => {
    const base = await answering(201, receipt);
    await new Promise((closed) => server?.close(closed));
    expect(await sendToEndpoint(notice, { base })).toEqual(problem('unreachable', null));
  });

  test.each([
    'http://notices.example',
    'ftp://notices.example',
    'nonsense',
    'https://ada:secret@notices.example',
  ])('sends no name and e-mail to %s', async (base) => {
    const fetch = () => Promise.reject(new Error('was fetched'));
    expect(await sendToEndpoint(notice, { base }, { fetch })).toEqual(
      problem('refused', null, [{ path: 'endpoint', message: 'must be an https address' }]),
    );
  });
});

/** A server that keeps what it heard, and answers everything alike. */
async function hearing(status: number, body: unknown) {
  const heard: { method?: string; url?: string; authorization?: string; type?: string; bytes: number[] }[] =
    [];
  const base = await serving(async (request, response) => {
    const bytes: number[] = [];
    for await (const part of request) bytes.push(...part);
    const { authorization, 'content-type': type } = request.headers;
    heard.push({ method: request.method, url: request.url, authorization, type, bytes });
    response.writeHead(status).end(body === undefined ? undefined : JSON.stringify(body));
  });
  return { base, heard };
}

describe('the rest of the interface', () => {
  const complaint = {
    id: '00000000-0000-4000-8000-000000000099',
    createdAt: '2026-11-26T10:00:00.000Z',
    explanation: 'The listing is still there, word for word.',
    language: 'en',
  };

  test('the token of a trusted flagger goes with a notice, and with nothing else', async () => {
    const { base, heard } = await hearing(201, receipt);
    await sendToEndpoint(notice, { base, token: 'flag-7' });
    await sendToEndpoint(notice, { base });
    expect(heard.map(({ authorization }) => authorization)).toEqual(['Bearer flag-7', undefined]);
  });

  test('a status is asked for with the receipt’s secret', async () => {
    const status = sampleStatus({ state: 'decided' });
    const { base, heard } = await hearing(200, { ...status, later: 'members may be added' });
    expect(await askEndpoint(receipt, { base })).toEqual({ value: status });
    expect(heard).toMatchObject([{ method: 'GET', url: '/v1/notices/r1', authorization: 'Bearer s' }]);
  });

  test.each([
    ['half a status', { id: 'r1', state: 'decided' }],
    ['a state nobody knows', { ...sampleStatus(), state: 'lost' }],
    ['a decision without reasons', { ...sampleStatus(), decision: { outcome: 'acted' } }],
    ['a wait of no time', { ...sampleStatus(), askAgainAfter: 0 }],
    [
      'a script for an address',
      JSON.parse(
        JSON.stringify(sampleStatus({ state: 'decided' })).replace('"url":null', '"url":"javascript:0"'),
      ),
    ],
  ])('%s is a wrong answer', async (_, body) => {
    const { base } = await hearing(200, body);
    expect(await askEndpoint(receipt, { base })).toEqual(problem('answer', 200));
  });

  test('a complaint goes out as it was previewed', async () => {
    const answer = { id: complaint.id, receivedAt: complaint.createdAt, next: 'It is examined.' };
    const { base, heard } = await hearing(201, answer);
    expect(await complainToEndpoint(complaint, receipt, { base })).toEqual({ value: answer });
    expect(heard).toMatchObject([
      {
        method: 'POST',
        url: '/v1/notices/r1/complaints',
        authorization: 'Bearer s',
        type: 'application/json',
      },
    ]);
    expect(Buffer.from(heard[0]?.bytes ?? []).toString()).toBe(complaintBytes(complaint));
  });

  test('the bytes of an attachment, under their hash', async () => {
    const { base, heard } = await hearing(204, undefined);
    const of = { receipt, sha256: 'a'.repeat(64), mediaType: 'application/wacz' };
    expect(await attachAtEndpoint(new Uint8Array([1, 0, 255]), of, { base })).toEqual({ value: null });
    expect(heard).toMatchObject([
      {
        ...{ method: 'PUT', url: `/v1/notices/r1/attachments/${of.sha256}` },
        ...{ authorization: 'Bearer s', type: 'application/wacz', bytes: [1, 0, 255] },
      },
    ]);
  });

  test('who reported is erased', async () => {
    const { base, heard } = await hearing(204, undefined);
    expect(await eraseNotifierAt(receipt, { base })).toEqual({ value: null });
    expect(heard).toMatchObject([
      { method: 'DELETE', url: '/v1/notices/r1/notifier', authorization: 'Bearer s' },
    ]);
  });

  test('an endpoint says who it is, at its base address', async () => {
    const discovery = {
      ...{ interface: 'notice-and-action', version: '1.4.0', languages: ['en'] },
      operator: { name: 'Example', contact: 'notices@example.org' },
      categories: ['STATEMENT_CATEGORY_SCAMS_AND_FRAUD'],
      limits: { bodyBytes: 1, listings: 1, attachmentBytes: 0, noticesPerHour: 1 },
      ...{ publicKey: 'A'.repeat(43), description: '/openapi.json' },
    };
    const { base, heard } = await hearing(200, discovery);
    expect(await discover(`${base}/eu`)).toEqual({ value: discovery });
    expect(heard).toMatchObject([{ method: 'GET', url: '/eu/', authorization: undefined }]);
    const other = await answering(200, { ...discovery, version: '2.0.0' });
    expect(await discover(other)).toEqual(problem('answer', 200));
  });
});
