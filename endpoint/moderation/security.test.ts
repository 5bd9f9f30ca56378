import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { onEachDatabase } from '../../tests/servers/each-database.ts';
import { atPages, signInModerator } from '../../tests/servers/moderator.ts';
import { ownPage } from './guard.ts';
import { createModeration } from './moderation.ts';
import { addModerator, disableModerator, SESSION_MS, sessionOf } from './moderators.ts';
import { BASE, noticeOf, openTestModeration, PASSWORD, type TestModeration } from './test-moderation.ts';

// Two databases, real processes and real sockets take their time on a loaded machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** What an attack on the moderation pages would do, each tried on the real pages. */
const MARKUP = `'"></textarea></q></script><script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">`;
const REASONS = {
  outcome: 'not-acted',
  reasons: `The listing offers a book and no medicine. ${MARKUP}`,
} as const;
const POST = {
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded', origin: BASE },
};

/** A notice with markup in every text a notifier writes. */
const hostile = (item: string) =>
  noticeOf(item, {
    explanation: `${MARKUP} and what makes it long enough to be a notice.`,
    law: [
      { act: MARKUP, article: MARKUP.slice(0, 60), url: 'https://law.example/"><script>alert(1)</script>' },
    ],
    evidence: [{ listing: 0, rule: MARKUP, field: MARKUP.slice(0, 100), text: MARKUP }],
    listings: [
      {
        url: `https://shop.example/${item}?"><script>alert(1)</script>`,
        marketplace: MARKUP,
        id: MARKUP,
        variant: MARKUP,
        title: MARKUP,
        seller: { id: MARKUP, name: MARKUP },
      },
    ],
    notifier: { name: MARKUP.slice(0, 200), email: 'ada@example.org' },
  });

onEachDatabase('attacks', (emptyDatabase) => {
  let on: TestModeration;
  beforeEach(async () => {
    on = await openTestModeration(await emptyDatabase());
  });
  afterEach(() => on.close());
  const raw = (path: string, init: RequestInit = {}, peer?: string) => on.fetch(`${BASE}${path}`, init, peer);
  const caseIds = async () =>
    (await on.endpoint.database.db.selectFrom('cases').select('id').execute()).map(({ id }) => id);

  test('markup in a notice, a complaint or a decision is text on every page', async () => {
    const receipt = await on.receipt(hostile('1'));
    await on.receipt(hostile('1'));
    const ada = await on.moderator('Ada');
    const bea = await on.moderator("Bea O'Neil");
    const pages = [await ada.open('/moderation/queue')];
    const mine = await ada.send(pages[0] as never, '/next');
    pages.push(mine, await bea.open(mine.path));
    pages.push(await ada.send(mine, '/decision', { ...REASONS, groundReference: MARKUP, measures: ['x'] }));
    await ada.send(pages.at(-1) as never, '/decision', { ...REASONS, measures: [] });
    pages.push(await ada.open('/moderation/queue?state=decided'), await ada.open(mine.path));
    const id = crypto.randomUUID();
    const complaint = { id, createdAt: new Date().toISOString(), explanation: MARKUP, language: 'en' };
    const complained = await on.ask(`/v1/notices/${receipt.id}/complaints`, {
      method: 'POST',
      body: JSON.stringify(complaint),
      headers: {
        authorization: `Bearer ${receipt.secret}`,
        'content-type': 'application/json',
        'idempotency-key': id,
      },
    });
    expect(complained.status).toBe(201);
    pages.push(await bea.open('/moderation/queue?about=complaint'));
    pages.push(await bea.send(pages.at(-1) as never, '/next'));

    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 422, 200, 200, 200, 200]);
    for (const { document, path, text } of pages) {
      expect(
        document.querySelectorAll('script, img, iframe, object, embed, svg, style, base, meta[http-equiv]')
          .length,
        path,
      ).toBe(0);
      for (const element of document.querySelectorAll('*'))
        for (const name of element.getAttributeNames()) {
          expect(name, path).not.toMatch(/^on|^style$|^srcdoc$/);
          if (['href', 'action', 'src', 'formaction'].includes(name))
            expect(element.getAttribute(name), path).toMatch(/^(\/moderation\/|#|https:\/\/)/);
        }
      expect(text, path).toContain('<script>alert(1)</script>');
    }
    for (const link of mine.document.querySelectorAll('a[href^="https:"]'))
      expect(link.getAttribute('rel')).toContain('noreferrer');
  });

  test('nothing can be done with a form from elsewhere, without its token, or with somebody else’s', async () => {
    await on.receipt(noticeOf('1'));
    const ada = await on.moderator('Ada');
    await ada.open('/moderation/queue');
    const [id] = await caseIds();
    // The cookie as a browser would send it along with another page's form.
    const session = await sessionCookie();
    const csrf = await csrfFor(session);
    const theirs = await csrfFor(await sessionCookie());
    const post = (body: string, headers: Record<string, string>) =>
      raw(`/moderation/cases/${id}/claim`, {
        ...POST,
        body,
        headers: { ...POST.headers, cookie: session, ...headers },
      });
    const attempts: [string, Record<string, string>][] = [
      ['', {}],
      ['csrf=', {}],
      [`csrf=${csrf}x`, {}],
      [`csrf=${theirs}`, {}],
      [`csrf=${csrf}`, { origin: 'https://evil.example' }],
      [`csrf=${csrf}`, { origin: `${BASE}.evil.example` }],
      [`csrf=${csrf}`, { origin: 'null' }],
      [`csrf=${csrf}`, { origin: '' }],
      [`csrf=${csrf}`, { 'sec-fetch-site': 'cross-site' }],
      [`csrf=${csrf}`, { 'sec-fetch-site': 'same-site' }],
      [JSON.stringify({ csrf }), { 'content-type': 'application/json' }],
      [`csrf=${csrf}`, { 'content-type': 'text/plain' }],
      [`csrf=${csrf}&x=${'x'.repeat(200_000)}`, {}],
    ];
    for (const [body, headers] of attempts)
      expect([400, 403], JSON.stringify([body.slice(0, 60), headers])).toContain(
        (await post(body, headers)).status,
      );
    const row = await on.endpoint.database.db
      .selectFrom('cases')
      .select('claimed_by')
      .executeTakeFirstOrThrow();
    expect(row.claimed_by).toBeNull();
    expect((await post(`csrf=${csrf}`, { 'sec-fetch-site': 'same-origin' })).status).toBe(303);
    // The sign-in form has a token as well: nobody is signed in as somebody else.
    const login = await raw('/moderation/sign-in', {
      ...POST,
      body: `name=Ada&password=${encodeURIComponent(PASSWORD)}`,
    });
    expect(login.status).toBe(403);
    expect(login.headers.getSetCookie()).toEqual([]);
  });

  /** Signs Ada in once more and gives the session's cookie. */
  async function sessionCookie(): Promise<string> {
    const form = await raw('/moderation/sign-in');
    const before = (form.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
    const csrf = /name="csrf" value="([^"]+)"/.exec(await form.text())?.[1] ?? '';
    const done = await raw('/moderation/sign-in', {
      ...POST,
      body: new URLSearchParams({ csrf, name: 'Ada', password: PASSWORD }).toString(),
      headers: { ...POST.headers, cookie: before },
    });
    expect(done.status).toBe(303);
    return (done.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
  }
  async function csrfFor(cookie: string): Promise<string> {
    const page = await raw('/moderation/queue', { headers: { cookie } });
    return /name="csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
  }

  test('a session is made by signing in and by nothing else', async () => {
    await on.moderator('Ada');
    const mine = `__Host-moderation=${'A'.repeat(43)}`;
    const fixed = await raw('/moderation/queue', { headers: { cookie: mine } });
    expect(fixed.status).toBe(303);
    expect(fixed.headers.getSetCookie()).toEqual([]);
    const [first, second] = [await sessionCookie(), await sessionCookie()];
    expect(first).not.toBe(second);
    expect(first).not.toBe(mine);
    const open = async (cookie: string) => (await raw('/moderation/queue', { headers: { cookie } })).status;
    expect(await open(first)).toBe(200);
    // The same value without the prefix, which a page on a subdomain could set, opens nothing.
    expect(await open(first.replace('__Host-', ''))).toBe(303);

    const csrf = await csrfFor(first);
    await raw('/moderation/sign-out', {
      ...POST,
      body: `csrf=${csrf}`,
      headers: { ...POST.headers, cookie: first },
    });
    expect(await open(first)).toBe(303);
    expect(await open(second)).toBe(200);
    const token = second.split('=')[1] ?? '';
    expect(await sessionOf(on.endpoint.database, token, Date.now() + SESSION_MS + 1_000)).toBeNull();
    const kept = JSON.stringify(await on.endpoint.database.db.selectFrom('sessions').selectAll().execute());
    expect(kept).not.toContain(token);
    expect(await disableModerator(on.endpoint.database, 'Ada')).toBe(true);
    expect(await open(second)).toBe(303);
    await expect(signInModerator(BASE, { name: 'Ada', password: PASSWORD }, on.fetch)).rejects.toThrow(
      'cannot sign in',
    );
  });

  test('the cookie is for this host, for no script and for no other site', async () => {
    const cookie = async (base: string) =>
      (await on.fetch(`${base}/moderation/sign-in`, {})).headers.getSetCookie()[0] ?? '';
    const there = await cookie(BASE);
    expect(there).toMatch(/^__Host-moderation-before=/);
    for (const part of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/']) expect(there).toContain(part);
    expect(there).not.toContain('Domain');
    for (const base of ['http://127.0.0.1:8787', 'http://localhost:8787', 'http://[::1]:8787']) {
      const here = await cookie(base);
      expect(here, base).toMatch(/^moderation-before=/);
      expect(here, base).not.toContain('Secure');
      expect(here, base).toContain('HttpOnly');
    }
    for (const base of ['http://127.0.0.1.evil.example', 'http://localhost.evil.example', 'http://10.0.0.1'])
      expect(await cookie(base), base).toContain('Secure');
  });

  test('guessing passwords is slow, one by one and all at once', async () => {
    await addModerator(on.endpoint.database, { name: 'Ada', password: PASSWORD }, { N: 2, r: 8, p: 1 });
    const attempt = async (password: string, peer: string, name = 'Ada') => {
      const browser = atPages(BASE, (url, init) => on.fetch(url, init, peer));
      return browser.send(await browser.open('/moderation/sign-in'), '/sign-in', { name, password });
    };
    const at = '198.51.100.1';
    const all = await Promise.all(Array.from({ length: 20 }, (_, n) => attempt(`wrong password ${n}`, at)));
    expect(all.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(all.filter(({ status }) => status === 429)).toHaveLength(15);
    // Not even the right one, and nothing says so.
    const right = await attempt(PASSWORD, at);
    expect(right.status).toBe(429);
    expect(right.text).toContain('Too many attempts');
    // Who asks from elsewhere is not locked out by it.
    expect((await attempt(PASSWORD, '198.51.100.2')).path).toBe('/moderation/queue');
    // One address that tries many names is stopped as well; it does not learn which of them there are.
    const names = [];
    for (let n = 0; n < 21; n++)
      names.push((await attempt('wrong password', '198.51.100.3', `Name ${n}`)).status);
    expect(names.slice(0, 20)).toEqual(Array(20).fill(401));
    expect(names[20]).toBe(429);
    expect(
      JSON.stringify(await on.endpoint.database.db.selectFrom('sign_ins').selectAll().execute()),
    ).not.toMatch(/198\.51|Name 1|Ada/);
  }, 300_000);

  test('every page is for moderators, and there is none that is not tried here', async () => {
    const receipt = await on.receipt(noticeOf('1'));
    const ada = await on.moderator('Ada');
    await ada.open('/moderation/queue');
    const [id = ''] = await caseIds();
    const routes = createModeration(on.endpoint).routes.filter(({ method }) => method !== 'ALL');
    expect(routes.length).toBeGreaterThan(8);
    for (const { method, path } of routes) {
      const filled = path
        .replace(/:id\{[^}]+\}+/, id)
        .replace(/:notice\{[^}]+\}+/, receipt.id)
        .replace(/:sha256\{[^}]+\}+/, 'a'.repeat(64));
      if (filled === '/style.css' || filled === '/sign-in') continue;
      const response = await raw(`/moderation${filled}`, {
        method,
        ...(method === 'POST' && { body: 'csrf=x', headers: POST.headers }),
      });
      expect([method, filled, response.status]).toEqual([method, filled, 303]);
      expect(response.headers.get('location')).toMatch(/^\/moderation\/sign-in/);
      expect(await response.text()).toBe('');
    }
    const row = await on.endpoint.database.db.selectFrom('cases').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ state: 'open', claimed_by: null });
    for (const path of [
      '/moderation/nothing',
      '/moderation/cases/x',
      '/moderation/style.css/sign-in',
      '/moderation/x/sign-in',
      '/moderation/x/style.css',
    ])
      expect([303, 404], path).toContain((await raw(path)).status);
  });

  test('no answer can be framed, sniffed, kept or made to run anything', async () => {
    const ada = await on.moderator('Ada');
    await ada.open('/moderation/queue');
    const cookie = await sessionCookie();
    for (const path of ['sign-in', 'style.css', 'queue', 'nothing', 'cases/x', `cases/${'A'.repeat(26)}`]) {
      for (const headers of [{ cookie }, new Headers()]) {
        const response = await raw(`/moderation/${path}`, { headers });
        const said = (name: string) => response.headers.get(name) ?? '';
        expect(said('content-security-policy'), path).toBe(
          "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        );
        expect(said('x-frame-options'), path).toBe('DENY');
        expect(said('x-content-type-options'), path).toBe('nosniff');
        expect(said('referrer-policy'), path).toBe('same-origin');
        expect(said('cache-control'), path).toBe('no-store');
        expect(said('cross-origin-opener-policy'), path).toBe('same-origin');
        expect(said('access-control-allow-origin'), path).toBe('');
        expect(await response.text(), path).not.toContain('<script');
      }
    }
  });

  test('what is asked of the queue is never a part of the question to the database', async () => {
    await on.receipt(noticeOf('1'));
    const ada = await on.moderator('Ada');
    const all = (await ada.open('/moderation/queue')).document.querySelectorAll('.cases > li').length;
    expect(all).toBe(1);
    for (const attack of [
      "' OR '1'='1",
      "'; DROP TABLE cases; --",
      '1) UNION SELECT password FROM moderators --',
      '\0',
      '%00',
      '€'.repeat(1_000),
    ])
      for (const name of ['state', 'about', 'category', 'flagged', 'overdue', 'mine', 'after', 'said']) {
        const page = await ada.open(`/moderation/queue?${new URLSearchParams({ [name]: attack })}`);
        expect(
          [page.status, page.document.querySelectorAll('.cases > li').length],
          `${name}=${attack}`,
        ).toEqual([200, all]);
        expect(page.text).not.toContain('scrypt');
      }
    for (const attack of ["'", "' OR '1'='1", '"; --', '..%2f..%2fkey', '%00'])
      expect((await ada.open(`/moderation/cases/${encodeURIComponent(attack)}`)).status).toBe(404);
    const [id] = await caseIds();
    const page = await ada.send(await ada.open('/moderation/queue'), '/next');
    const listing = await ada.send(page, '/decision', {
      ...REASONS,
      listings: ["' OR 1=1 --"],
      outcome: 'acted',
      measures: ['DECISION_ACCOUNT_SUSPENDED'],
      ground: 'DECISION_GROUND_ILLEGAL_CONTENT',
      groundReference: "'; DROP TABLE decisions; --",
    });
    expect([listing.status, page.path]).toEqual([422, `/moderation/cases/${id}`]);
    expect(listing.text).toContain('not one of this case');
  });

  test('a file is saved and never shown, and only as part of its case', async () => {
    const bytes = '<script>alert(1)</script>';
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const attached = noticeOf('1', {
      attachments: [{ name: 'page.html', mediaType: 'text/html', size: bytes.length, sha256 }],
    });
    const receipt = await on.receipt(attached);
    await on.receipt(noticeOf('2'));
    const put = await on.ask(`/v1/notices/${receipt.id}/attachments/${sha256}`, {
      method: 'PUT',
      body: bytes,
      headers: { authorization: `Bearer ${receipt.secret}`, 'content-type': 'application/octet-stream' },
    });
    expect(put.status).toBe(204);
    const ada = await on.moderator('Ada');
    await ada.open('/moderation/queue');
    const rows = await on.endpoint.database.db.selectFrom('case_notices').selectAll().execute();
    const [own, other] = [
      rows.find(({ notice }) => notice === receipt.id),
      rows.find(({ notice }) => notice !== receipt.id),
    ];
    const page = await ada.open(`/moderation/cases/${own?.case_id}`);
    const link = page.document.querySelector('a[download]')?.getAttribute('href') ?? '';
    const cookie = await sessionCookie();
    const file = await raw(link, { headers: { cookie } });
    expect(file.status).toBe(200);
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="page.html"');
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await file.text()).toBe(bytes);
    for (const path of [
      `/moderation/cases/${other?.case_id}/attachments/${receipt.id}/${sha256}`,
      `/moderation/cases/${own?.case_id}/attachments/${other?.notice}/${sha256}`,
      `/moderation/cases/${own?.case_id}/attachments/${receipt.id}/${'0'.repeat(64)}`,
      `/moderation/cases/${own?.case_id}/attachments/${receipt.id}/..%2f..%2f..%2fkey`,
    ])
      expect((await raw(path, { headers: { cookie } })).status, path).toBe(404);
  });
});

describe('after signing in', () => {
  test.each(['/moderation/queue', '/moderation/queue?state=decided&category=X', '/moderation/cases/0A'])(
    '%s is gone to',
    (path) => {
      expect(ownPage(path)).toBe(path);
    },
  );
  test.each([
    undefined,
    '',
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    '/moderation//evil.example/../..//evil.example',
    '/moderation/../../evil',
    '/moderation/%2e%2e/x',
    '/moderation/..//evil.example',
    'javascript:alert(1)',
    '/moderation/\nSet-Cookie: a=b',
    ' /moderation/queue',
    '/v1/notices',
    '@evil.example',
  ])('%j is not', (path) => {
    const gone = ownPage(path);
    const url = new URL(gone, BASE);
    expect(url.origin).toBe(BASE);
    expect(gone).toMatch(/^\/moderation\/[^/\\]/);
  });
});
