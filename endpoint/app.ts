import { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { INTERFACE_VERSION } from '../utils/notices/interface.ts';
import { identified } from './access.ts';
import type { Endpoint } from './endpoint.ts';
import type { Env } from './environment.ts';
import { createModeration } from './moderation/moderation.ts';
import { failed, incomplete, NOT_FOUND, problem } from './problems.ts';
import { aboutRoutes } from './routes/about.ts';
import { attachmentRoutes } from './routes/attachments.ts';
import { complaintRoutes } from './routes/complaints.ts';
import { noticeRoutes } from './routes/notices.ts';
import { type AssertPublicAddress, webhookRoutes } from './routes/webhooks.ts';

/**
 * The HTTP interface (utils/notices/interface.ts) of an endpoint. Pure of sockets and processes. Webhooks are taken
 * where somebody checks their addresses.
 */
export function createApp(
  endpoint: Endpoint,
  { assertPublicAddress }: { assertPublicAddress?: AssertPublicAddress } = {},
): OpenAPIHono<Env> {
  const app = new OpenAPIHono<Env>({
    defaultHook: (result, c) => {
      if (!result.success) return c.json(incomplete(result.error.issues, result.target), 422);
    },
  });

  // Headers are set before there is an answer: to one that is there they would cost more than all the rest.
  app.use(counted(endpoint), async (c, next) => {
    c.header('cache-control', 'no-store');
    c.header('x-content-type-options', 'nosniff');
    await next();
  });
  // Extensions and pages may ask from anywhere: nothing of the interface rests on cookies.
  const preflight = cors({
    origin: '*',
    allowMethods: METHODS,
    allowHeaders: ['authorization', 'content-type', 'idempotency-key'],
    maxAge: 600,
  });
  for (const path of ['/', '/openapi.json', '/v1/*'])
    app.options(path, preflight).use(path, async (c, next) => {
      c.header('access-control-allow-origin', '*');
      c.header('access-control-expose-headers', 'location,retry-after');
      await next();
    });
  app.use('/v1/*', identified(endpoint));

  aboutRoutes(app, endpoint);
  noticeRoutes(app, endpoint);
  attachmentRoutes(app, endpoint);
  complaintRoutes(app, endpoint);
  if (assertPublicAddress) webhookRoutes(app, endpoint, assertPublicAddress);

  app.route('/moderation', createModeration(endpoint));

  const security = { type: 'http', scheme: 'bearer' } as const;
  app.openAPIRegistry.registerComponent('securitySchemes', 'receiptSecret', {
    ...security,
    description: 'The secret of the receipt',
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'flaggerToken', {
    ...security,
    description: 'The token of a trusted flagger (Art. 22)',
  });
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Notice and action',
      version: INTERFACE_VERSION,
      description:
        'Takes notices of illegal content under Article 16 of the Digital Services Act, Regulation (EU) 2022/2065.',
    },
  });

  app.notFound((c) => {
    const allowed = METHODS.filter((method) => isRoute(app, method, c.req.path));
    if (allowed.length === 0) return c.json(NOT_FOUND, 404);
    return c.json(problem(`only ${allowed.join(', ')} can be done here`), 405, { allow: allowed.join(', ') });
  });
  app.onError(failed);
  return app;
}

const METHODS = ['GET', 'POST', 'PUT', 'DELETE'];

/** Whether a handler, and not only what stands before all of them, takes this method here. */
const isRoute = (app: OpenAPIHono<Env>, method: string, path: string): boolean =>
  app.router.match(method, path)[0].some(([[, route]]) => route.method === method);

/** Counts every answer by its route, and how long it took. */
const counted =
  ({ metrics }: Endpoint): MiddlewareHandler<Env> =>
  async (c, next) => {
    const began = performance.now();
    await next();
    metrics.answered(c.req.method, c.req.routePath, c.res.status, (performance.now() - began) / 1_000);
  };
