import type { AddressInfo } from 'node:net';
import { createTransport } from 'nodemailer';
import { generate } from 'selfsigned';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, test } from 'vitest';
import { mailerOver, openMailer, smtpOptions } from './mail.ts';

let server: SMTPServer | undefined;
let letters: { from: string; to: string[]; text: string; secure: boolean; user: unknown }[] = [];

async function smtp(options: SMTPServerOptions = {}): Promise<number> {
  letters = [];
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      let text = '';
      stream.setEncoding('utf8').on('data', (chunk) => (text += chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        letters.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          text,
          secure: session.secure,
          user: session.user,
        });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return (server.server.address() as AddressInfo).port;
}
afterEach(async () => {
  await new Promise<void>((resolve) => (server ? server.close(resolve) : resolve()));
  server = undefined;
});

const letter = { to: 'ada@example.org', subject: 'Größe “x”', text: 'Tür\n.\nEnd\n', id: 'out-1' };
const from = 'Notices <notices@shop.example>';

describe('openMailer', () => {
  test('sends plain text to one address', async () => {
    const port = await smtp();
    const mailer = openMailer({ url: `smtp://127.0.0.1:${port}`, from });
    expect(await mailer.send(letter)).toEqual({ ok: true });
    mailer.close();
    expect(letters).toHaveLength(1);
    expect(letters[0]).toMatchObject({ from: 'notices@shop.example', to: ['ada@example.org'] });
    const text = letters[0]?.text ?? '';
    expect(text).toContain('Message-ID: <out-1@shop.example>');
    expect(text).toContain('Auto-Submitted: auto-generated');
    expect(text).toMatch(/^To: ada@example\.org\r$/m);
    expect(text).toMatch(/^Content-Type: text\/plain; charset=utf-8\r$/m);
    expect(text).toMatch(/^Subject: =\?UTF-8\?/m);
  });

  test('signs in, over STARTTLS', async () => {
    const pem = await generate([{ name: 'commonName', value: 'localhost' }]);
    const port = await smtp({
      disabledCommands: [],
      authOptional: false,
      key: pem.private,
      cert: pem.cert,
      onAuth: (auth, _session, done) =>
        auth.username === 'us@er' && auth.password === 'p:w/d'
          ? done(null, { user: 'us@er' })
          : done(new Error('no')),
    });
    const mailer = openMailer({ url: `smtp://us%40er:p%3Aw%2Fd@localhost:${port}`, from });
    expect(await mailer.send(letter)).toEqual({ ok: true });
    expect(letters[0]).toMatchObject({ secure: true, user: 'us@er' });
    const wrong = openMailer({ url: `smtp://us%40er:wrong@localhost:${port}`, from });
    // Settings can be mended: the letter is not given up.
    expect(await wrong.send(letter)).toMatchObject({
      ok: false,
      lasting: false,
      error: expect.stringContaining('EAUTH'),
    });
  });

  test('another machine must speak TLS, with a certificate somebody vouches for', async () => {
    // What is asked of another machine, asked of this one.
    const asked = smtpOptions({ url: 'smtp://mail.example' });
    expect(asked).toMatchObject({ host: 'mail.example', port: 587, requireTLS: true });
    expect(smtpOptions({ url: 'smtp://127.0.0.1' })).toMatchObject({ requireTLS: false });
    expect(smtpOptions({ url: 'smtps://mail.example' })).toMatchObject({ port: 465, secure: true });
    const elsewhere = (port: number) =>
      mailerOver(createTransport({ ...asked, host: '127.0.0.1', port }), from);
    expect(await elsewhere(await smtp()).send(letter)).toMatchObject({
      ok: false,
      lasting: false,
      error: expect.stringContaining('ETLS'),
    });
    await new Promise<void>((resolve) => server?.close(resolve));
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }]);
    const port = await smtp({ disabledCommands: [], key, cert });
    expect(await elsewhere(port).send(letter)).toMatchObject({ ok: false, lasting: false });
    expect(letters).toEqual([]);
  });

  test.each([
    'ada@example.org, eve@example.org',
    'ada@example.org\r\nBcc: eve@example.org',
    'ada@example.org\nRCPT TO:<eve@example.org>',
    '<ada@example.org>',
    '"a b"@example.org',
    'group: ada@example.org;',
    'ada',
    '',
  ])('no second recipient and no header comes in through %j', async (to) => {
    const port = await smtp();
    const mailer = openMailer({ url: `smtp://127.0.0.1:${port}`, from });
    expect(await mailer.send({ ...letter, to })).toEqual({
      ok: false,
      lasting: true,
      error: 'not an e-mail address',
    });
    expect(letters).toEqual([]);
  });

  test('nor through the subject or the text', async () => {
    const port = await smtp();
    const mailer = openMailer({ url: `smtp://127.0.0.1:${port}`, from });
    const hostile = {
      ...letter,
      subject: 'x\r\nBcc: eve@example.org',
      text: '\r\n.\r\nMAIL FROM:<eve@example.org>\r\n',
    };
    expect(await mailer.send(hostile)).toEqual({ ok: true });
    expect(letters).toHaveLength(1);
    expect(letters[0]?.to).toEqual(['ada@example.org']);
    expect(letters[0]?.text.split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/im);
  });

  test('what the server refuses for good is told from what it refuses for now', async () => {
    const refuse = (responseCode: number): SMTPServerOptions => ({
      onRcptTo: (_address, _session, done) =>
        done(Object.assign(new Error('ada@example.org is unknown'), { responseCode })),
    });
    const gone = openMailer({ url: `smtp://127.0.0.1:${await smtp(refuse(550))}`, from });
    const answer = await gone.send(letter);
    expect(answer).toMatchObject({ ok: false, lasting: true });
    expect(JSON.stringify(answer)).not.toContain('ada@');
    await new Promise<void>((resolve) => server?.close(resolve));
    const later = openMailer({ url: `smtp://127.0.0.1:${await smtp(refuse(450))}`, from });
    expect(await later.send(letter)).toMatchObject({ ok: false, lasting: false });
    await new Promise<void>((resolve) => server?.close(resolve));
    const nobody = openMailer({ url: 'smtp://127.0.0.1:1', from });
    expect(await nobody.send(letter)).toMatchObject({ ok: false, lasting: false });
  });

  test.each(['', 'localhost', 'http://localhost', 'smtp://', 'file:///etc/passwd'])(
    '%j is no SMTP_URL',
    (url) => {
      expect(() => openMailer({ url, from })).toThrow('SMTP_URL must be');
    },
  );
});
