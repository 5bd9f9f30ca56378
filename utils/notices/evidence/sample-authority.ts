import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A time-stamping authority for tests: OpenSSL's, with a certificate of its own making, on this machine. */
export interface SampleAuthority {
  url: string;
  /** Its root certificate, PEM. */
  root: string;
  /** What the answer is instead, when it shall be something else. */
  instead: { status: number; body: Buffer } | null;
  /** The last request it got, DER. */
  asked: Buffer | null;
  /** `openssl ts -verify` over a token; throws where it does not hold. */
  verify(token: Uint8Array, data: Uint8Array): void;
  /** A token with the same time over the same hash, signed with a certificate for another use. */
  misused(token: Uint8Array): Uint8Array<ArrayBuffer>;
  close(): void;
}

/** `key` as `openssl req -newkey` has it: "rsa:2048", "ec:P-256" … */
export async function startAuthority({ key = 'rsa:2048' } = {}): Promise<SampleAuthority> {
  const folder = mkdtempSync(join(tmpdir(), 'authority-'));
  const file = (name: string) => join(folder, name);
  const openssl = (command: string) =>
    execFileSync('openssl', command.split(' '), { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const [kind, curve] = key.split(':');
  const newKey = kind === 'ec' ? `-newkey ec -pkeyopt ec_paramgen_curve:${curve}` : `-newkey ${key}`;
  writeFileSync(
    file('ts.cnf'),
    `[tsa]\ndefault_tsa = own\n[own]\nserial = ${file('serial')}\nsigner_cert = ${file('uses.pem')}\ncerts = ${file('ca.pem')}
signer_key = ${file('tsa.key')}\nsigner_digest = sha256\ndefault_policy = 1.2.3.4\ndigests = sha256\naccuracy = secs:1
ess_cert_id_chain = no\nordering = no\ntsa_name = no\n[uses]\nextendedKeyUsage = critical,timeStamping\n[other]\nextendedKeyUsage = critical,serverAuth\n`,
  );
  writeFileSync(file('serial'), '01\n');
  const issue = (name: string) =>
    openssl(
      `x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out ${name}.pem -days 2 -extfile ts.cnf -extensions ${name}`,
    );
  openssl('req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj /CN=Sample-root -days 2');
  openssl(`req ${newKey} -nodes -keyout tsa.key -out tsa.csr -subj /CN=Sample-authority`);
  issue('uses');
  issue('other');
  const authority: SampleAuthority = {
    url: '',
    root: readFileSync(file('ca.pem'), 'utf8'),
    instead: null,
    asked: null,
    verify(token, data) {
      writeFileSync(file('token'), token);
      writeFileSync(file('data'), data);
      openssl('ts -verify -data data -in token -token_in -CAfile ca.pem');
    },
    misused(token) {
      writeFileSync(file('token'), token);
      openssl('cms -verify -noverify -inform DER -in token -out info');
      openssl(
        'cms -sign -binary -nodetach -cades -md sha256 -econtent_type 1.2.840.113549.1.9.16.1.4 -in info -signer other.pem -inkey tsa.key -outform DER -out misused',
      );
      return new Uint8Array(readFileSync(file('misused')));
    },
    close() {
      server.close();
      server.closeAllConnections();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    authority.asked = Buffer.concat(parts);
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', '*');
    if (request.method === 'OPTIONS') return void response.end();
    if (authority.instead)
      return void response.writeHead(authority.instead.status).end(authority.instead.body);
    writeFileSync(file('query'), authority.asked);
    openssl('ts -reply -config ts.cnf -queryfile query -out reply');
    response
      .writeHead(200, { 'content-type': 'application/timestamp-reply' })
      .end(readFileSync(file('reply')));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  authority.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsr`;
  return authority;
}
