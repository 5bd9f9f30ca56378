import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import { ATTACHMENT_BYTES_MAX } from '../../utils/notices/notice.ts';
import { opened } from '../access.ts';
import { storeAttachment } from '../attachments.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Env } from '../environment.ts';
import { ALWAYS, NOT_FOUND, problem, refused } from '../problems.ts';
import { OPENED, RECEIPT_ID } from './notices.ts';

/** PUT the bytes of a file that the notice names. */
export function attachmentRoutes(app: OpenAPIHono<Env>, endpoint: Endpoint): void {
  const { configuration, database } = endpoint;

  const put = createRoute({
    method: 'put',
    path: '/v1/notices/{id}/attachments/{sha256}',
    summary: 'Hand in a file that the notice names',
    security: OPENED.security,
    middleware: [opened(endpoint)] as const,
    request: {
      params: RECEIPT_ID.extend({
        sha256: z.string().meta({ description: 'Of the file, as in the notice' }),
      }),
      body: {
        required: true,
        content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
      },
    },
    responses: {
      204: { description: 'Stored, now or before' },
      404: refused('No such notice, not this secret, or the notice names no such file'),
      413: refused('It is longer than any attachment may be'),
      422: refused('These are not the bytes the notice names, by their length or their hash'),
      ...ALWAYS,
    },
  });
  app.openapi(put, async (c) => {
    const { id, sha256 } = c.req.valid('param');
    if (Number(c.req.header('content-length') ?? 0) > ATTACHMENT_BYTES_MAX)
      throw new HTTPException(413, { message: `a file may have at most ${ATTACHMENT_BYTES_MAX} bytes` });
    const refusal = await storeAttachment(
      database,
      configuration.directory,
      { notice: id, sha256 },
      c.req.raw.body ?? empty(),
    );
    if (refusal === 'unnamed') return c.json(NOT_FOUND, 404);
    if (refusal)
      return c.json(
        problem('these are not the bytes that the notice names', [
          { path: 'body', message: 'must have the size and the SHA-256 named in the notice' },
        ]),
        422,
      );
    return c.body(null, 204);
  });
}

async function* empty(): AsyncGenerator<Uint8Array> {}
