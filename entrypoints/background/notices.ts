import { browser } from 'wxt/browser';
import type { SendAnswer } from '../../utils/messages.ts';
import { sendToEndpoint } from '../../utils/notices/channels/endpoint.ts';
import type { Notice } from '../../utils/notices/notice.ts';
import { type OutboxEntry, openOutbox } from '../../utils/notices/outbox.ts';
import { endpointUrl } from '../../utils/settings.ts';

export const OUTBOX_ALARM = 'outbox';
/** Browsers fire an alarm no sooner than this. */
const SOONEST_MS = 30_000;

const outbox = openOutbox();

/** Tells open screens that the outbox changed; they ask for it anew. */
const announce = () => browser.storage.session.set({ outboxChanged: Date.now() });

async function schedule(): Promise<void> {
  const due = await (await outbox).nextDue();
  if (due === null) await browser.alarms.clear(OUTBOX_ALARM);
  else await browser.alarms.create(OUTBOX_ALARM, { when: Math.max(due, Date.now() + SOONEST_MS) });
}

/** Tries every notice that is due once, and sets the alarm for those that still wait. */
export async function deliverDue(): Promise<void> {
  try {
    await (await outbox).deliver({
      send: (notice, endpoint) => sendToEndpoint(notice, endpoint),
      changed: announce,
    });
  } finally {
    await schedule();
  }
}

/** Stores a confirmed notice and starts sending it. Answers only once it is stored, whatever becomes of the worker. */
export async function keepAndSend(notice: Notice, endpoint: string): Promise<SendAnswer> {
  const base = endpointUrl(endpoint);
  if (base === null) return { ok: false, problem: 'endpoint: must be an https address' };
  try {
    // The alarm first: should the worker be killed right after storing, something will wake it.
    await browser.alarms.create(OUTBOX_ALARM, { when: Date.now() + SOONEST_MS });
    await (await outbox).add(notice, base);
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
  void deliverDue();
  return { ok: true, id: notice.id };
}

/** Makes a waiting or refused notice due now. */
export async function retryNotice(id: string): Promise<void> {
  await (await outbox).retry(id);
  void deliverDue();
}

/** Every notice kept, newest first. */
export async function listNotices(): Promise<OutboxEntry[]> {
  return (await outbox).list();
}
