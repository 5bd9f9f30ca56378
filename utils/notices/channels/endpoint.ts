import { z } from 'zod';
import { endpointUrl } from '../../settings.ts';
import {
  type Complaint,
  type ComplaintReceipt,
  complaintReceiptSchema,
  type Discovery,
  discoverySchema,
  type Receipt,
  receiptSchema,
  type Status,
  statusSchema,
} from '../interface.ts';
import { type Notice, noticeBytes } from '../notice.ts';
import type { Endpoint } from '../outbox-delivery.ts';
import type { Answer, DeliveryProblem } from '../outbox-entry.ts';

/** The most of an answer that is read, in bytes: a status with a decision and the answer to a complaint. */
const ANSWER_MAX = 256 * 1024;
/** Statuses below 500 that pass by themselves: request time-out, too early, too many requests. */
const PASSING = [408, 425, 429];

/** What an endpoint says of what it does not take; what does not fit is left out, never shown at length. */
const refusalSchema = z.object({
  fields: z
    .array(z.object({ path: z.string().max(300), message: z.string().max(500) }))
    .max(50)
    .catch([]),
});

/**
 * How it is asked: `fetch` and `timeoutMs`, which bounds one whole exchange; it is under the 30 s after which Chrome
 * ends a worker that waits for an answer.
 */
interface Means {
  fetch?: typeof globalThis.fetch;
  timeoutMs?: number;
}

/**
 * The HTTP interface of utils/notices/interface.ts from the side of who reports. None of these throws; each says what
 * came of one request. Nothing is followed elsewhere, and no cookie goes along.
 */

/** Who runs an endpoint, what it takes, and its public key. */
export const discover = (base: string, means?: Means): Promise<Answer<Discovery>> =>
  exchange(base, '/', { method: 'GET' }, discoverySchema, means);

/** Hands in a notice. Its id is the idempotency key: handed in again it brings the same receipt. */
export const sendToEndpoint = (
  notice: Notice,
  { base, token }: Omit<Endpoint, 'kind'>,
  means?: Means,
): Promise<Answer<Receipt>> =>
  exchange(
    base,
    '/v1/notices',
    {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': notice.id, ...bearer(token) },
      body: noticeBytes(notice),
    },
    receiptSchema,
    means,
  );

/** What became of a notice. */
export const askEndpoint = (
  { id, secret }: Receipt,
  { base }: Omit<Endpoint, 'kind'>,
  means?: Means,
): Promise<Answer<Status>> =>
  exchange(base, `/v1/notices/${id}`, { method: 'GET', headers: bearer(secret) }, statusSchema, means);

/** Hands in a complaint about the decision; its id is the idempotency key. */
export const complainToEndpoint = (
  complaint: Complaint,
  { id, secret }: Receipt,
  { base }: Omit<Endpoint, 'kind'>,
  means?: Means,
): Promise<Answer<ComplaintReceipt>> =>
  exchange(
    base,
    `/v1/notices/${id}/complaints`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': complaint.id, ...bearer(secret) },
      body: complaintBytes(complaint),
    },
    complaintReceiptSchema,
    means,
  );

/** Hands in the bytes of an attachment the notice names. */
export const attachAtEndpoint = (
  bytes: Uint8Array<ArrayBuffer>,
  { receipt, sha256, mediaType }: { receipt: Receipt; sha256: string; mediaType: string },
  { base }: Omit<Endpoint, 'kind'>,
  means?: Means,
): Promise<Answer<null>> =>
  exchange(
    base,
    `/v1/notices/${receipt.id}/attachments/${sha256}`,
    { method: 'PUT', headers: { 'content-type': mediaType, ...bearer(receipt.secret) }, body: bytes },
    z.null(),
    means,
  );

/** Has the endpoint erase who reported; the notice stays (GDPR Art. 17). */
export const eraseNotifierAt = (
  { id, secret }: Receipt,
  { base }: Omit<Endpoint, 'kind'>,
  means?: Means,
): Promise<Answer<null>> =>
  exchange(
    base,
    `/v1/notices/${id}/notifier`,
    { method: 'DELETE', headers: bearer(secret) },
    z.null(),
    means,
  );

/** The exact text of a complaint that is previewed and sent. */
export const complaintBytes = (complaint: Complaint): string => JSON.stringify(complaint, null, 2);

const bearer = (token: string | undefined): Record<string, string> =>
  token === undefined ? {} : { authorization: `Bearer ${token}` };

async function exchange<Value>(
  base: string,
  path: string,
  { method, headers = {}, body }: { method: string; headers?: Record<string, string>; body?: BodyInit },
  schema: z.ZodType<Value>,
  { fetch = globalThis.fetch, timeoutMs = 20_000 }: Means = {},
): Promise<Answer<Value>> {
  const checked = endpointUrl(base);
  if (checked === null)
    return problem('refused', null, [{ path: 'endpoint', message: 'must be an https address' }]);
  try {
    const response = await fetch(`${checked}${path}`, {
      method,
      headers: { accept: 'application/json', ...headers },
      ...(body !== undefined && { body }),
      credentials: 'omit',
      redirect: 'error',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return await outcome(response, schema);
  } catch {
    return problem('unreachable', null);
  }
}

async function outcome<Value>(response: Response, schema: z.ZodType<Value>): Promise<Answer<Value>> {
  const { status } = response;
  if (PASSING.includes(status) || status >= 500) {
    await response.body?.cancel();
    return { ...problem('busy', status), retryAfterMs: retryAfter(response.headers.get('retry-after')) };
  }
  const answer = parsed(await boundedText(response));
  if (status >= 400) return problem('refused', status, refusalSchema.safeParse(answer).data?.fields);
  const value = schema.safeParse(answer);
  return response.ok && value.success ? { value: value.data } : problem('answer', status);
}

function problem(
  kind: DeliveryProblem['kind'],
  status: number | null,
  fields: DeliveryProblem['fields'] = [],
): { problem: DeliveryProblem; retryAfterMs: number | null } {
  return { problem: { kind, status, fields }, retryAfterMs: null };
}

/** `Retry-After` (RFC 9110, section 10.2.3), seconds or a date, as milliseconds from now. */
function retryAfter(header: string | null): number | null {
  if (header === null) return null;
  const ms = /^\d{1,9}$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? null : Math.max(ms, 0);
}

/** The answer's text, or nothing if it is longer than it may be. */
async function boundedText(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength;
    if (size > ANSWER_MAX) {
      await reader.cancel();
      return '';
    }
    text += decoder.decode(part.value, { stream: true });
  }
  return text + decoder.decode();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
