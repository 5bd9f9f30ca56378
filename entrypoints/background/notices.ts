import { browser } from 'wxt/browser';
import type { KeptAnswer, ScreenMessage } from '../../utils/messages.ts';
import {
  askEndpoint,
  attachAtEndpoint,
  complainToEndpoint,
  discover,
  eraseNotifierAt,
  sendToEndpoint,
} from '../../utils/notices/channels/endpoint.ts';
import { forgetSigningKey } from '../../utils/notices/evidence/signing-key.ts';
import { type Refusal, refusal } from '../../utils/notices/guards.ts';
import { openOutbox } from '../../utils/notices/outbox.ts';
import {
  isNotice,
  type NoticeEntry,
  type OutboxEntry,
  OutboxError,
} from '../../utils/notices/outbox-entry.ts';
import { receiptVerdict } from '../../utils/notices/receipt-proof.ts';
import { nextReminderAt } from '../../utils/notices/reminders.ts';
import { isChildAbuse } from '../../utils/notices/taxonomy.ts';
import { settingsSchema } from '../../utils/settings.ts';
import { leaveFormsOf } from './forms.ts';
import { forgetPrepared } from './packs.ts';
import { remindOf } from './reminders.ts';

export const OUTBOX_ALARM = 'outbox';
/** Browsers fire an alarm no sooner than this. */
const SOONEST_MS = 30_000;

export const outbox = openOutbox();

/** Tells open screens that the outbox changed; they ask for it anew. */
export const announce = (): void => void browser.storage.session.set({ outboxChanged: Date.now() });

type Said<Type extends ScreenMessage['type']> = Extract<ScreenMessage, { type: Type }>;

/** One alarm for all that is due: the next attempt, the next question, the next reminder. */
async function schedule(): Promise<void> {
  const [due, entries] = await Promise.all([outbox.nextDue(), outbox.list()]);
  const times = [due, nextReminderAt(entries, Date.now())].filter((time) => time !== null);
  if (times.length === 0) await browser.alarms.clear(OUTBOX_ALARM);
  else
    await browser.alarms.create(OUTBOX_ALARM, {
      when: Math.max(Math.min(...times), Date.now() + SOONEST_MS),
    });
}

/** Hands over what is due, asks what it is time to ask, reminds, and sets the alarm for what still waits. */
export async function tendOutbox(): Promise<void> {
  try {
    await outbox.deliver(
      {
        notice: (notice, to) => sendToEndpoint(notice, to),
        complaint: (complaint, receipt, to) => complainToEndpoint(complaint, receipt, to),
        attachment: (bytes, of, to) => attachAtEndpoint(bytes, of, to),
      },
      announce,
    );
    await checkReceipts();
    await outbox.ask((receipt, of) => askEndpoint(receipt, of), announce);
    await remindOf(outbox, announce);
  } finally {
    await schedule();
  }
}

/** Looks at the signature of every receipt that has not been looked at. An endpoint that cannot be asked is asked next time. */
async function checkReceipts(): Promise<void> {
  // One question for all the notices at an endpoint.
  const keys = new Map<string, Promise<string | null>>();
  for (const entry of (await outbox.list()).filter(isNotice)) {
    const { id, notice, receipt, channel, proof, state } = entry;
    if (!receipt || channel.kind !== 'endpoint' || state === 'closed') continue;
    if (proof && (proof.verdict !== 'unverified' || Date.now() - proof.at < UNVERIFIED_MS)) continue;
    const asked = keys.get(channel.base) ?? publicKeyOf(channel.base);
    keys.set(channel.base, asked);
    const publicKey = await asked;
    const verdict = await receiptVerdict(receipt, notice, publicKey);
    await outbox.keepProof(id, { verdict, publicKey, at: Date.now() });
    announce();
  }
}

async function publicKeyOf(base: string): Promise<string | null> {
  const answer = await discover(base);
  return 'value' in answer ? answer.value.publicKey : null;
}

/** How long to wait before an endpoint is asked for its key again. */
const UNVERIFIED_MS = 6 * 3_600_000;

/** Does something with the outbox and says whether it is kept, and if not, why. */
async function keeping(id: string, work: () => Promise<unknown>): Promise<KeptAnswer> {
  try {
    if ((await work()) === false) throw new OutboxError('conflict', 'nothing is waiting for that');
    announce();
    return { ok: true, id };
  } catch (error) {
    const reason = error instanceof OutboxError ? error.reason : 'storage';
    return { ok: false, reason, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Keeps a notice in the making; what belongs to a hotline is not kept, whatever screen asks for it. */
export async function keepDraft({ id, draft, channel }: Said<'keep-draft'>): Promise<KeptAnswer> {
  if (isChildAbuse(draft.notice.keyword))
    return { ok: false, reason: 'hotline', problem: 'this is not kept' };
  return keeping(id, () => outbox.keepDraft(id, draft, channel));
}

export const dropDraft = ({ id }: Said<'drop-draft'>): Promise<KeptAnswer> =>
  keeping(id, () => outbox.dropDraft(id));

/** What is confirmed is looked at one after the other: two windows cannot both be the last that fits under the cap. */
let confirming: Promise<unknown> = Promise.resolve();

/**
 * Stores a confirmed notice and starts sending it, unless a guard stands against it (`refusal`). Answers only once it
 * is stored, whatever becomes of the worker.
 */
export function confirmNotice(said: Said<'confirm'>): Promise<KeptAnswer> {
  const answer = confirming.then(() => guarded(said));
  confirming = answer.catch(() => {});
  return answer;
}

async function guarded({ notice, channel, knowingly = {} }: Said<'confirm'>): Promise<KeptAnswer> {
  const { settings } = await browser.storage.local.get('settings');
  const { dailyCap: cap } = settingsSchema.catch(settingsSchema.parse({})).parse(settings ?? {});
  let refused: Refusal | null = null;
  const answer = await keeping(notice.id, async () => {
    const earlier = (await outbox.list()).filter(isNotice);
    refused = refusal(notice, { earlier, cap, knowingly, now: Date.now() });
    if (refused) throw new Error(`a guard stands against it: ${refused}`);
    // The alarm first: should the worker be killed right after storing, something will wake it.
    await browser.alarms.create(OUTBOX_ALARM, { when: Date.now() + SOONEST_MS });
    await outbox.confirm(notice, channel);
  });
  if (answer.ok) void tendOutbox();
  return !answer.ok && refused ? { ...answer, reason: refused } : answer;
}

export async function handOver({ id, reference }: Said<'hand-over'>): Promise<KeptAnswer> {
  const answer = await keeping(id, () => outbox.handOver(id, reference));
  if (answer.ok) {
    await leaveFormsOf(id);
    await schedule();
  }
  return answer;
}

/** Keeps what the person was told, and sets the alarm for the clock that runs from it. */
export async function enterDecision({ id, decision }: Said<'enter-decision'>): Promise<KeptAnswer> {
  const answer = await keeping(id, () => outbox.enterDecision(id, decision));
  if (answer.ok) await schedule();
  return answer;
}

export const keepComplaintDraft = ({ id, text }: Said<'keep-complaint-draft'>): Promise<KeptAnswer> =>
  keeping(id, () => outbox.keepComplaintDraft(id, text));

/** Makes a waiting or refused notice due now. */
export async function retryNotice({ id }: Said<'retry'>): Promise<void> {
  await outbox.retry(id);
  announce();
  void tendOutbox();
}

/** Stores a confirmed complaint and starts sending it. */
export async function complain({ id, complaint }: Said<'complain'>): Promise<KeptAnswer> {
  const answer = await keeping(id, async () => {
    await browser.alarms.create(OUTBOX_ALARM, { when: Date.now() + SOONEST_MS });
    if (!(await outbox.complain(id, complaint)))
      throw new OutboxError(
        'conflict',
        'there is nothing to complain about, or a complaint was made already',
      );
  });
  if (answer.ok) void tendOutbox();
  return answer;
}

/** Asks now what became of a notice, as far as that is polite; answered when it is known. */
export async function askNow({ id }: Said<'ask'>): Promise<void> {
  await outbox.ask((receipt, of) => askEndpoint(receipt, of), announce, id);
  await checkReceipts();
  await remindOf(outbox, announce);
  await schedule();
}

/** Every notice and draft kept, newest first. */
export const listNotices = (): Promise<OutboxEntry[]> => outbox.list();

export const putAside = ({ id, kind }: Said<'put-aside'>): Promise<KeptAnswer> =>
  keeping(id, () => outbox.putAside(id, kind));

export const forgetNotice = ({ id }: Said<'forget'>): Promise<KeptAnswer> =>
  keeping(id, async () => {
    if (!(await outbox.forget(id))) throw new OutboxError('conflict', 'it is being sent just now');
  });

/** Has the endpoint of a notice erase who reported. */
export async function eraseNotifier({ id }: Said<'erase-notifier'>): Promise<KeptAnswer> {
  const entry = await outbox.get(id);
  const problem = entry && isNotice(entry) ? await eraseThere(entry) : 'there is no such notice';
  return problem === null ? { ok: true, id } : { ok: false, reason: 'endpoint', problem };
}

/** What is wrong where the endpoint did not erase it; null where it did, or has nothing of it. */
async function eraseThere({ receipt, channel }: NoticeEntry): Promise<string | null> {
  if (!receipt || channel.kind !== 'endpoint') return null;
  const answer = await eraseNotifierAt(receipt, channel);
  if ('value' in answer) return null;
  return `${new URL(channel.base).host}: ${answer.problem.status ?? answer.problem.kind}`;
}

/**
 * Deletes all that is kept of notices and of who reports: the outbox with its drafts, complaints in the making and
 * evidence, the key evidence is signed with, the settings of reporting, and packs compiled ahead. Where the endpoints are to erase who reported as well and one
 * does not, nothing is deleted: what opens the notice there would be gone.
 */
export async function deleteEverything({ there }: Said<'delete-everything'>): Promise<KeptAnswer> {
  if (there) {
    const entries = (await outbox.list()).filter(isNotice);
    const problems = (await Promise.all(entries.map(eraseThere))).filter((problem) => problem !== null);
    if (problems.length > 0)
      return { ok: false, reason: 'endpoint', problem: [...new Set(problems)].join('; ') };
  }
  return keeping('', async () => {
    await outbox.clear();
    await Promise.all([forgetSigningKey(), forgetPrepared()]);
    await browser.storage.local.remove(['settings', 'reminding', 'timeStampAuthority']);
    // A notice that is at hand for a form names who reports.
    const session = Object.keys(await browser.storage.session.get(null));
    await browser.storage.session.remove(session.filter((key) => /^form:|^reportAsked$/.test(key)));
    await browser.alarms.clear(OUTBOX_ALARM);
  });
}
