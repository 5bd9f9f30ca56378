import { hash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { onEachDatabase } from '../tests/servers/each-database.ts';
import type { Receipt } from '../utils/notices/interface.ts';
import { sampleNotice } from '../utils/notices/sample-notice.ts';
import { startWorker } from './answers/worker.ts';
import { attachmentPath, removeParts } from './attachments.ts';
import { openTestEndpoint, type TestEndpoint } from './test-endpoint.ts';

const bytes = randomBytes(300_000);
const sha256 = hash('sha256', bytes);

onEachDatabase('attachments', (emptyDatabase) => {
  let at: TestEndpoint;
  let receipt: Receipt;
  beforeEach(async () => {
    at = await openTestEndpoint(await emptyDatabase());
    receipt = await at.receipt(
      sampleNotice({
        attachments: [{ name: 'page.wacz', mediaType: 'application/wacz', size: bytes.length, sha256 }],
      }),
    );
  });
  afterEach(() => at.close());

  const put = (body: BodyInit | null, name = sha256, secret = receipt.secret, headers = {}) =>
    at.ask(`/v1/notices/${receipt.id}/attachments/${name}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/octet-stream', ...headers },
      body,
    });
  const files = () =>
    readdirSync(at.directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.parentPath.includes('attachments'))
      .map(({ name }) => name);
  const received = async () =>
    (await at.endpoint.database.db.selectFrom('attachments').select('received_at').executeTakeFirstOrThrow())
      .received_at;

  test('those the notice names are kept, once, as they came', async () => {
    expect(await received()).toBe(null);
    expect((await put(bytes)).status).toBe(204);
    expect((await Promise.all([put(bytes), put(bytes), put(bytes)])).map(({ status }) => status)).toEqual([
      204, 204, 204,
    ]);
    expect(readFileSync(attachmentPath(at.directory, receipt.id, sha256))).toEqual(bytes);
    expect(files()).toEqual([sha256]);
    expect(await received()).not.toBe(null);
  });

  test('other bytes are not, whatever they say they are', async () => {
    const other = Buffer.from(bytes);
    other.writeUInt8(other.readUInt8(1_000) ^ 1, 1_000);
    for (const body of [other, bytes.subarray(1), Buffer.concat([bytes, bytes]), Buffer.alloc(0), null])
      expect((await put(body)).status).toBe(422);
    expect((await put(bytes, hash('sha256', other))).status).toBe(404);
    expect((await put(bytes, sha256.toUpperCase())).status).toBe(404);
    expect((await put(bytes, '..%2f..%2fkey')).status).toBe(404);
    expect((await put(bytes, sha256, 'wrong')).status).toBe(404);
    expect((await put(null, sha256, receipt.secret, { 'content-length': '99999999' })).status).toBe(413);
    expect(files()).toEqual([]);
    expect(await received()).toBe(null);
  });

  test('a body without end is not read to its end', async () => {
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536));
      },
    });
    const response = await at.ask(`/v1/notices/${receipt.id}/attachments/${sha256}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${receipt.secret}` },
      body: endless,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(422);
    expect(sent).toBeLessThan(1e6);
    expect(files()).toEqual([]);
  });

  test('what a killed process left half taken in is removed at the next start, and nothing else', async () => {
    expect((await put(bytes)).status).toBe(204);
    const whole = attachmentPath(at.directory, receipt.id, sha256);
    const [left, under] = [`${whole}.aaaaaaaaaaaa.part`, `${whole}.bbbbbbbbbbbb.part`];
    for (const part of [left, under]) writeFileSync(part, bytes.subarray(1_000));
    const old = Date.now() / 1_000 - 3_600;
    for (const path of [whole, left]) utimesSync(path, old, old);
    const worker = startWorker(at.endpoint);
    await vi.waitFor(() => expect(files()).toHaveLength(2), 10_000);
    await worker.stop();
    expect(files().sort()).toEqual([sha256, `${sha256}.bbbbbbbbbbbb.part`]);
    await removeParts(at.directory, Date.now() + 3_600_000);
    expect(files()).toEqual([sha256]);
  });

  test('named twice in a notice is once', async () => {
    const attachment = { mediaType: 'text/plain', size: 1, sha256: hash('sha256', 'x') };
    const twice = await at.receipt(
      sampleNotice({
        id: '5f0c2f0e-3b53-4d0e-9d7a-2f4f7f0a1c12',
        attachments: [
          { name: 'a.txt', ...attachment },
          { name: 'b.txt', ...attachment },
        ],
      }),
    );
    const headers = { authorization: `Bearer ${twice.secret}` };
    const path = `/v1/notices/${twice.id}/attachments/${attachment.sha256}`;
    expect((await at.ask(path, { method: 'PUT', headers, body: 'x' })).status).toBe(204);
  });
});
