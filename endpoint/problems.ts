import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { type Problem, problemSchema } from '../utils/notices/interface.ts';
import { isPassing } from './database/failures.ts';
import { log, loggable } from './log.ts';

const FIELDS_MAX = 50;
const FIELD_TEXT_MAX = 300;

/** For OpenAPI: an answer of this shape. */
export const answer = <T extends z.ZodType>(description: string, schema: T) => ({
  description,
  content: { 'application/json': { schema } },
});
const named = problemSchema.meta({ id: 'Problem' });
/** For OpenAPI: a refusal. */
export const refused = (description: string) => answer(description, named);

/** What any route can answer. */
export const ALWAYS = {
  429: refused('Too many requests from this address; `Retry-After` says when to try again'),
  500: refused('Something broke here; try again later'),
  503: refused('The database does not answer at present; `Retry-After` says when to try again'),
};

/** What a route with a JSON body can answer. */
export const BODY = {
  400: refused('The body is not JSON in UTF-8'),
  408: refused('The body took too long to come'),
  413: refused('The body is too long'),
  415: refused('The body is not application/json'),
  422: refused('The body is not complete; each bad field is named'),
};

/** Something is refused, with each bad field named. */
export const problem = (problem: string, fields: Problem['fields'] = []): Problem => ({ problem, fields });

/** One and the same for what is not there and for whom has not the secret of it. */
export const NOT_FOUND = problem('nothing is here, or not for this secret');

/** What the schema says of a body, a header or a parameter, bounded: messages may quote what was sent. */
export function incomplete(issues: readonly z.core.$ZodIssue[], target: string): Problem {
  const fields = issues.slice(0, FIELDS_MAX).map(({ path, message }) => ({
    path: (path.map(String).join('.') || (target === 'json' ? 'body' : target)).slice(0, FIELD_TEXT_MAX),
    message: message.slice(0, FIELD_TEXT_MAX),
  }));
  return problem('the request is not complete', fields);
}

/** Answers for whatever was thrown. */
export function failed(error: Error, c: Context): Response {
  if (error instanceof HTTPException) {
    const response = c.json(problem(error.message), error.status);
    for (const [name, value] of error.res?.headers ?? []) response.headers.set(name, value);
    return response;
  }
  log('failed', { method: c.req.method, route: c.req.routePath, error: loggable(error) });
  if (!isPassing(error)) return c.json(problem('something broke here; try again later'), 500);
  c.header('retry-after', '30');
  return c.json(problem('the database does not answer at present; try again later'), 503);
}
