import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { HTTPException } from 'hono/http-exception';
import { INTERFACE_VERSION, receiptSchema } from '../utils/notices/interface.ts';
import { noticeSchema } from '../utils/notices/notice.ts';
import type { Store } from './store.ts';

/** More than the longest notice the schema takes, in bytes. */
const BODY_MAX = 1024 * 1024;
/** How many bad fields one answer names, and how long each is told, in characters. */
const FIELDS_MAX = 50;
const FIELD_TEXT_MAX = 300;

const NEXT =
  'The notice was received and stored. It will be examined in a timely, diligent, non-arbitrary and objective manner, ' +
  'and the decision will be notified to you without undue delay, with your possibilities for redress (DSA Art. 16(5) and (6)).';

const problemSchema = z
  .object({
    problem: z.string(),
    fields: z.array(z.object({ path: z.string(), message: z.string() })),
  })
  .meta({ id: 'Problem' });

const statusSchema = receiptSchema
  .omit({ secret: true, sha256: true, signature: true })
  .extend({ state: z.literal('received') })
  .meta({ id: 'Status' });

const namedReceiptSchema = receiptSchema.meta({ id: 'Receipt' });

const answer = <T extends z.ZodType>(description: string, schema: T) => ({
  description,
  content: { 'application/json': { schema } },
});
const problem = (description: string) => answer(description, problemSchema);

const postNotice = createRoute({
  method: 'post',
  path: '/v1/notices',
  summary: 'Submit a notice (DSA Art. 16)',
  middleware: [
    bodyLimit({
      maxSize: BODY_MAX,
      onError: (c) => c.json({ problem: `the body may have at most ${BODY_MAX} bytes`, fields: [] }, 413),
    }),
  ] as const,
  request: {
    headers: z.object({
      'idempotency-key': z.uuid().meta({ description: 'The id of the notice, again' }),
    }),
    body: {
      required: true,
      content: { 'application/json': { schema: noticeSchema.meta({ id: 'Notice' }) } },
    },
  },
  responses: {
    201: {
      ...answer('Stored; this confirms its receipt (Art. 16(4))', namedReceiptSchema),
      headers: z.object({ location: z.string().meta({ description: 'Where its status is' }) }),
    },
    200: answer('It was stored before; the same receipt again', namedReceiptSchema),
    400: problem('The body is not JSON'),
    409: problem('Another notice was stored under this id'),
    413: problem('The body is too long'),
    415: problem('The body is not application/json'),
    422: problem('The notice is not complete (Art. 16(2)); each bad field is named'),
    500: problem('Something broke here; try again later'),
    503: problem('The notice cannot be stored at present; try again later'),
  },
});

const getNotice = createRoute({
  method: 'get',
  path: '/v1/notices/{id}',
  summary: 'What became of a notice',
  security: [{ receiptSecret: [] }],
  request: { params: z.object({ id: z.string() }) },
  responses: {
    200: answer('Its state', statusSchema),
    404: problem('No such notice, or not this secret: which of them is not said'),
    500: problem('Something broke here; try again later'),
  },
});

/** The HTTP interface over a store. Pure of sockets and processes. */
export function createApp(store: Store): OpenAPIHono {
  const app = new OpenAPIHono({
    defaultHook: (result, c) => {
      if (!result.success) return c.json(incomplete(result.error.issues, result.target), 422);
    },
  });

  // Extensions and pages may post from anywhere: nothing here rests on cookies or on who is asking.
  app.use(
    cors({
      origin: '*',
      allowMethods: ['GET', 'POST'],
      allowHeaders: ['authorization', 'content-type', 'idempotency-key'],
      exposeHeaders: ['location', 'retry-after'],
      maxAge: 600,
    }),
  );
  app.use(async (c, next) => {
    await next();
    c.header('cache-control', 'no-store');
    c.header('x-content-type-options', 'nosniff');
  });

  app.openapi(postNotice, async (c) => {
    const notice = c.req.valid('json');
    if (c.req.valid('header')['idempotency-key'] !== notice.id)
      return c.json(
        refusal('the notice is not complete', [
          { path: 'idempotency-key', message: 'must be the id of the notice' },
        ]),
        422,
      );
    const accepted = await store.accept(notice);
    if (accepted === 'conflict')
      return c.json(
        refusal('another notice was stored under this id', [{ path: 'id', message: 'is taken' }]),
        409,
      );
    const { id, number, receivedAt, sha256, signature, secret, stored } = accepted;
    const receipt = { id, number, receivedAt, sha256, signature, next: NEXT, secret };
    return stored ? c.json(receipt, 201, { location: `/v1/notices/${id}` }) : c.json(receipt, 200);
  });

  app.openapi(getNotice, async (c) => {
    const secret = /^Bearer ([\w-]{1,200})$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
    const filed = await store.status(c.req.valid('param').id, secret);
    if (!filed) return c.json(notFound, 404);
    return c.json({ ...filed, next: NEXT }, 200);
  });

  app.openAPIRegistry.registerComponent('securitySchemes', 'receiptSecret', {
    type: 'http',
    scheme: 'bearer',
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
  app.get('/', (c) =>
    c.json({
      what: 'A reference endpoint for notices of illegal content under Art. 16 of the Digital Services Act',
      version: INTERFACE_VERSION,
      notices: '/v1/notices',
      description: '/openapi.json',
      health: '/health',
    }),
  );
  app.get('/health', async (c) => {
    await store.check();
    return c.json({ ok: true });
  });

  app.notFound((c) => c.json(notFound, 404));
  app.onError(failed);
  return app;
}

interface Refusal {
  problem: string;
  fields: { path: string; message: string }[];
}

const refusal = (problem: string, fields: Refusal['fields'] = []): Refusal => ({ problem, fields });
const notFound = refusal('nothing is here, or not for this secret');

function incomplete(issues: readonly z.core.$ZodIssue[], target: string): Refusal {
  const fields = issues.slice(0, FIELDS_MAX).map(({ path, message }) => ({
    path: (path.map(String).join('.') || (target === 'json' ? 'notice' : target)).slice(0, FIELD_TEXT_MAX),
    message: message.slice(0, FIELD_TEXT_MAX),
  }));
  return refusal('the notice is not complete', fields);
}

/** SQLite's result codes for a database that is busy, a read or write that failed, and a full disk. */
const PASSING = [5, 10, 13];

function failed(error: Error, c: Context): Response {
  if (error instanceof HTTPException) return c.json(refusal(error.message), error.status);
  // The message only: what was being stored is nobody's business in a log.
  console.error(`${new Date().toISOString()} ${c.req.method} ${c.req.path}: ${error.message}`);
  const code = 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : 0;
  if (!PASSING.includes(code)) return c.json(refusal('something broke here; try again later'), 500);
  c.header('retry-after', '60');
  return c.json(refusal('the notice cannot be stored at present; try again later'), 503);
}
