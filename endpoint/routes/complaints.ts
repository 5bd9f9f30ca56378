import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { complaintReceiptSchema, complaintSchema } from '../../utils/notices/interface.ts';
import { opened } from '../access.ts';
import { atOnce, jsonBody } from '../body.ts';
import { complain, type Refused } from '../complaints.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Env } from '../environment.ts';
import { ALWAYS, answer, BODY, problem, refused } from '../problems.ts';
import { NEXT } from '../status.ts';
import { OPENED, RECEIPT_ID } from './notices.ts';

/** More than the longest complaint, in bytes. */
const BODY_MAX = 64 * 1024;

const WHY: Record<Refused, string> = {
  undecided: 'there is no decision to complain about yet',
  'too late': 'the time for a complaint about the decision is over',
  another: 'there is a complaint about the decision already',
};

/** POST a complaint about the decision. */
export function complaintRoutes(app: OpenAPIHono<Env>, endpoint: Endpoint): void {
  const { configuration, database } = endpoint;
  const receipt = complaintReceiptSchema.meta({ id: 'ComplaintReceipt' });

  const post = createRoute({
    method: 'post',
    path: '/v1/notices/{id}/complaints',
    summary: 'Complain about the decision, once and within six months (DSA Art. 20)',
    security: OPENED.security,
    middleware: [opened(endpoint), jsonBody(BODY_MAX)] as const,
    request: {
      params: RECEIPT_ID,
      body: {
        required: true,
        content: { 'application/json': { schema: atOnce(complaintSchema.meta({ id: 'Complaint' })) } },
      },
    },
    responses: {
      201: answer('Stored', receipt),
      200: answer('It was stored before', receipt),
      ...BODY,
      404: OPENED[404],
      409: refused('There is no decision yet, the time is over, or there is another complaint'),
      ...ALWAYS,
    },
  });
  app.openapi(post, async (c) => {
    const complaint = c.req.valid('json');
    const outcome = await complain(database, c.req.valid('param').id, complaint, {
      letters: configuration.mail !== null,
    });
    if (typeof outcome === 'string') return c.json(problem(WHY[outcome]), 409);
    const { receivedAt, stored } = outcome;
    return c.json({ id: complaint.id, receivedAt, next: NEXT.complained }, stored ? 201 : 200);
  });
}
