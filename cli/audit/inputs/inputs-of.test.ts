import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { brotliCompressSync, crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { LARGEST } from './input.ts';
import { inputsOf, isKnown } from './inputs-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'inputs-'));
const write = (name: string, bytes: string | Buffer) => {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  return file;
};

/** What comes of these files, the folder's name left out and pages as text. */
async function read(...files: string[]) {
  const found: unknown[] = [];
  for await (const { where, what } of inputsOf(files, Readable.from([]))) {
    const short = (text: string | null) => text?.replaceAll(`${folder}/`, '');
    if (typeof what === 'string') found.push([short(where), what]);
    else if ('error' in what) found.push([short(where), { id: short(what.id), error: what.error }]);
    else
      found.push([
        short(where),
        {
          id: short(what.id),
          url: what.url,
          body: Buffer.from(what.body).toString('latin1'),
          charset: what.charset,
        },
      ]);
  }
  return found;
}

test('what a file holds is told by its name', () => {
  const known =
    'a.html A.HTM a.xhtml a.html.gz a.ndjson a.jsonl.gz a.mht a.mhtml a.warc a.warc.gz a.wacz'.split(' ');
  expect(known.filter((name) => !isKnown(name))).toEqual([]);
  expect(['a', 'a.zip', 'a.txt', 'a.gz', 'html'].filter(isKnown)).toEqual([]);
});

test('saved pages, packed or not, in the order given', async () => {
  const files = [write('b.html.gz', gzipSync('<p>b')), write('a.htm', '<p>a'), write('c.ndjson', '{}\n[]\n')];
  expect(await read(...files)).toEqual([
    ['b.html.gz', { id: 'b.html.gz', url: null, body: '<p>b', charset: undefined }],
    ['a.htm', { id: 'a.htm', url: null, body: '<p>a', charset: undefined }],
    ['c.ndjson line 1', '{}'],
    ['c.ndjson line 2', '[]'],
  ]);
});

test('a file that cannot be read says so, and the next one is read', async () => {
  mkdirSync(join(folder, 'folder.html'));
  const files = [
    write('short.html.gz', gzipSync(`<p>${'x'.repeat(10_000)}`).subarray(0, 30)),
    write('none.html.gz', 'no gzip'),
    join(folder, 'missing.html'),
    join(folder, 'folder.html'),
    write('bomb.html.gz', gzipSync(Buffer.alloc(LARGEST + 1))),
    write('text.mhtml', 'nothing of the kind'),
    write('text.wacz', 'no zip'),
    write('after.html', 'after'),
  ];
  expect(await read(...files)).toEqual([
    ['short.html.gz', { id: 'short.html.gz', error: 'cut short' }],
    ['none.html.gz', { id: 'none.html.gz', error: 'incorrect header check' }],
    ['missing.html', { id: 'missing.html', error: expect.stringMatching(/^ENOENT/) }],
    ['folder.html', { id: 'folder.html', error: expect.stringMatching(/^EISDIR/) }],
    ['bomb.html.gz', { id: 'bomb.html.gz', error: `larger than ${LARGEST} bytes` }],
    ['text.mhtml', { id: 'text.mhtml', error: 'no page in it' }],
    ['text.wacz', { id: 'text.wacz', error: expect.any(String) }],
    ['after.html', expect.objectContaining({ body: 'after' })],
  ]);
}, 20_000);

describe('MHTML', () => {
  const part = (headers: string, body: string) => `------b\r\n${headers}\r\n\r\n${body}\r\n`;
  const message = (...parts: string[]) =>
    `From: <Saved by a browser>\r\nSnapshot-Content-Location: https://shop.example/p/1\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----b"\r\n\r\n\r\n${parts.join('')}------b--\r\n`;

  test('the page is the part that bears the address it was saved from', async () => {
    const file = write(
      'saved.mhtml',
      message(
        part('Content-Type: text/html\r\nContent-Location: https://ads.example/frame', '<p>frame'),
        part(
          'Content-Type: text/html; charset="windows-1251"\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://shop.example/p/1',
          '<p class=3D"x">=CD=EE=\r\n=E6 100 =\n%=ZZ',
        ),
        part('Content-Type: image/png\r\nContent-Transfer-Encoding: base64', 'AAAA'),
      ),
    );
    expect(await read(file)).toEqual([
      [
        'saved.mhtml',
        {
          id: 'saved.mhtml',
          url: 'https://shop.example/p/1',
          body: '<p class="x">\xcd\xee\xe6 100 %=ZZ',
          charset: 'windows-1251',
        },
      ],
    ]);
  });

  test('base64, "\\n" alone, no last boundary, no address', async () => {
    const file = write(
      'old.mht',
      `Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n${btoa('<p>old')}`,
    );
    expect(await read(file)).toEqual([
      ['old.mht', { id: 'old.mht', url: null, body: '<p>old', charset: undefined }],
    ]);
  });
});

describe('WARC', () => {
  const record = (type: string, block: string | Buffer, more = '') =>
    Buffer.concat([
      Buffer.from(
        `WARC/1.1\r\nWARC-Type: ${type}\r\nWARC-Target-URI: https://shop.example/${type}\r\n${more}Content-Length: ${Buffer.byteLength(block)}\r\n\r\n`,
      ),
      Buffer.from(block),
      Buffer.from('\r\n\r\n'),
    ]);
  const response = (body: string | Buffer, headers = '', status = '200 OK') =>
    record(
      'response',
      Buffer.concat([
        Buffer.from(`HTTP/1.1 ${status}\r\nContent-Type: text/html; charset=iso-8859-2\r\n${headers}\r\n`),
        Buffer.from(body),
      ]),
      'Content-Type: application/http;\r\n msgtype=response\r\n',
    );
  const page = (where: string, body: string, charset: string | null = 'iso-8859-2', type = 'response') => [
    where.replace('#', ' record '),
    { id: where, url: `https://shop.example/${type}`, body, charset: charset ?? undefined },
  ];

  test('pages are read whatever they were packed in, all else is left out', async () => {
    const archive = [
      record('warcinfo', 'software: x', 'Content-Type: application/warc-fields\r\n'),
      record('request', 'GET / HTTP/1.1\r\n\r\n'),
      response('<p>1'),
      response(gzipSync('<p>2'), 'Content-Encoding: gzip\r\n'),
      response(brotliCompressSync('<p>3'), 'content-encoding: br\r\n'),
      response(deflateRawSync('<p>4'), 'Content-Encoding: deflate\r\n'),
      response('3\r\n<p>\r\n2;x=y\r\n5!\r\n0\r\n\r\n', 'Transfer-Encoding: chunked\r\n'),
      response('<p>6', 'Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n'),
      response('', 'Location: /x\r\n', '302 Found'),
      record('response', 'HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx'),
      record('response', 'no answer of a server'),
      record('resource', '<p>12', 'Content-Type: text/html\r\n'),
      response(gzipSync('<p>13').subarray(0, 12), 'Content-Encoding: gzip\r\n'),
    ];
    const expected = (file: string) => [
      page(`${file}#3`, '<p>1'),
      page(`${file}#4`, '<p>2'),
      page(`${file}#5`, '<p>3'),
      page(`${file}#6`, '<p>4'),
      page(`${file}#7`, '<p>5!'),
      page(`${file}#8`, '<p>6'),
      page(`${file}#12`, '<p>12', null, 'resource'),
      [`${file} record 13`, { id: `${file}#13`, error: expect.stringMatching(/cannot be decoded/) }],
    ];
    const plain = write('a.warc', Buffer.concat(archive));
    const packed = write('b.warc.gz', Buffer.concat(archive.map((one) => gzipSync(one))));
    expect(await read(plain, packed)).toEqual([...expected('a.warc'), ...expected('b.warc.gz')]);
  });

  test('what follows a broken record cannot be found, and that is said', async () => {
    const files = [
      write(
        'cut.warc.gz',
        Buffer.concat([gzipSync(response('<p>1')), gzipSync(response('<p>2')).subarray(0, 60)]),
      ),
      write('cut.warc', Buffer.concat([response('<p>1'), response('<p>2').subarray(0, 150)])),
      write('odd.warc', Buffer.concat([response('<p>1'), Buffer.from('<p>x\r\n')])),
      write('line.warc', `WARC/1.0\r\nX: ${'x'.repeat(1_000_000)}`),
      write('length.warc', 'WARC/1.0\r\nContent-Length: 1e3\r\n\r\n'),
    ];
    expect(await read(...files)).toEqual([
      page('cut.warc.gz#1', '<p>1'),
      ['cut.warc.gz record 2', { id: 'cut.warc.gz#2', error: 'cut short' }],
      page('cut.warc#1', '<p>1'),
      ['cut.warc record 2', { id: 'cut.warc#2', error: 'cut short' }],
      page('odd.warc#1', '<p>1'),
      ['odd.warc record 2', { id: 'odd.warc#2', error: 'not a WARC record' }],
      ['line.warc record 1', { id: 'line.warc#1', error: 'a line of over 65536 bytes' }],
      ['length.warc record 1', { id: 'length.warc#1', error: 'no Content-Length' }],
    ]);
  });

  test('in a WACZ file', async () => {
    const archive = gzipSync(response('<p>1'));
    const file = write(
      'crawl.wacz',
      zip({
        'datapackage.json': Buffer.from('{}'),
        'archive/data.warc.gz': archive,
        'indexes/index.cdx': archive,
      }),
    );
    expect(await read(file, write('empty.wacz', zip({ 'datapackage.json': Buffer.from('{}') })))).toEqual([
      page('crawl.wacz/archive/data.warc.gz#1', '<p>1'),
      ['empty.wacz', { id: 'empty.wacz', error: 'no web archive in it' }],
    ]);
  });
});

/** A zip file that stores these files as they are (APPNOTE 4.3). */
function zip(files: Record<string, Buffer>): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const [name, bytes] of Object.entries(files)) {
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(bytes.length, 14);
    fields.writeUInt32LE(bytes.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const whole = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), bytes]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    central.push(Buffer.from('PK\x01\x02\x14\0'), fields, tail, Buffer.from(name));
    local.push(whole);
    at += whole.length;
  }
  const index = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(local.length, 8);
  end.writeUInt16LE(local.length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...local, index, end]);
}
