import { generateKeyPairSync, sign, verify } from 'node:crypto';
import type { LookupAddress, lookup as systemLookup } from 'node:dns';
import { createServer as createPlainServer } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { checkedLookup, isLoopbackAddress, isPublicAddress } from './public-address.ts';
import { postWebhook, type WebhookSettings, webhookStatement } from './webhook.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const body = JSON.stringify({ state: 'decided', reasons: 'Größe “ä”' });

let server: Server;
let port: number;
let ca: string;
let heard: { method: string; url: string; headers: Record<string, unknown>; body: string }[];
let answer: (
  path: string,
  end: (status: number, headers?: Record<string, string>, body?: string) => void,
) => void;

beforeAll(async () => {
  const pem = await generate([{ name: 'commonName', value: 'localhost' }], {
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 2, value: 'name.example' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  ca = pem.cert;
  server = createServer({ key: pem.private, cert: pem.cert }, (request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk) => (text += chunk));
    request.on('end', () => {
      heard.push({
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: text,
      });
      answer(request.url ?? '', (status, headers = {}, out = '') =>
        response.writeHead(status, headers).end(out),
      );
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  heard = [];
  answer = (_path, end) => end(204);
});

const settings = (more: Partial<WebhookSettings> = {}): WebhookSettings => ({
  sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64url'),
  ca,
  ...more,
});
const here = (path = '/hook') => `https://localhost:${port}${path}`;
const loopbackToo = (ip: string) => isPublicAddress(ip) || isLoopbackAddress(ip);

describe('postWebhook', () => {
  test('posts the body, signed for this address and this time', async () => {
    expect(await postWebhook(here('/hook?a=1'), body, settings({ allowLoopback: true }))).toEqual({
      ok: true,
    });
    expect(heard).toHaveLength(1);
    const [call] = heard;
    expect(call).toMatchObject({ method: 'POST', url: '/hook?a=1', body });
    expect(call?.headers['content-type']).toBe('application/json');
    const [, sentAt = '', signature = ''] =
      /^t=(\S+), ed25519=([\w-]{86})$/.exec(String(call?.headers['notice-signature'])) ?? [];
    expect(Math.abs(Date.now() - Date.parse(sentAt))).toBeLessThan(60_000);
    const holds = (url: string, at: string, text: string) =>
      verify(
        null,
        Buffer.from(webhookStatement(url, at, text)),
        publicKey,
        Buffer.from(signature, 'base64url'),
      );
    expect(holds(here('/hook?a=1'), sentAt, body)).toBe(true);
    expect(holds(here('/other'), sentAt, body)).toBe(false);
    expect(holds(here('/hook?a=1'), '2020-01-01T00:00:00.000Z', body)).toBe(false);
    expect(holds(here('/hook?a=1'), sentAt, `${body} `)).toBe(false);
  });

  test('this machine is refused unless it is allowed, by name and by every way to write its address', async () => {
    for (const host of [
      'localhost',
      '127.0.0.1',
      '127.1',
      '0x7f.0.0.1',
      '2130706433',
      '0177.0.0.1',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '0.0.0.0',
      '[::]',
      'localhost.',
    ]) {
      const delivered = await postWebhook(`https://${host}:${port}/`, body, settings());
      expect(delivered, host).toMatchObject({ ok: false });
      if (!delivered.ok && host !== 'localhost.')
        expect(delivered.error, host).toContain('not on the public internet');
    }
    expect(heard).toEqual([]);
  });

  test.each([
    'https://169.254.169.254/latest/meta-data',
    'https://[fd00:ec2::254]/',
    'https://10.0.0.1/',
    'https://192.168.1.1/',
    'https://100.100.100.200/',
    'https://[fe80::1]/',
    'https://[::ffff:169.254.169.254]/',
    'https://[64:ff9b::a9fe:a9fe]/',
  ])('%s is refused even where this machine is allowed', async (address) => {
    expect(await postWebhook(address, body, settings({ allowLoopback: true }))).toEqual({
      ok: false,
      lasting: true,
      error: expect.stringContaining('not on the public internet'),
    });
  });

  test.each([
    ['http://localhost:1/', 'not https'],
    ['ftp://localhost/', 'not https'],
    ['file:///etc/passwd', 'not https'],
    ['javascript:alert(1)', 'not https'],
    ['nothing', 'not an address'],
    ['https://user:word@localhost/', 'password'],
  ])('%s is refused', async (address, why) => {
    expect(await postWebhook(address, body, settings({ allowLoopback: true }))).toMatchObject({
      ok: false,
      lasting: true,
      error: expect.stringContaining(why),
    });
  });

  test('a name that turns to this machine between two look-ups never gets there', async () => {
    let asked = 0;
    const rebinding = ((
      _host: string,
      _options: unknown,
      callback: (e: null, all: LookupAddress[]) => void,
    ) => {
      asked++;
      // The first answer is public and the second is not: whoever looks up twice is caught.
      callback(null, [{ address: asked === 1 ? '203.0.114.1' : '127.0.0.1', family: 4 }]);
    }) as unknown as typeof systemLookup;
    const lookup = checkedLookup(isPublicAddress, rebinding);
    const first = await postWebhook(
      `https://name.example:${port}/`,
      body,
      settings({ lookup, timeoutMs: 300 }),
    );
    expect(first).toMatchObject({ ok: false, lasting: false });
    const second = await postWebhook(`https://name.example:${port}/`, body, settings({ lookup }));
    expect(second).toMatchObject({ ok: false, lasting: true });
    expect(asked).toBe(2);
    expect(heard).toEqual([]);
    // The same name and server are reached where the address is allowed: it is the check that stopped it.
    const allowed = checkedLookup(loopbackToo, rebinding);
    expect(await postWebhook(`https://name.example:${port}/`, body, settings({ lookup: allowed }))).toEqual({
      ok: true,
    });
  });

  test('follows no redirect', async () => {
    answer = (path, end) => (path === '/hook' ? end(307, { location: here('/elsewhere') }) : end(204));
    expect(await postWebhook(here(), body, settings({ allowLoopback: true }))).toEqual({
      ok: false,
      lasting: false,
      error: 'answered 307',
    });
    expect(heard.map(({ url }) => url)).toEqual(['/hook']);
  });

  test.each([
    [200, { ok: true }],
    [404, { ok: false, lasting: false, error: 'answered 404' }],
    [410, { ok: false, lasting: true, error: 'answered 410' }],
    [500, { ok: false, lasting: false, error: 'answered 500' }],
  ])('%i', async (status, delivered) => {
    answer = (_path, end) => end(status, {}, 'x'.repeat(1e6));
    expect(await postWebhook(here(), body, settings({ allowLoopback: true }))).toEqual(delivered);
  });

  test('one that never answers, one that answers too much and one nobody vouches for are given up', async () => {
    answer = () => {};
    const begun = performance.now();
    expect(await postWebhook(here(), body, settings({ allowLoopback: true, timeoutMs: 200 }))).toMatchObject({
      ok: false,
      lasting: false,
    });
    expect(performance.now() - begun).toBeLessThan(5_000);
    answer = (_path, end) => end(200, { 'x-much': 'x'.repeat(64 * 1024) });
    expect(await postWebhook(here(), body, settings({ allowLoopback: true }))).toMatchObject({ ok: false });
    const unknown = await postWebhook(here(), body, { ...settings({ allowLoopback: true }), ca: undefined });
    expect(unknown).toMatchObject({ ok: false, lasting: false });
    heard = [];
    const plain = createPlainServer((_request, response) => response.end()).listen(0, '127.0.0.1');
    await new Promise((resolve) => plain.once('listening', resolve));
    const { port: plainPort } = plain.address() as AddressInfo;
    const spoken = await postWebhook(
      `https://localhost:${plainPort}/`,
      body,
      settings({ allowLoopback: true }),
    );
    expect(spoken).toMatchObject({ ok: false });
    plain.close();
  });
});
