import { z } from 'zod';
import { endpointUrl } from '../../settings.ts';
import { receiptSchema } from '../interface.ts';
import { type Notice, noticeBytes } from '../notice.ts';
import type { Delivery, DeliveryProblem } from '../outbox.ts';

/** The most of an answer that is read, in bytes. */
const ANSWER_MAX = 64 * 1024;
/** Statuses below 500 that pass by themselves: request time-out, too early, too many requests. */
const PASSING = [408, 425, 429];

/** What an endpoint says of a notice it does not take; what does not fit is left out, never shown at length. */
const refusalSchema = z.object({
  fields: z
    .array(z.object({ path: z.string().max(300), message: z.string().max(500) }))
    .max(50)
    .catch([]),
});

/**
 * Sends one notice to `POST {base}/v1/notices` (docs/notices.md) and says what came of it. Never throws. `timeoutMs`
 * bounds the whole exchange; it is under the 30 s after which Chrome ends a worker that waits for an answer.
 */
export async function sendToEndpoint(
  notice: Notice,
  base: string,
  { fetch = globalThis.fetch, timeoutMs = 20_000 } = {},
): Promise<Delivery> {
  const checked = endpointUrl(base);
  if (checked === null)
    return problem('refused', null, [{ path: 'endpoint', message: 'must be an https address' }]);
  try {
    const response = await fetch(`${checked}/v1/notices`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'idempotency-key': notice.id,
      },
      body: noticeBytes(notice),
      credentials: 'omit',
      redirect: 'error',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return await outcome(response);
  } catch {
    return problem('unreachable', null);
  }
}

async function outcome(response: Response): Promise<Delivery> {
  const { status } = response;
  if (PASSING.includes(status) || status >= 500) {
    await response.body?.cancel();
    return { ...problem('busy', status), retryAfterMs: retryAfter(response.headers.get('retry-after')) };
  }
  const answer = parsed(await boundedText(response));
  if (status >= 400) return problem('refused', status, refusalSchema.safeParse(answer).data?.fields);
  const receipt = receiptSchema.safeParse(answer);
  return response.ok && receipt.success ? { receipt: receipt.data } : problem('answer', status);
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
