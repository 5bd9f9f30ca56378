import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { secureHeaders } from 'hono/secure-headers';
import type { Database } from '../database/database.ts';
import { type Moderator, SESSION_MS, sessionOf } from './moderators.ts';

/** What a request to the moderation pages carries. */
export interface ModerationEnv {
  Bindings: { incoming?: Pick<IncomingMessage, 'socket'> };
  Variables: {
    moderator: Moderator;
    /** Of the session; before there is one, of the cookie the sign-in form goes with. */
    token: string;
    /** What every form must carry. */
    csrf: string;
    /** The form that was posted. */
    form: Record<string, string[]>;
  };
}

/** Nothing may be loaded but our own style sheet, nothing run, and no other page may hold these. */
export const headers: MiddlewareHandler = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  // TLS is the proxy's, and so is what it says of itself.
  strictTransportSecurity: false,
  xFrameOptions: 'DENY',
  // Not "no-referrer": browsers then call the origin of a form "null".
  referrerPolicy: 'same-origin',
  crossOriginOpenerPolicy: 'same-origin',
  crossOriginResourcePolicy: 'same-origin',
  permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
});

const hostOf = (c: Context) => c.req.header('host') ?? new URL(c.req.url).host;

/** Whether the browser speaks to this machine itself: then there may be no TLS, and cookies go without it. */
function isLoopback(c: Context): boolean {
  const host = hostOf(c).replace(/:\d+$/, '');
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

const COOKIES = { session: 'moderation', before: 'moderation-before' } as const;

/** "__Host-": only this host, over TLS, for all paths; nobody on a subdomain can set it (RFC 6265bis, 4.1.3.2). */
const prefix = (c: Context) => (isLoopback(c) ? undefined : ('host' as const));

/** Gives the browser a cookie of the given kind; an empty one ends it. */
export function giveCookie(c: Context, kind: keyof typeof COOKIES, value: string): void {
  setCookie(c, COOKIES[kind], value, {
    path: '/',
    httpOnly: true,
    secure: !isLoopback(c),
    sameSite: 'Strict',
    maxAge: value === '' ? 0 : SESSION_MS / 1_000,
    prefix: prefix(c),
  });
}

const cookie = (c: Context, kind: keyof typeof COOKIES): string =>
  getCookie(c, COOKIES[kind], prefix(c)) ?? '';

/** Only the server can make it from the cookie, and only the browser that has the cookie can send both. */
const csrfOf = (secret: Uint8Array, token: string) =>
  createHmac('sha256', secret).update(token).digest('base64url');

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Whether a form comes from one of our own pages, by what the browser says of it and by the token in it. */
function isOurs(c: Context<ModerationEnv>): boolean {
  const origin = c.req.header('origin') ?? '';
  if (!URL.canParse(origin) || new URL(origin).host !== hostOf(c)) return false;
  if (!['same-origin', undefined].includes(c.req.header('sec-fetch-site'))) return false;
  return isSame(c.get('form').csrf?.[0] ?? '', c.get('csrf'));
}

/** The longest form, in bytes: the longest reasons in a script of three bytes, percent-encoded. */
const FORM_MAX = 128 * 1024;

async function formOf(c: Context): Promise<Record<string, string[]> | null> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') return null;
  let text = '';
  let length = 0;
  const decoder = new TextDecoder();
  for await (const chunk of c.req.raw.body ?? []) {
    length += chunk.byteLength;
    if (length > FORM_MAX) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  const form: Record<string, string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) {
    form[name] ??= [];
    form[name].push(value);
  }
  return form;
}

/**
 * Stands before the sign-in form: gives every browser a token of its own, so that nobody can sign somebody else in
 * (login CSRF).
 */
export function beforeSignIn(secret: Uint8Array): MiddlewareHandler<ModerationEnv> {
  return async (c, next) => {
    let token = cookie(c, 'before');
    if (!/^[\w-]{43}$/.test(token)) {
      token = randomBytes(32).toString('base64url');
      if (c.req.method === 'GET') giveCookie(c, 'before', token);
    }
    return through(c, next, token, secret);
  };
}

/** Stands before everything else: lets moderators through, and sends others to sign in. */
export function signedIn(database: Database, secret: Uint8Array): MiddlewareHandler<ModerationEnv> {
  return async (c, next) => {
    const token = cookie(c, 'session');
    const moderator = /^[\w-]{43}$/.test(token) ? await sessionOf(database, token) : null;
    if (!moderator) {
      const { pathname, search } = new URL(c.req.url);
      const back = c.req.method === 'GET' ? `?next=${encodeURIComponent(pathname + search)}` : '';
      return c.redirect(`/moderation/sign-in${back}`, 303);
    }
    c.set('moderator', moderator);
    return through(c, next, token, secret);
  };
}

async function through(
  c: Context<ModerationEnv>,
  next: () => Promise<void>,
  token: string,
  secret: Uint8Array,
): Promise<Response | undefined> {
  c.set('token', token);
  c.set('csrf', csrfOf(secret, token));
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
    const form = await formOf(c);
    if (!form) return c.text('This is not a form, or it is too long.', 400);
    c.set('form', form);
    if (!isOurs(c))
      return c.text(
        'This form does not come from these pages. Open the page again and send it from there.',
        403,
      );
  }
  await next();
}

/** Where to go after signing in: one of our own pages, whatever the address says. */
export function ownPage(next: string | undefined): string {
  const home = '/moderation/queue';
  if (!next || !/^\/moderation\/[\w\-./?=&%~:]*$/.test(next)) return home;
  const url = new URL(next, 'http://here.invalid');
  // A path with dots could lead out again, once it is made plain.
  const isOwn =
    url.origin === 'http://here.invalid' &&
    url.pathname.startsWith('/moderation/') &&
    !url.pathname.includes('//');
  return isOwn ? url.pathname + url.search : home;
}
