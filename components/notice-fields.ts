import { type Notice, noticeSchema } from '../utils/notices/notice.ts';
import type { NoticeFields } from '../utils/notices/report.ts';
import { endpointUrl } from '../utils/settings.ts';

/** What can be wrong with a field: the end of a key under `problem` in the locales. */
export type FieldProblem =
  | 'explanationShort'
  | 'explanationLong'
  | 'keyword'
  | 'name'
  | 'email'
  | 'endpoint'
  | 'endpointMissing';

export interface NoticeProblems {
  fields: Partial<Record<keyof NoticeFields, FieldProblem>>;
  /** What is wrong with what the person did not fill in, in the schema's own words; null when nothing is. */
  rest: string | null;
}

/** Checks a notice as it would be sent, and the endpoint's address where it goes to one; null when nothing is wrong. */
export function noticeProblems(notice: Notice, endpoint: string | null): NoticeProblems | null {
  const found: NoticeProblems = { fields: {}, rest: null };
  for (const { path, code, message } of noticeSchema.safeParse(notice).error?.issues ?? []) {
    const where = path.join('.');
    if (where === 'explanation')
      found.fields.explanation = code === 'too_big' ? 'explanationLong' : 'explanationShort';
    else if (where === 'keyword') found.fields.keyword = 'keyword';
    else if (where === 'notifier') Object.assign(found.fields, { name: 'name', email: 'email' });
    else if (where === 'notifier.name') found.fields.name = 'name';
    else if (where === 'notifier.email') found.fields.email = 'email';
    else found.rest ??= `${where}: ${message}`;
  }
  if (endpoint !== null && endpointUrl(endpoint) === null)
    found.fields.endpoint = endpoint.trim() === '' ? 'endpointMissing' : 'endpoint';
  return found.rest === null && Object.keys(found.fields).length === 0 ? null : found;
}
