import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { discoverySchema, INTERFACE_VERSION } from '../../utils/notices/interface.ts';
import { ATTACHMENT_BYTES_MAX, LISTINGS_MAX } from '../../utils/notices/notice.ts';
import { CATEGORIES } from '../../utils/notices/taxonomy.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Env } from '../environment.ts';
import { ALWAYS, answer, problem } from '../problems.ts';
import { NOTICE_BYTES_MAX } from './notices.ts';

const ok = z.object({ ok: z.literal(true) }).meta({ id: 'Ok' });

/** Who runs the endpoint, whether the process lives, and whether it can take notices. */
export function aboutRoutes(app: OpenAPIHono<Env>, endpoint: Endpoint): void {
  const { configuration, database, keys } = endpoint;

  app.openapi(
    createRoute({
      method: 'get',
      path: '/',
      summary: 'Who runs this endpoint and what it takes',
      responses: { 200: answer('Discovery', discoverySchema.meta({ id: 'Discovery' })), ...ALWAYS },
    }),
    (c) =>
      c.json(
        {
          interface: 'notice-and-action' as const,
          version: INTERFACE_VERSION,
          operator: configuration.operator,
          languages: ['en'],
          categories: [...CATEGORIES],
          limits: {
            bodyBytes: NOTICE_BYTES_MAX,
            listings: LISTINGS_MAX,
            attachmentBytes: ATTACHMENT_BYTES_MAX,
            noticesPerHour: configuration.noticesPerHour,
          },
          publicKey: keys.publicKey,
          description: 'openapi.json',
        },
        200,
      ),
  );

  app.openapi(
    createRoute({
      method: 'get',
      path: '/health',
      summary: 'Whether the process lives',
      responses: { 200: answer('It does', ok), ...ALWAYS },
    }),
    (c) => c.json({ ok: true as const }, 200),
  );

  app.openapi(
    createRoute({
      method: 'get',
      path: '/ready',
      summary: 'Whether it can take notices: it is not stopping, and the database answers',
      responses: { 200: answer('It can', ok), ...ALWAYS },
    }),
    async (c) => {
      if (endpoint.stopping) return c.json(problem('it is stopping'), 503, { 'retry-after': '30' });
      await database.check();
      return c.json({ ok: true as const }, 200);
    },
  );
}
