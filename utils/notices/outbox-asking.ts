import type { Receipt, Status } from './interface.ts';
import type { Books, OutboxDatabase } from './outbox-database.ts';
import type { Endpoint } from './outbox-delivery.ts';
import { errandOf } from './outbox-delivery.ts';
import type { Answer, NoticeEntry, OutboxEntry } from './outbox-entry.ts';
import { leadsTo, type OutboxEvent } from './outbox-states.ts';
import { isDue, LONGEST_ASK_MS, mayAskAt, waitToAsk, withinHour } from './waits.ts';

/** Asks an endpoint what became of a notice. */
export type Ask = (receipt: Receipt, of: Endpoint) => Promise<Answer<Status>>;

/** What a status the endpoint gives makes of a notice. It can only go on: one that goes back is not believed. */
const EVENT_OF: Record<Status['state'], OutboxEvent | null> = {
  received: null,
  decided: 'decide',
  complained: 'complain',
  closed: 'close',
};

export const hostOf = ({ base }: Endpoint): string => new URL(base).host;

interface Circumstances {
  database: OutboxDatabase;
  now: () => number;
  random: () => number;
}

/**
 * Asks about every notice that is due, one after the other, and no host more often than `ASKS_PER_HOUR`: what is over
 * that is put off. `only` asks about one notice, whether it is due or not.
 */
export async function askDue(
  { database, now, random }: Circumstances,
  ask: Ask,
  changed: () => void,
  only: string | null,
): Promise<void> {
  /** Counted and put off before it is asked: a worker killed over it does not ask again at once. */
  const claim = (id: string) =>
    database.change(async ({ notices, asks }) => {
      const entry = await notices.get(id);
      if (!entry || !canAsk(entry)) return null;
      if (only === null && !isDue(entry.askAt, now(), LONGEST_ASK_MS)) return null;
      const host = hostOf(entry.channel);
      const recent = withinHour((await asks.get(host)) ?? [], now());
      const allowedAt = mayAskAt(recent, now());
      if (allowedAt > now()) {
        await notices.put({ ...entry, askAt: allowedAt });
        return null;
      }
      await asks.put([...recent, now()], host);
      await notices.put({ ...entry, askAt: now() + waitToAsk(0, entry.unchanged, random()) });
      return entry;
    });

  const waiting =
    only === null
      ? (await database.read((db) => db.getAllFromIndex('notices', 'askAt'))).map(({ id }) => id)
      : [only];
  for (const id of waiting) {
    const claimed = await claim(id);
    if (!claimed) continue;
    const answer = await ask(claimed.receipt, claimed.channel).catch(() => null);
    await database.change(async (books) => {
      const kept = await books.notices.get(id);
      if (!kept || !canAsk(kept)) return;
      if (answer && 'value' in answer && answer.value.id === kept.receipt.id)
        await learn(books, kept, answer.value, now(), random());
      else {
        const retryAfter = answer && 'problem' in answer ? (answer.retryAfterMs ?? 0) : 0;
        const unchanged = kept.unchanged + 1;
        await books.notices.put({
          ...kept,
          unchanged,
          askAt: now() + waitToAsk(retryAfter, unchanged, random()),
        });
      }
    });
    changed();
  }
}

type Askable = NoticeEntry & { receipt: Receipt; channel: Endpoint };
const canAsk = (entry: OutboxEntry): entry is Askable =>
  entry.state !== 'draft' && entry.receipt !== null && entry.channel.kind === 'endpoint';

async function learn(
  books: Books,
  kept: Askable,
  status: Status,
  now: number,
  chance: number,
): Promise<void> {
  const same = JSON.stringify(status) === JSON.stringify(kept.status);
  const event = EVENT_OF[status.state];
  const goesOn = event !== null && leadsTo(kept.state, event) !== undefined;
  const unchanged = same ? kept.unchanged + 1 : 0;
  const complaint = heardOf(kept, status);
  const after: NoticeEntry = {
    ...kept,
    status,
    unchanged,
    complaint,
    askAt:
      status.state === 'closed' ? null : now + waitToAsk(status.askAgainAfter * 1_000, unchanged, chance),
  };
  // A complaint whose answer was lost is not on its way any more.
  if (complaint !== kept.complaint) Object.assign(after, { problem: null, attempts: 0 });
  if (errandOf(after) === null) after.nextAttemptAt = null;
  if (goesOn && event) await books.move(event, kept, after);
  else await books.notices.put(after);
}

/** The complaint with its receipt, where the endpoint says that it has it. */
function heardOf({ complaint }: NoticeEntry, status: Status): NoticeEntry['complaint'] {
  if (!complaint || complaint.receipt || status.complaint?.id !== complaint.complaint.id) return complaint;
  const { id, receivedAt } = status.complaint;
  return { ...complaint, receipt: { id, receivedAt, next: status.next } };
}
