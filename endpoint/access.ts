import type { MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { clientAddress, subscriber } from './client-address.ts';
import type { Endpoint } from './endpoint.ts';
import type { Env } from './environment.ts';
import { NOT_FOUND } from './problems.ts';

const bearer = (authorization: string | undefined) =>
  /^Bearer ([\w.~+/-]{1,200}=*)$/i.exec(authorization ?? '')?.[1] ?? '';

/** Says who asks, and refuses those who ask too often; a trusted flagger's token has its own measure. */
export function identified({ configuration, flaggers, limits, metrics }: Endpoint): MiddlewareHandler<Env> {
  const addressOf = clientAddress(configuration.trustedProxies);
  const perHour = configuration.requestsPerMinute * 60;
  return async (c, next) => {
    const peer = c.env?.incoming?.socket.remoteAddress ?? '';
    const who = subscriber(addressOf(peer, c.req.header('x-forwarded-for')));
    c.set('subscriber', who);
    if (flaggers.isKnown(bearer(c.req.header('authorization')))) return next();
    const wait = await limits.requests.take(who, perHour);
    if (wait > 0) {
      metrics.limited('requests');
      throw tooMany(wait);
    }
    await next();
  };
}

/** Takes the token of a trusted flagger (Art. 22), or none. Throws 401 for one that nobody has. */
export function flagged({ flaggers }: Endpoint): MiddlewareHandler<Env> {
  return async (c, next) => {
    const authorization = c.req.header('authorization');
    const flagger = authorization === undefined ? null : await flaggers.of(bearer(authorization));
    if (authorization !== undefined && !flagger)
      throw new HTTPException(401, {
        message: 'nobody has this token',
        res: new Response(null, { headers: { 'www-authenticate': 'Bearer' } }),
      });
    c.set('flagger', flagger);
    await next();
  };
}

/** Lets through who has the secret of the notice in the path; for all others nothing is here. */
export function opened({ keys }: Endpoint): MiddlewareHandler<Env> {
  return async (c, next) => {
    // Checked before anything is looked up: the time it takes does not tell whether there is such a notice.
    if (!keys.opens(c.req.param('id') ?? '', bearer(c.req.header('authorization'))))
      return c.json(NOT_FOUND, 404);
    await next();
  };
}

/** Takes one notice from the bucket of who sends it: the trusted flagger's, else the address's. Throws 429. */
export function countNotice({ configuration, limits, metrics }: Endpoint) {
  return async ({ flagger, subscriber }: { flagger: Env['Variables']['flagger']; subscriber: string }) => {
    const wait = flagger
      ? await limits.notices.take(`flagger ${flagger.id}`, flagger.notices_per_hour)
      : await limits.notices.take(`address ${subscriber}`, configuration.noticesPerHour);
    if (wait === 0) return;
    metrics.limited('notices');
    throw tooMany(wait);
  };
}

const tooMany = (seconds: number) =>
  new HTTPException(429, {
    message: `too many from here; try again in ${seconds} seconds`,
    res: new Response(null, { headers: { 'retry-after': String(seconds) } }),
  });
