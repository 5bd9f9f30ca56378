import { createPublicKey, verify } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { onEachDatabase } from '../../tests/servers/each-database.ts';
import { type Status, statusSchema } from '../../utils/notices/interface.ts';
import { noticeOf, openTestModeration, type TestModeration } from '../moderation/test-moderation.ts';
import { deliverDue } from './deliver.ts';
import { openMailer } from './mail.ts';
import { claimDue, GIVE_UP_MS, LEASE_MS, retryAfter, settle } from './outgoing.ts';
import { assertWebhookAddress, webhookStatement } from './webhook.ts';
import { startWorker } from './worker.ts';

// Two databases, real processes and real sockets take their time on a loaded machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const NOT_ACTED = {
  outcome: 'not-acted',
  reasons: 'The listing offers a book about medicines and no medicine.',
} as const;

let receiver: Server;
let mail: SMTPServer;
let ca: string;
let hook: string;
let smtp: string;
let posted: { status: Status; signature: string; body: string }[] = [];
let letters: { to: string; text: string }[] = [];
let fails = 0;

beforeAll(async () => {
  const altNames = [{ type: 2 as const, value: 'localhost' }];
  const pem = await generate([{ name: 'commonName', value: 'localhost' }], {
    extensions: [{ name: 'subjectAltName', altNames }],
  });
  ca = pem.cert;
  receiver = createServer({ key: pem.private, cert: pem.cert }, (request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      if (fails-- > 0) return response.writeHead(500).end();
      posted.push({
        status: JSON.parse(body),
        signature: String(request.headers['notice-signature']),
        body,
      });
      response.writeHead(204).end();
    });
  }).listen(0, '127.0.0.1');
  mail = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      let text = '';
      stream.setEncoding('utf8').on('data', (chunk) => (text += chunk));
      stream.on('end', () => {
        letters.push({ to: session.envelope.rcptTo.map(({ address }) => address).join(), text });
        done();
      });
    },
  });
  mail.listen(0, '127.0.0.1');
  await Promise.all(
    [receiver, mail.server].map((one) => new Promise((resolve) => one.once('listening', resolve))),
  );
  hook = `https://localhost:${(receiver.address() as AddressInfo).port}/hook`;
  smtp = `smtp://127.0.0.1:${(mail.server.address() as AddressInfo).port}`;
});
afterAll(() => {
  receiver.closeAllConnections();
  receiver.close();
  mail.close();
});

onEachDatabase('answers', (emptyDatabase) => {
  let on: TestModeration;
  beforeEach(async () => {
    posted = [];
    letters = [];
    fails = 0;
    on = await openTestModeration(await emptyDatabase(), {
      SMTP_URL: smtp,
      MAIL_FROM: 'Notices <notices@shop.example>',
      ALLOW_LOOPBACK_WEBHOOKS: '1',
      OPERATOR_NAME: 'Blue Shop',
    });
  });
  afterEach(() => on.close());

  const delivering = () => ({
    database: on.endpoint.database,
    webhooks: { sign: on.endpoint.keys.sign, allowLoopback: true, ca },
    mailer: openMailer({ url: smtp, from: 'Notices <notices@shop.example>' }),
    operator: 'Blue Shop',
  });
  const subscribe = (receipt: { id: string }, url = hook) =>
    on.endpoint.database.db
      .insertInto('webhooks')
      .values({ notice: receipt.id, url, created_at: new Date().toISOString() })
      .execute();
  const outgoing = () =>
    on.endpoint.database.db.selectFrom('outgoing').selectAll().orderBy('created_at').execute();

  test('whoever reported is written to and told by webhook, by a worker, with nobody asking', async () => {
    const receipt = await on.receipt(noticeOf('1', { language: 'de' }));
    await subscribe(receipt);
    const worker = startWorker(on.endpoint, ca);
    const until = async (done: () => boolean) => {
      for (let n = 0; n < 400 && !done(); n++) await new Promise((resolve) => setTimeout(resolve, 50));
    };
    try {
      await until(() => letters.length === 1);
      const ada = await on.moderator('Ada');
      await ada.decide(receipt.number, NOT_ACTED);
      await until(() => letters.length === 2 && posted.length === 1);
    } finally {
      await worker.stop();
    }
    expect(letters.map(({ to }) => to)).toEqual(['ada@example.org', 'ada@example.org']);
    expect(letters[0]?.text).toContain(`Ihre Meldung ${receipt.number} ist eingegangen`);
    expect(letters[1]?.text.replace(/=\r\n/g, '')).toContain(NOT_ACTED.reasons);
    expect(posted).toHaveLength(1);
    const [{ status, signature, body } = { status: null, signature: '', body: '' }] = posted;
    expect(statusSchema.parse(status)).toMatchObject({
      id: receipt.id,
      state: 'decided',
      decision: NOT_ACTED,
    });
    const [, at = '', signed = ''] = /^t=(\S+), ed25519=(\S+)$/.exec(signature) ?? [];
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: on.endpoint.keys.publicKey },
      format: 'jwk',
    });
    expect(
      verify(null, Buffer.from(webhookStatement(hook, at, body)), key, Buffer.from(signed, 'base64url')),
    ).toBe(true);
  });

  test('what was not heard is told again, later and later, and in the end given up', async () => {
    const receipt = await on.receipt(noticeOf('1', { notifier: { name: 'A B', email: 'b@example.org' } }));
    await subscribe(receipt);
    await (await on.moderator('Ada')).decide(receipt.number, NOT_ACTED);
    fails = 1;
    await deliverDue(delivering());
    const [failed] = (await outgoing()).filter(({ kind }) => kind === 'webhook');
    expect(failed).toMatchObject({
      attempts: 1,
      delivered_at: null,
      failed_at: null,
      claimed_until: null,
      last_error: 'answered 500',
    });
    expect(Date.parse(failed?.next_attempt_at ?? '')).toBeGreaterThan(Date.now() + 15_000);
    expect(await deliverDue(delivering())).toBe(0);

    await on.endpoint.database.db
      .updateTable('outgoing')
      .set({ next_attempt_at: '2026-01-01T00:00:00.000Z' })
      .execute();
    await deliverDue(delivering());
    expect(posted).toHaveLength(1);
    expect((await outgoing()).every(({ delivered_at }) => delivered_at !== null)).toBe(true);

    await on.endpoint.database.db
      .updateTable('outgoing')
      .set({ delivered_at: null })
      .where('kind', '=', 'webhook')
      .execute();
    const [late] = await claimDue(on.endpoint.database, 'webhook', 10);
    if (!late) throw new Error('nothing is due');
    const error = { ok: false, lasting: false, error: 'x' } as const;
    await settle(on.endpoint.database, late, error, Date.parse(late.created_at) + GIVE_UP_MS + 1);
    expect((await outgoing()).find(({ id }) => id === late.id)?.failed_at).not.toBeNull();
    expect(await claimDue(on.endpoint.database, 'webhook', 10, Date.now() + 1e12)).toEqual([]);
  });

  test('processes share the work: one takes an answer, another takes over when it dies', async () => {
    const receipts = [];
    for (let n = 0; n < 10; n++) receipts.push(await on.receipt(noticeOf(String(n))));
    const taken = await Promise.all(
      Array.from({ length: 5 }, () => claimDue(on.endpoint.database, 'email', 4)),
    );
    const ids = taken.flat().map(({ id }) => id);
    expect(ids).toHaveLength(10);
    expect(new Set(ids).size).toBe(10);
    const now = Date.now() + LEASE_MS + 1;
    const again = await claimDue(on.endpoint.database, 'email', 20, now);
    expect(again).toHaveLength(10);
    // The first one wakes up and says it is done: it has been too slow, and the second one's word counts.
    await settle(on.endpoint.database, taken.flat()[0] as never, { ok: true });
    expect((await outgoing()).filter(({ delivered_at }) => delivered_at !== null)).toHaveLength(0);
  });

  test('an erased notifier is told nothing more', async () => {
    const receipt = await on.receipt(noticeOf('1'));
    await subscribe(receipt);
    await on.ask(`/v1/notices/${receipt.id}/notifier`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${receipt.secret}` },
    });
    await (await on.moderator('Ada')).decide(receipt.number, NOT_ACTED);
    await deliverDue(delivering());
    expect([letters, posted, await outgoing()]).toEqual([[], [], []]);
  });

  test('a webhook that leads inside is never asked, whoever wrote it down', async () => {
    const receipt = await on.receipt(noticeOf('1'));
    await subscribe(receipt);
    await (await on.moderator('Ada')).decide(receipt.number, NOT_ACTED);
    await deliverDue({ ...delivering(), webhooks: { sign: on.endpoint.keys.sign, ca } });
    expect(posted).toEqual([]);
    expect((await outgoing()).find(({ kind }) => kind === 'webhook')).toMatchObject({
      failed_at: expect.any(String),
      last_error: expect.stringContaining('not on the public internet'),
    });
  });
});

test('a webhook address is looked at when it is given', async () => {
  for (const address of [
    'http://localhost/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://localhost/',
    'https://a:b@example.org/',
    'x',
  ])
    await expect(assertWebhookAddress(address), address).rejects.toThrow();
  await expect(assertWebhookAddress('https://localhost/', { allowLoopback: true })).resolves.toBeUndefined();
  await expect(assertWebhookAddress('https://8.8.8.8/hook')).resolves.toBeUndefined();
});

test('waits double up to six hours, spread by a quarter', () => {
  expect(retryAfter(1, 0.5)).toBe(30_000);
  expect(retryAfter(3, 0.5)).toBe(120_000);
  expect(retryAfter(30, 0)).toBe(6 * 3_600_000 * 0.75);
  expect(retryAfter(1_000, 1)).toBe(6 * 3_600_000 * 1.25);
});
