import { AsnConvert } from '@peculiar/asn1-schema';
import { TimeStampReq, TimeStampResp } from '@peculiar/asn1-tsp';
import { afterAll, describe, expect, test } from 'vitest';
import { type SampleAuthority, startAuthority } from './sample-authority.ts';
import { checkTimeStamp, requestTimeStamp } from './time-stamp.ts';

const data = new TextEncoder().encode('the manifest');
const running: SampleAuthority[] = [];
const start = async (options?: Parameters<typeof startAuthority>[0]) => {
  const authority = await startAuthority(options);
  running.push(authority);
  return authority;
};
afterAll(() => {
  for (const authority of running) authority.close();
});

describe.each(['rsa:2048', 'ec:P-256', 'ec:P-384'])('a real authority with a key of %s', (key) => {
  test('stamps a hash, and OpenSSL finds the stamp as good as we do', async () => {
    const authority = await start({ key });
    const token = await requestTimeStamp(authority.url, data);
    authority.verify(token, data);
    expect(() => authority.verify(token, new TextEncoder().encode('another'))).toThrow();
    const { at, authority: name, fingerprint } = await checkTimeStamp(token, data);
    expect(Math.abs(Date.parse(at) - Date.now())).toBeLessThan(60_000);
    expect(name).toBe('Sample-authority');
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    // It was shown a hash and nothing else.
    const asked = AsnConvert.parse(authority.asked as Buffer, TimeStampReq);
    const hash = Buffer.from(await crypto.subtle.digest('SHA-256', data));
    expect(Buffer.from(asked.messageImprint.hashedMessage.buffer).equals(hash)).toBe(true);
    expect(authority.asked?.length).toBeLessThan(100);
  });
});

test('what is about other data, or was changed where it is signed, does not hold', async () => {
  const token = await requestTimeStamp((await start()).url, data);
  await expect(checkTimeStamp(token, new TextEncoder().encode('x'))).rejects.toThrow('about other data');
  let unnoticed = 0;
  for (let at = 0; at < token.length; at += 7) {
    const changed = token.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    const held = await checkTimeStamp(changed, data).then(
      (stamp) => JSON.stringify(stamp),
      () => null,
    );
    // What is not signed (versions, lengths in another form, the root's certificate) may change, what it says may not.
    if (held !== null) unnoticed += held === JSON.stringify(await checkTimeStamp(token, data)) ? 0 : 1;
  }
  expect(unnoticed).toBe(0);
});

test('a certificate that is for something else stamps nothing', async () => {
  const authority = await start();
  const token = await requestTimeStamp(authority.url, data);
  await expect(checkTimeStamp(authority.misused(token), data)).rejects.toThrow('not for time stamps');
});

test.each([
  ['an error', { status: 500, body: Buffer.from('no') }, 'status 500'],
  ['no answer of this kind', { status: 200, body: Buffer.from('<html>') }, 'not in the form'],
  ['an answer without end', { status: 200, body: Buffer.alloc(100_000) }, 'too long'],
])('%s is no stamp', async (_, instead, words) => {
  const authority = await start();
  authority.instead = instead;
  await expect(requestTimeStamp(authority.url, data)).rejects.toThrow(words);
});

test('an answer to another request, and a refusal, are no stamp', async () => {
  const authority = await start();
  await requestTimeStamp(authority.url, data);
  const token = await requestTimeStamp(authority.url, data);
  const granted = new TimeStampResp();
  const { timeStampToken } = AsnConvert.parse(
    // An old answer, played again: about the same data, and not to this request.
    await old(authority),
    TimeStampResp,
  );
  granted.status.status = 0;
  granted.timeStampToken = timeStampToken;
  authority.instead = { status: 200, body: Buffer.from(AsnConvert.serialize(granted)) };
  await expect(requestTimeStamp(authority.url, data)).rejects.toThrow('not to this request');
  const refused = new TimeStampResp();
  refused.status.status = 2;
  authority.instead = { status: 200, body: Buffer.from(AsnConvert.serialize(refused)) };
  await expect(requestTimeStamp(authority.url, data)).rejects.toThrow('refused');
  expect(token.length).toBeGreaterThan(1_000);
});

/** An answer as it went over the wire. */
async function old(authority: SampleAuthority): Promise<ArrayBuffer> {
  const answer = await fetch(authority.url, {
    method: 'POST',
    body: new Uint8Array(authority.asked as Buffer),
  });
  return answer.arrayBuffer();
}

test('goes nowhere but to an https address', async () => {
  const never = () => Promise.reject(new Error('was fetched'));
  for (const address of ['http://tsa.example', 'nonsense', 'https://ada:secret@tsa.example'])
    await expect(requestTimeStamp(address, data, { fetch: never })).rejects.toThrow('https');
});
