import { createHash } from 'node:crypto';
import { request } from 'node:https';
import { isIP } from 'node:net';
import { AddressRefused, checkedLookup, isLoopbackAddress, isPublicAddress } from './public-address.ts';

/** How long one delivery may take from the look-up to the last header, in milliseconds. */
const TIMEOUT_MS = 10_000;
/** Of what is answered, headers only, in bytes; the body is not read. */
const HEADERS_MAX = 16 * 1024;

/**
 * The text a webhook's signature is over: who it was meant for, when, and what it said. The time lets a receiver
 * refuse what is old, the address what was meant for somebody else.
 */
export const webhookStatement = (url: string, sentAt: string, body: string): string =>
  `notice-and-action webhook\n${url}\n${sentAt}\n${createHash('sha256').update(body).digest('hex')}\n`;

export interface WebhookSettings {
  /** Ed25519 with the endpoint's key over the text, base64url. */
  sign: (text: string) => string;
  /** For tests and for trying things out: this machine's own addresses are let pass too (ALLOW_LOOPBACK_WEBHOOKS). */
  allowLoopback?: boolean;
  /** Certificates trusted besides the well-known ones, PEM. */
  ca?: string;
  /** The resolver; the system's unless told otherwise. */
  lookup?: ReturnType<typeof checkedLookup>;
  timeoutMs?: number;
}

/**
 * Throws for an address that answers are not posted to: said when it is given, and checked again whenever something
 * is posted.
 */
export async function assertWebhookAddress(
  address: string,
  { allowLoopback = false, lookup }: Pick<WebhookSettings, 'allowLoopback' | 'lookup'> = {},
): Promise<void> {
  const allowed = allowing(allowLoopback);
  const why = unfit(address, allowed);
  if (why) throw new AddressRefused(why);
  const { hostname } = new URL(address);
  if (isIP(bare(hostname)) !== 0) return;
  const look = lookup ?? checkedLookup(allowed);
  await new Promise<void>((resolve, reject) =>
    look(hostname, { all: true }, (error) => (error ? reject(error) : resolve())),
  );
}

const allowing = (loopback: boolean) => (ip: string) =>
  isPublicAddress(ip) || (loopback && isLoopbackAddress(ip));
const bare = (hostname: string) => hostname.replace(/^\[|\]$/g, '');

/** Why an address is not posted to, as far as it tells by itself; null for one whose name must be looked up. */
function unfit(address: string, allowed: (ip: string) => boolean): string | null {
  if (!URL.canParse(address)) return 'not an address';
  const url = new URL(address);
  if (url.protocol !== 'https:') return 'not https';
  if (url.username || url.password) return 'an address with a password';
  // A host that is an IP address is never looked up, so it is checked here; `URL` has already undone 0x7f.1 and the like.
  const host = bare(url.hostname);
  return isIP(host) !== 0 && !allowed(host) ? `${host} is not on the public internet` : null;
}

/** What came of one delivery. `lasting`: trying again will not help. */
export type Delivered = { ok: true } | { ok: false; lasting: boolean; error: string };

/**
 * Posts a body to an address somebody else gave: https only, to public addresses only, checked where the connection
 * is made; no redirect is followed, no cookie kept, nothing that is answered is read but the status line.
 * `Notice-Signature: t=<RFC 3339>, ed25519=<base64url over webhookStatement>`. Never rejects.
 */
export function postWebhook(address: string, body: string, settings: WebhookSettings): Promise<Delivered> {
  const { sign, allowLoopback = false, ca, timeoutMs = TIMEOUT_MS } = settings;
  const allowed = allowing(allowLoopback);
  const why = unfit(address, allowed);
  if (why) return Promise.resolve(refused(why));
  const url = new URL(address);

  const sentAt = new Date().toISOString();
  const bytes = Buffer.from(body);
  return new Promise((settle) => {
    const call = request(url, {
      method: 'POST',
      // A connection of its own: one that is kept could have been made to an address nobody checked.
      agent: false,
      lookup: settings.lookup ?? checkedLookup(allowed),
      maxHeaderSize: HEADERS_MAX,
      signal: AbortSignal.timeout(timeoutMs),
      ...(ca && { ca }),
      headers: {
        'content-type': 'application/json',
        'content-length': bytes.length,
        'user-agent': 'notice-and-action-endpoint',
        'notice-signature': `t=${sentAt}, ed25519=${sign(webhookStatement(address, sentAt, body))}`,
      },
    });
    call.on('response', (response) => {
      const status = response.statusCode ?? 0;
      response.destroy();
      if (status >= 200 && status < 300) settle({ ok: true });
      else settle({ ok: false, lasting: status === 410, error: `answered ${status}` });
    });
    call.on('error', (error: NodeJS.ErrnoException) => {
      // After the answer has settled it, the torn connection says nothing new.
      settle(
        error instanceof AddressRefused
          ? refused(error.message)
          : { ok: false, lasting: false, error: (error.code ?? error.name).slice(0, 100) },
      );
    });
    call.end(bytes);
  });
}

const refused = (why: string): Delivered => ({ ok: false, lasting: true, error: `not sent: ${why}` });
