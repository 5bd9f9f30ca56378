import { hash } from 'node:crypto';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { receiptSchema, statusSchema } from '../../utils/notices/interface.ts';
import { noticeSchema } from '../../utils/notices/notice.ts';
import { countNotice, flagged, opened } from '../access.ts';
import { atOnce, jsonBody } from '../body.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Env } from '../environment.ts';
import { eraseNotifier } from '../notifiers.ts';
import { ALWAYS, answer, BODY, NOT_FOUND, problem, refused } from '../problems.ts';
import { NEXT, statusOf } from '../status.ts';

/** More than the longest notice the schema takes, in bytes. */
export const NOTICE_BYTES_MAX = 1024 * 1024;

const receipt = receiptSchema.meta({ id: 'Receipt' });
const WITH_OR_WITHOUT_TOKEN: Record<string, string[]>[] = [{}, { flaggerToken: [] }];
/** Of what is under a receipt. */
export const RECEIPT_ID = z.object({ id: z.string().meta({ description: "The receipt's id" }) });
export const OPENED = {
  security: [{ receiptSecret: [] }],
  404: refused('No such notice, or not this secret: which of them is not said'),
};

/** POST a notice, GET what became of it, DELETE who sent it. */
export function noticeRoutes(app: OpenAPIHono<Env>, endpoint: Endpoint): void {
  const { database, intake, metrics } = endpoint;
  const count = countNotice(endpoint);

  const post = createRoute({
    method: 'post',
    path: '/v1/notices',
    summary: 'Submit a notice (DSA Art. 16)',
    security: WITH_OR_WITHOUT_TOKEN,
    middleware: [flagged(endpoint), jsonBody(NOTICE_BYTES_MAX)] as const,
    request: {
      body: {
        required: true,
        content: { 'application/json': { schema: atOnce(noticeSchema.meta({ id: 'Notice' })) } },
      },
    },
    // Only described here: that it is the notice's id says that it is a UUID.
    parameters: [
      {
        name: 'idempotency-key',
        in: 'header',
        required: true,
        description: 'The id of the notice, again',
        schema: { type: 'string', format: 'uuid' },
      },
    ],
    responses: {
      201: {
        ...answer('Stored; this confirms its receipt (Art. 16(4))', receipt),
        headers: z.object({ location: z.string().meta({ description: 'Where its status is' }) }),
      },
      200: answer('It was stored before; the same receipt again', receipt),
      ...BODY,
      401: refused('Nobody has this token'),
      409: refused('Another notice was stored under this id'),
      ...ALWAYS,
    },
  });
  app.openapi(post, async (c) => {
    const notice = c.req.valid('json');
    if (c.req.header('idempotency-key')?.toLowerCase() !== notice.id.toLowerCase())
      return c.json(
        problem('the request is not complete', [
          { path: 'idempotency-key', message: 'must be the id of the notice' },
        ]),
        422,
      );
    const flagger = c.get('flagger');
    await count({ flagger, subscriber: c.get('subscriber') });
    const sha256 = hash('sha256', c.get('bytes'));
    const accepted = await intake.accept({ notice, sha256, flagger });
    if (accepted === 'conflict') {
      metrics.taken('conflict');
      return c.json(
        problem('another notice was stored under this id', [{ path: 'id', message: 'is taken' }]),
        409,
      );
    }
    const { stored, ...given } = accepted;
    metrics.taken(stored ? 'stored' : 'repeated');
    const receipt = { ...given, next: NEXT.received };
    return stored ? c.json(receipt, 201, { location: `/v1/notices/${given.id}` }) : c.json(receipt, 200);
  });

  const get = createRoute({
    method: 'get',
    path: '/v1/notices/{id}',
    summary: 'What became of a notice',
    security: OPENED.security,
    middleware: [opened(endpoint)] as const,
    request: { params: RECEIPT_ID },
    responses: {
      200: answer('Its state, and the decision once there is one', statusSchema.meta({ id: 'Status' })),
      404: OPENED[404],
      ...ALWAYS,
    },
  });
  app.openapi(get, async (c) => {
    const status = await statusOf(database, c.req.valid('param').id);
    return status ? c.json(status, 200) : c.json(NOT_FOUND, 404);
  });

  const erase = createRoute({
    method: 'delete',
    path: '/v1/notices/{id}/notifier',
    summary: 'Erase who sent it; the notice stays (GDPR Art. 17)',
    security: OPENED.security,
    middleware: [opened(endpoint)] as const,
    request: { params: RECEIPT_ID },
    responses: { 204: { description: 'Name, e-mail and webhook are erased' }, 404: OPENED[404], ...ALWAYS },
  });
  app.openapi(erase, async (c) => {
    await eraseNotifier(database, c.req.valid('param').id);
    return c.body(null, 204);
  });
}
