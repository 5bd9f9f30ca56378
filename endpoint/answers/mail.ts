import { createTransport, type Transporter } from 'nodemailer';
import { isLoopbackAddress } from './public-address.ts';

/** One letter to a notifier, plain text. */
export interface Letter {
  to: string;
  subject: string;
  text: string;
  /** Names this letter for good, so that a mail server that got it twice can tell: letters, digits and dashes. */
  id: string;
}

export interface MailSettings {
  /** SMTP_URL: smtp://user:password@host:587 (STARTTLS) or smtps://host (TLS from the start). */
  url: string;
  /** MAIL_FROM: what the letters come from. */
  from: string;
  /** Certificates trusted besides the well-known ones, PEM. */
  ca?: string;
}

/** What came of one attempt. `lasting`: trying again will not help. */
export type Posted = { ok: true } | { ok: false; lasting: boolean; error: string };

export interface Mailer {
  /** Never rejects. */
  send(letter: Letter): Promise<Posted>;
  close(): void;
}

/** Whole letters and each wait on the way, in milliseconds. */
const TIMEOUT_MS = 30_000;

const isLoopback = (host: string) => host === 'localhost' || isLoopbackAddress(host.replace(/^\[|\]$/g, ''));

/**
 * How a server is spoken to: one on another machine must speak TLS, by STARTTLS or from the start, and its certificate
 * is checked. Throws for an address that is not smtp:// or smtps://.
 */
export function smtpOptions({ url, ca }: Pick<MailSettings, 'url' | 'ca'>) {
  const server = URL.canParse(url) ? new URL(url) : null;
  if (!server?.hostname || !['smtp:', 'smtps:'].includes(server.protocol))
    throw new Error('SMTP_URL must be smtp://host or smtps://host');
  const secure = server.protocol === 'smtps:';
  const loopback = isLoopback(server.hostname);
  return {
    host: server.hostname.replace(/^\[|\]$/g, ''),
    port: Number(server.port || (secure ? 465 : 587)),
    secure,
    requireTLS: !secure && !loopback,
    // What a server on this machine calls itself need not be its name.
    tls: { rejectUnauthorized: !loopback, minVersion: 'TLSv1.2' as const, ...(ca && { ca }) },
    ...(server.username && {
      auth: { user: decodeURIComponent(server.username), pass: decodeURIComponent(server.password) },
    }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // A letter is text that was written here: nothing in it names a file or an address to be read.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Sends letters by SMTP (RFC 5321). Throws for an address that is not smtp:// or smtps://. */
export function openMailer({ url, from, ca }: MailSettings): Mailer {
  return mailerOver(createTransport(smtpOptions({ url, ca })), from);
}

/** The same over a transport that stands. */
export function mailerOver(transport: Transporter, from: string): Mailer {
  return {
    async send({ to, subject, text, id }) {
      // One address and nothing else: no second recipient and no header can stand in it.
      if (!/^[^\s<>,;:"()\\@]{1,64}@[^\s<>,;:"()\\@]{1,255}$/.test(to))
        return { ok: false, lasting: true, error: 'not an e-mail address' };
      const address = { name: '', address: to };
      try {
        await transport.sendMail({
          from,
          to: address,
          envelope: { from: addressOf(from), to: [to] },
          subject: subject.replace(/[\r\n]+/g, ' '),
          text,
          messageId: `<${id}@${addressOf(from).split('@')[1] ?? 'localhost'}>`,
          // RFC 3834: no holiday notice comes back.
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return { ok: true };
      } catch (error) {
        const failure = error as Error & { responseCode?: number; code?: string; command?: string };
        const { responseCode = 0, code = '', command = '', name } = failure;
        // 5yz is for good (RFC 5321, 4.2.1) where it is about the recipient or the letter, not about the settings.
        const lasting = responseCode >= 500 && ['RCPT TO', 'DATA'].includes(command);
        // The code only: what a server says often repeats the address.
        return {
          ok: false,
          lasting,
          error: `${code || name}${responseCode ? ` ${responseCode}` : ''}`.slice(0, 100),
        };
      }
    },
    close: () => transport.close(),
  };
}

/** The bare address of "Name <address>". */
const addressOf = (from: string): string => /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from;
