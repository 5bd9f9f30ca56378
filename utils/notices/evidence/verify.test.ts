import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../../packs/envelope.ts';
import { ATTACHMENT_BYTES_MAX, noticeBytes } from '../notice.ts';
import { sampleNotice } from '../sample-notice.ts';
import { startAuthority } from './sample-authority.ts';
import { sampleBundle, sampleCapture } from './sample-bundle.ts';
import { newSigningKey, type SigningKey } from './signing-key.ts';
import { requestTimeStamp } from './time-stamp.ts';
import { filesOf } from './unzip.ts';
import { type Check, verifyBundle } from './verify.ts';
import {
  ARCHIVE,
  type Bytes,
  DIGEST,
  INDEX,
  INDEX_OF_INDEX,
  jsonBytes,
  MANIFEST,
  PAGES,
  zipOf,
} from './wacz.ts';

const failures = (checks: readonly Check[]) =>
  checks.filter(({ holds }) => holds === false).map(({ says }) => says);
const bytesOf = (text: string): Bytes => new TextEncoder().encode(text);

describe('a whole bundle', () => {
  test('holds, and what cannot be known is said', async () => {
    const checks = await verifyBundle((await sampleBundle()).bytes);
    expect(failures(checks)).toEqual([]);
    expect(checks.filter(({ holds }) => holds).map(({ says }) => says)).toEqual([
      'The file holds 11 files, packed as Caveat packs them, and nothing else.',
      'Every file has the size and SHA-256 that the manifest lists.',
      expect.stringMatching(
        /^The manifest is the one that was signed, by the key [0-9a-f]{16}, .*2026-11-24T10:00:00Z\.$/,
      ),
      'The archive, its index and its list of pages say the same: "https://www.aliexpress.com/item/1005001.html", "urn:view:https://www.aliexpress.com/item/1005001.html".',
      'The chain of the journal has no gap (entries: 2, of which 2 say what was done). Whether any followed the last, no chain can show.',
      expect.stringMatching(/^The notice in it has the SHA-256 [0-9a-f]{64}\.$/),
    ]);
    expect(checks.filter(({ holds }) => holds === null)).toHaveLength(3);
  });

  test('is compared with the notice it went with', async () => {
    const { bytes, attachment } = await sampleBundle();
    const sent = (changes: Parameters<typeof sampleNotice>[0]) =>
      verifyBundle(bytes, { notice: noticeBytes(sampleNotice(changes)) }).then(failures);
    expect(await sent({ attachments: [attachment] })).toEqual([]);
    expect(await sent({ attachments: [] })).toEqual([expect.stringContaining('does not name this file')]);
    const other = { ...attachment, sha256: '0'.repeat(64) };
    expect(await sent({ attachments: [other] })).toEqual([
      expect.stringContaining('does not name this file'),
    ]);
    const explanation = `${sampleNotice().explanation} And more.`;
    expect(await sent({ attachments: [attachment], explanation })).toEqual([
      expect.stringContaining('says something else'),
    ]);
    expect(failures(await verifyBundle(bytes, { notice: '[' }))).toHaveLength(1);
  });

  test('with a time stamp of a real authority', async () => {
    const authority = await startAuthority();
    try {
      const stamp = (manifest: Bytes) => requestTimeStamp(authority.url, manifest);
      const { bytes } = await sampleBundle({ stamp });
      const checks = await verifyBundle(bytes);
      expect(failures(checks)).toEqual([]);
      expect(checks).toContainEqual({
        holds: true,
        says: expect.stringMatching(
          /^A time stamp says that the manifest was there at .*"Sample-authority"\.$/,
        ),
      });
      // Stamped is the manifest as it lies in the file, so that other programs can check it.
      const files = filesOf(bytes);
      const { timeStamp } = JSON.parse(new TextDecoder().decode(files.get(DIGEST)));
      authority.verify(Buffer.from(timeStamp, 'base64'), files.get(MANIFEST) ?? bytes);
      // Another bundle's stamp.
      const foreign = await sampleBundle({
        stamp: () => requestTimeStamp(authority.url, bytesOf('another')).catch(() => null),
      });
      expect(failures(await verifyBundle(foreign.bytes))).toEqual([
        expect.stringContaining('The time stamp does not hold: it is about other data'),
      ]);
    } finally {
      authority.close();
    }
  });
});

test('one flipped bit anywhere is found', async () => {
  const { bytes } = await sampleBundle();
  expect(failures(await verifyBundle(bytes))).toEqual([]);
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (at, bit) => {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ (1 << bit);
      expect(failures(await verifyBundle(changed))).not.toEqual([]);
    }),
    { numRuns: 1_000 },
  );
}, 120_000);

test('what was changed is named', async () => {
  const { bytes } = await sampleBundle();
  const at = Buffer.from(bytes).indexOf('"medicines"');
  bytes[at + 1] = 'M'.charCodeAt(0);
  expect(failures(await verifyBundle(bytes))).toEqual([
    'The file is not as Caveat wrote it: it was changed, or put together anew.',
    expect.stringContaining('"evidence/packs.json" was changed'),
  ]);
});

test('cut short or with something behind it is found', async () => {
  const { bytes } = await sampleBundle();
  await fc.assert(
    fc.asyncProperty(
      fc.nat(bytes.length - 1),
      fc.uint8Array({ minLength: 1, maxLength: 50 }),
      async (at, more) => {
        expect(failures(await verifyBundle(bytes.slice(0, at)))).not.toEqual([]);
        expect(failures(await verifyBundle(new Uint8Array([...bytes, ...more])))).not.toEqual([]);
        expect(failures(await verifyBundle(new Uint8Array([...more, ...bytes])))).not.toEqual([]);
      },
    ),
    { numRuns: 100 },
  );
});

test('whatever bytes there are, it says so and does not throw', async () => {
  const { bytes } = await sampleBundle();
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.nat(bytes.length), async (noise, at) => {
      expect(failures(await verifyBundle(new Uint8Array(noise))).length).toBeGreaterThan(0);
      const mixed = bytes.slice();
      mixed.set(noise.subarray(0, bytes.length - at), at);
      await verifyBundle(mixed);
    }),
    { numRuns: 300 },
  );
});

describe('somebody who packs and signs anew', () => {
  /** A bundle whose files were changed, listed and signed again with another key. */
  async function forged(change: (files: Map<string, Bytes>) => void | Promise<void>, key?: SigningKey) {
    const { bytes } = await sampleBundle();
    const files = filesOf(bytes);
    await change(files);
    const json = (path: string) => JSON.parse(new TextDecoder().decode(files.get(path)));
    const [manifest, digest] = [json(MANIFEST), json(DIGEST)];
    manifest.resources = await Promise.all(
      [...files]
        .filter(([path]) => path !== MANIFEST && path !== DIGEST)
        .map(async ([path, file]) => ({
          name: path.split('/')[1],
          path,
          hash: `sha256:${await sha256(file)}`,
          bytes: file.length,
        })),
    );
    files.set(MANIFEST, jsonBytes(manifest));
    const signer = key ?? (await newSigningKey());
    const hash = `sha256:${await sha256(jsonBytes(manifest))}`;
    const signedData = {
      ...digest.signedData,
      hash,
      publicKey: signer.publicKey,
      signature: await signer.sign(hash),
    };
    files.set(DIGEST, jsonBytes({ ...digest, hash, signedData }));
    return failures(await verifyBundle(await zipOf(files)));
  }

  test('can do so: only the key is another', async () => {
    expect(await forged((files) => void files.set('evidence/packs.json', jsonBytes([])))).toEqual([]);
  });

  test('cannot sign for a key they do not have', async () => {
    const { publicKey } = await newSigningKey();
    const key = { publicKey, sign: (await newSigningKey()).sign };
    expect(await forged(() => {}, key)).toEqual([expect.stringContaining('the signature is not good')]);
  });

  test('cannot take out of the journal what was before', async () => {
    const broken = await forged((files) => {
      const [, second] = JSON.parse(new TextDecoder().decode(files.get('evidence/journal.json')));
      files.set('evidence/journal.json', jsonBytes([second]));
    });
    expect(broken).toEqual(['The journal’s chain is broken at entry 1.']);
  });

  test.each<[string, (files: Map<string, Bytes>) => void | Promise<void>]>([
    [
      'a list of other pages',
      (files) =>
        void files.set(PAGES, bytesOf('{}\n{"url":"https://x.example/","ts":"2026-11-24T10:00:00Z"}\n')),
    ],
    ['another index', (files) => void files.set(INDEX, gzipSync('com,x)/ 2026 {"url":"x"}\n') as Bytes)],
    [
      'another index to the index',
      (files) => void files.set(INDEX_OF_INDEX, bytesOf('!meta 0 {}\nx 1 {"offset":0}\n')),
    ],
    [
      'an index without end',
      (files) => void files.set(INDEX, new Uint8Array(gzipSync('a 1 {}\n'.repeat(1_000_000)))),
    ],
    ['no archive', (files) => void files.delete(ARCHIVE)],
    [
      'something behind the last record',
      (files) =>
        void files.set(
          ARCHIVE,
          new Uint8Array([...(files.get(ARCHIVE) ?? []), ...gzipSync('WARC/1.1\r\n\r\n')]),
        ),
    ],
    [
      'another bundle’s archive',
      async (files) => {
        const { bytes } = await sampleBundle({
          captures: [sampleCapture({ html: '<p>other words that are as long' })],
        });
        files.set(ARCHIVE, filesOf(bytes).get(ARCHIVE) ?? bytes);
      },
    ],
  ])('cannot have two programs show two things: %s', async (_, change) => {
    expect(await forged(change)).toEqual([
      expect.stringMatching(/^The archive, its index and its list of pages say the same: no, /),
    ]);
  });

  test('cannot fill the memory with a record that unpacks without end', async () => {
    const zeros = gzipSync(Buffer.alloc(250 * 1024 * 1024));
    expect(zeros.length).toBeLessThan(ATTACHMENT_BYTES_MAX);
    const before = process.memoryUsage().rss;
    for (const path of [INDEX, ARCHIVE])
      expect(await forged((files) => void files.set(path, new Uint8Array(zeros)))).toEqual([
        expect.stringMatching(path === INDEX ? /unpacked/ : /archive/),
      ]);
    expect(process.memoryUsage().rss - before).toBeLessThan(600 * 1024 * 1024);
  }, 120_000);
});

describe('zip files that are none of ours', () => {
  const pack = async (...names: string[]) => {
    const parts = await Promise.all(names.map((name) => zipOf(new Map([[name, bytesOf('x')]]))));
    return parts[0] ?? new Uint8Array();
  };

  test('too large a file is not read', async () => {
    expect(failures(await verifyBundle(new Uint8Array(ATTACHMENT_BYTES_MAX + 1)))).toEqual([
      expect.stringContaining('larger than'),
    ]);
  });

  test('names that lead elsewhere lead nowhere', async () => {
    for (const name of ['../../etc/passwd', '/etc/passwd', 'C:\\x', 'evidence/\u202egpj.exe'])
      expect(failures(await verifyBundle(await pack(name))).length).toBeGreaterThan(0);
  });

  test('a file without a name', async () => {
    const zip = await pack('x');
    const view = new DataView(zip.buffer);
    view.setUint16(view.getUint32(zip.length - 6, true) + 28, 0, true);
    expect(failures(await verifyBundle(zip)).length).toBeGreaterThan(0);
  });

  test('a name that stands twice', async () => {
    const { bytes } = await sampleBundle();
    const files = filesOf(bytes);
    const double = new Map([...files, ['evidence/packs.jsoN', bytesOf('[]\n')]]);
    const text = Buffer.from(await zipOf(double))
      .toString('latin1')
      .replaceAll('packs.jsoN', 'packs.json');
    expect(failures(await verifyBundle(new Uint8Array(Buffer.from(text, 'latin1'))))).toEqual([
      'The file is not as Caveat wrote it: it "evidence/packs.json" is in it twice.',
    ]);
  });

  test('files that overlap, or are packed', async () => {
    const { bytes } = await sampleBundle();
    const view = (zip: Bytes) => new DataView(zip.buffer);
    const end = (zip: Bytes) => view(zip).getUint32(zip.length - 6, true);
    const overlapping = bytes.slice();
    view(overlapping).setUint32(end(bytes) + 24, bytes.length, true);
    const packed = bytes.slice();
    view(packed).setUint16(end(bytes) + 10, 8, true);
    const many = bytes.slice();
    view(many).setUint16(many.length - 12, 65_535, true);
    for (const zip of [overlapping, packed, many])
      expect(failures(await verifyBundle(zip))).toEqual([
        expect.stringMatching(/^The file is not as Caveat wrote it/),
      ]);
  });
});
