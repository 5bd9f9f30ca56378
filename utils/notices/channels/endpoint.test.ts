import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { noticeBytes } from '../notice.ts';
import { sampleNotice, sampleReceipt } from '../sample-notice.ts';
import { sendToEndpoint } from './endpoint.ts';

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
