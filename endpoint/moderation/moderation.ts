import { createReadStream, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type Context, Hono } from 'hono';
import { attachmentPath } from '../attachments.ts';
import { clientAddress, subscriber } from '../client-address.ts';
import type { Endpoint } from '../endpoint.ts';
import { type CaseFile, caseFile } from './case-file.ts';
import { caseView, type Standing } from './case-page.ts';
import { claim, claimNext, mayDecide, release } from './claims.ts';
import { decide } from './decide.ts';
import { checkDecision } from './decision-form.ts';
import { beforeSignIn, giveCookie, headers, type ModerationEnv, ownPage, signedIn } from './guard.ts';
import { signIn, signOut } from './moderators.ts';
import { type Html, page } from './page.ts';
import { filterOf, queueCounts, queuePage } from './queue.ts';
import { queueView } from './queue-page.ts';
import { signInPage } from './sign-in-page.ts';

/** The part of the endpoint these pages are about. */
export type Moderated = Pick<Endpoint, 'database' | 'keys' | 'configuration'>;

const STYLE = readFileSync(join(import.meta.dirname, 'style.css'), 'utf8');
const CASE = '/cases/:id{[0-9A-Z]{26}}';

/** What the queue says after something was done; named in the address, never quoted from it. */
const SAID: Record<string, string> = {
  decided: 'Decided. Those who reported are told.',
  released: 'The case is back in the queue.',
  none: 'No case is free for you at present.',
};

/**
 * The pages moderators work on, to be mounted at /moderation: rendered here whole, no script, nothing from elsewhere.
 * Everything but the style sheet and the sign-in form is for those who have signed in.
 */
export function createModeration({ database, keys, configuration }: Moderated): Hono<ModerationEnv> {
  const { directory, trustedProxies } = configuration;
  const secret = keys.derive('moderation forms');
  const letters = { letters: configuration.mail !== null };
  const addressOf = clientAddress(trustedProxies);
  const app = new Hono<ModerationEnv>();
  app.use(headers, async (c, next) => {
    await next();
    c.header('cache-control', 'no-store');
  });
  const viewer = (c: Context<ModerationEnv>) => ({ moderator: c.get('moderator'), csrf: c.get('csrf') });
  const field = (c: Context<ModerationEnv>, name: string) => c.get('form')[name]?.[0] ?? '';

  app.get('/style.css', (c) => c.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8' }));

  app.use('/sign-in', beforeSignIn(secret));
  app.get('/sign-in', (c) => c.html(signInPage(c.get('csrf'), ownPage(c.req.query('next')))));
  app.post('/sign-in', async (c) => {
    const next = ownPage(field(c, 'next'));
    const [name, password] = [field(c, 'name').trim().slice(0, 100), field(c, 'password')];
    const done = await signIn(database, {
      name,
      password,
      address: subscriber(
        addressOf(c.env.incoming?.socket.remoteAddress ?? '', c.req.header('x-forwarded-for')),
      ),
    });
    if (done === 'waited')
      return c.html(
        signInPage(c.get('csrf'), next, 'Too many attempts. Try again in a quarter of an hour.'),
        429,
        {
          'retry-after': '900',
        },
      );
    if (done === 'refused')
      return c.html(
        signInPage(c.get('csrf'), next, 'This name and this password do not belong together.'),
        401,
      );
    giveCookie(c, 'session', done.token);
    giveCookie(c, 'before', '');
    return c.redirect(next, 303);
  });

  app.use(async (c, next) => {
    if (c.req.path.endsWith('/style.css') || c.req.path.endsWith('/sign-in')) return next();
    return signedIn(database, secret)(c, next);
  });

  app.post('/sign-out', async (c) => {
    await signOut(database, c.get('token'));
    giveCookie(c, 'session', '');
    return c.redirect('/moderation/sign-in', 303);
  });

  app.get('/queue', async (c) => {
    const filter = filterOf(c.req.query());
    const said = SAID[c.req.query('said') ?? ''];
    const [counts, found] = await Promise.all([
      queueCounts(database),
      queuePage(database, filter, c.get('moderator').id),
    ]);
    return c.html(queueView(viewer(c), { filter, counts, found }, said));
  });
  app.post('/next', async (c) => {
    const id = await claimNext(database, c.get('moderator').id);
    return c.redirect(id ? `/moderation/cases/${id}` : '/moderation/queue?said=none', 303);
  });

  async function standing({ case: row }: CaseFile, moderator: string): Promise<Standing> {
    if (row.state === 'decided') return 'decided';
    if (!(await mayDecide(database.db, row, moderator))) return 'not for you';
    if (!row.claimed_until || row.claimed_until <= new Date().toISOString()) return 'free';
    return row.claimed_by === moderator ? 'mine' : 'taken';
  }
  const message = (c: Context<ModerationEnv>, title: string, text: Html | string, status: 404 | 409) =>
    c.html(page(title, viewer(c), text as Html), status);
  const missing = (c: Context<ModerationEnv>) => message(c, 'Nothing is here', '', 404);

  app.get(CASE, async (c) => {
    const file = await caseFile(database, c.req.param('id'));
    if (!file) return missing(c);
    return c.html(caseView(viewer(c), file, await standing(file, c.get('moderator').id)));
  });
  app.post(`${CASE}/claim`, async (c) => {
    const id = c.req.param('id');
    if ((await claim(database, id, c.get('moderator').id)) === 'gone' && !(await caseFile(database, id)))
      return missing(c);
    // Whatever came of it, the page of the case says who has it now.
    return c.redirect(`/moderation/cases/${id}`, 303);
  });
  app.post(`${CASE}/release`, async (c) => {
    await release(database, c.req.param('id'), c.get('moderator').id);
    return c.redirect('/moderation/queue?said=released', 303);
  });

  app.post(`${CASE}/decision`, async (c) => {
    const id = c.req.param('id');
    const moderator = c.get('moderator').id;
    const file = await caseFile(database, id);
    if (!file) return missing(c);
    const fields = c.get('form');
    const again = async (problems: Record<string, string>, status: 409 | 422) => {
      const now = (await caseFile(database, id)) ?? file;
      return c.html(caseView(viewer(c), now, await standing(now, moderator), { fields, problems }), status);
    };
    const checked = checkDecision(fields, file.case.about);
    if (!checked.ok) return again(checked.problems, 422);
    const done = await decide(database, { id, moderator, reasoned: checked.reasoned }, letters);
    switch (done) {
      case 'decided':
        return c.redirect('/moderation/queue?said=decided', 303);
      case 'changed':
        return again(
          { decide: 'Another notice joined this case meanwhile. Look at it, then decide again.' },
          409,
        );
      case 'unknown listing':
        return again({ listings: 'This listing is not one of this case.' }, 422);
      default:
        return again({ decide: 'This case is not before you any more; nothing was decided.' }, 409);
    }
  });

  app.get(`${CASE}/attachments/:notice{[0-9A-Z]{26}}/:sha256{[0-9a-f]{64}}`, async (c) => {
    const { id, notice, sha256 } = c.req.param();
    const row = await database.db
      .selectFrom('attachments')
      .innerJoin('case_notices', 'case_notices.notice', 'attachments.notice')
      .select(['attachments.name', 'attachments.received_at'])
      .where('case_notices.case_id', '=', id)
      .where('attachments.notice', '=', notice)
      .where('attachments.sha256', '=', sha256)
      .executeTakeFirst();
    const path = attachmentPath(directory, notice, sha256);
    const size = row?.received_at
      ? await stat(path).then(
          ({ size }) => size,
          () => null,
        )
      : null;
    if (!row || size === null) return missing(c);
    // Saved, never shown: whatever it is, it does not become a page of ours.
    return c.body(Readable.toWeb(createReadStream(path)) as ReadableStream, 200, {
      'content-type': 'application/octet-stream',
      'content-length': String(size),
      'content-disposition': `attachment; filename="${row.name.replace(/[^\w .-]/g, '_')}"`,
    });
  });

  // With and without the slash at the end.
  app.all('*', (c) =>
    /^\/moderation\/?$/.test(c.req.path) ? c.redirect('/moderation/queue', 303) : missing(c),
  );
  return app;
}
