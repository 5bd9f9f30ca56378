import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { webhookSchema } from '../../utils/notices/interface.ts';
import { opened } from '../access.ts';
import { atOnce, jsonBody } from '../body.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Env } from '../environment.ts';
import { ALWAYS, BODY, problem } from '../problems.ts';
import { setWebhook } from '../webhooks.ts';
import { OPENED, RECEIPT_ID } from './notices.ts';

/** More than the longest address, in bytes. */
const BODY_MAX = 16 * 1024;

/** Throws for an address that answers must not be sent to, such as one inside the operator's network. */
export type AssertPublicAddress = (url: string) => Promise<void>;

/** PUT where to tell of changes. */
export function webhookRoutes(
  app: OpenAPIHono<Env>,
  endpoint: Endpoint,
  assertPublicAddress: AssertPublicAddress,
): void {
  const { database } = endpoint;

  const put = createRoute({
    method: 'put',
    path: '/v1/notices/{id}/webhook',
    summary: 'Where to tell of changes from now on',
    security: OPENED.security,
    middleware: [opened(endpoint), jsonBody(BODY_MAX)] as const,
    request: {
      params: RECEIPT_ID,
      body: {
        required: true,
        content: { 'application/json': { schema: atOnce(webhookSchema.meta({ id: 'Webhook' })) } },
      },
    },
    responses: { 204: { description: 'Stored' }, ...BODY, 404: OPENED[404], ...ALWAYS },
  });
  app.openapi(put, async (c) => {
    const { url } = c.req.valid('json');
    try {
      await assertPublicAddress(url);
    } catch {
      return c.json(
        problem('this address is not told of anything', [{ path: 'url', message: 'must be public' }]),
        422,
      );
    }
    await setWebhook(database, c.req.valid('param').id, url);
    return c.body(null, 204);
  });
}
