import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { background } from '../../components/background.ts';
import { Checks } from '../../components/Checks.tsx';
import { Clocks } from '../../components/Clocks.tsx';
import { ComplaintByHand } from '../../components/ComplaintByHand.tsx';
import { ComplaintForm } from '../../components/ComplaintForm.tsx';
import { Decision } from '../../components/Decision.tsx';
import { DecisionForm } from '../../components/DecisionForm.tsx';
import { DeliveryProblem } from '../../components/DeliveryProblem.tsx';
import { subject } from '../../components/History.tsx';
import { KeptEvidence } from '../../components/KeptEvidence.tsx';
import { dateAndTime } from '../../components/localised.ts';
import { NoticePreview } from '../../components/NoticePreview.tsx';
import { NoticeState } from '../../components/NoticeState.tsx';
import { Receipt } from '../../components/Receipt.tsx';
import { recipient } from '../../components/recipient.ts';
import { retry } from '../../components/use-outbox.ts';
import type { EnteredDecision } from '../../utils/notices/entered-decision.ts';
import { answerOn, complainedAt, decisionOn, type NoticeEntry } from '../../utils/notices/outbox-entry.ts';
import { Course } from './Course.tsx';
import { Elsewhere } from './Elsewhere.tsx';

/** All about one notice: where it stands, the clocks, the decision, a complaint, what was sent, what happened. */
export function NoticeView({ entry }: { entry: NoticeEntry }) {
  const { state, notice, channel, entered } = entry;
  const host = recipient(entry);
  const [decision, answer] = [decisionOn(entry), answerOn(entry)];
  const byHand = channel.kind !== 'endpoint';
  return (
    <article class="notice">
      <h2 class="title">
        <bdi>{subject(entry)}</bdi>
      </h2>
      <NoticeState entry={entry} numbered={false} />
      <Clocks entry={entry} />
      {decision && (
        <Decision decision={decision} host={host} title={i18n.t('decision.title')}>
          {entered && state === 'decided' && <Enter entry={entry} before={entered.decision} />}
          <Complaint entry={entry} />
          <Elsewhere entry={entry} />
        </Decision>
      )}
      {answer && (
        <Decision decision={answer} host={host} title={i18n.t('complaint.answer')}>
          {entered?.answer && <Enter entry={entry} before={entered.answer} />}
        </Decision>
      )}
      {byHand && (state === 'received' || state === 'complained') && <Enter entry={entry} before={null} />}
      <Receipt entry={entry} retry={retry} />
      <Attachments entry={entry} />
      <Checks entry={entry} />
      <div>
        <details>
          <summary>{i18n.t(state === 'queued' ? 'report.sent' : 'history.sent')}</summary>
          <NoticePreview notice={notice} />
        </details>
        <Course id={entry.id} updatedAt={entry.updatedAt} />
      </div>
      <Actions entry={entry} />
    </article>
  );
}

/** What no endpoint says is entered by the person who was told of it, and mended by them. */
function Enter({ entry, before }: { entry: NoticeEntry; before: EnteredDecision | null }) {
  const [open, setOpen] = useState(false);
  if (open) return <DecisionForm entry={entry} before={before} done={() => setOpen(false)} />;
  const button = (
    <button type="button" class={before ? 'plain' : ''} onClick={() => setOpen(true)}>
      {i18n.t(before ? 'decision.mend' : entry.entered ? 'decision.enterAnswer' : 'decision.enter')}
    </button>
  );
  if (before) return button;
  return (
    <div class="box by-email">
      <p>{i18n.t('decision.unseen', { host: recipient(entry) })}</p>
      {button}
    </div>
  );
}

/** The complaint that was made, or the way to one (Art. 20). */
function Complaint({ entry }: { entry: NoticeEntry }) {
  const [writing, setWriting] = useState(entry.complaintDraft !== undefined);
  const { complaint, state, problem, nextAttemptAt, channel, receipt } = entry;
  const at = complainedAt(entry);
  if (at !== null)
    return (
      <div class="box">
        <p>
          {complaint?.handedOverAt
            ? i18n.t('complaint.sentByYou', { time: dateAndTime(at) })
            : i18n.t('complaint.received', { time: dateAndTime(at) })}{' '}
          {!answerOn(entry) && i18n.t('complaint.mustAnswer')}
        </p>
        {complaint && <blockquote dir="auto">{complaint.complaint.explanation}</blockquote>}
      </div>
    );
  if (writing && state === 'decided') return <ComplaintForm entry={entry} left={() => setWriting(false)} />;
  const byHand = channel.kind !== 'endpoint';
  if (complaint && byHand)
    return <ComplaintByHand entry={entry} complaint={complaint.complaint} change={() => setWriting(true)} />;
  const refused = complaint !== null && problem?.kind === 'refused' && nextAttemptAt === null;
  if (complaint && !refused)
    return (
      <div class="box">
        <p>{i18n.t('complaint.kept')}</p>
        <DeliveryProblem entry={entry} />
        {problem && (
          <button type="button" onClick={() => retry(entry.id)}>
            {i18n.t('receipt.retry')}
          </button>
        )}
      </div>
    );
  if (state !== 'decided' || !(byHand || receipt)) return null;
  return (
    <>
      {refused && <DeliveryProblem entry={entry} />}
      <button type="button" onClick={() => setWriting(true)}>
        {i18n.t('complaint.action')}
      </button>
    </>
  );
}

/** What became of the evidence that goes with a notice. */
function Attachments({ entry }: { entry: NoticeEntry }) {
  const { attachments, notice, channel, state } = entry;
  if (attachments.length === 0) return null;
  // Until then it is shown with the means to send the notice.
  if (channel.kind !== 'endpoint') return state === 'queued' ? null : <KeptEvidence entry={entry} />;
  return (
    <section aria-label={i18n.t('attachment.title')}>
      <h2>{i18n.t('attachment.title')}</h2>
      <ul class="bullets">
        {attachments.map(({ sha256, state }) => (
          <li key={sha256}>
            <bdi>{notice.attachments.find((one) => one.sha256 === sha256)?.name}</bdi>
            {': '}
            {i18n.t(
              state === 'handed in'
                ? 'attachment.handedIn'
                : state === 'refused'
                  ? 'attachment.refused'
                  : 'attachment.waiting',
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the person can have done about a notice that is not about its content. */
function Actions({ entry }: { entry: NoticeEntry }) {
  const [sure, setSure] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const { id, receipt, channel, state } = entry;
  const host = recipient(entry);
  const erase = async () => {
    const answer = await background.eraseNotifier({ id });
    setSaid(answer.ok ? i18n.t('history.erased', { host }) : answer.problem);
  };
  const atEndpoint = receipt !== null && channel.kind === 'endpoint';
  return (
    <section aria-label={i18n.t('history.more')}>
      <div class="row">
        {atEndpoint && state !== 'closed' && (
          <button type="button" onClick={() => void background.ask({ id })}>
            {i18n.t('history.ask', { host })}
          </button>
        )}
        {atEndpoint && (
          <button type="button" onClick={erase}>
            {i18n.t('history.erase', { host })}
          </button>
        )}
        {state !== 'sending' && !sure && (
          <button type="button" onClick={() => setSure(true)}>
            {i18n.t('history.forget')}
          </button>
        )}
      </div>
      {entry.askAt !== null && (
        <p class="meta">{i18n.t('history.askAt', { time: dateAndTime(entry.askAt) })}</p>
      )}
      {sure && (
        <div class="box">
          <p>{i18n.t('history.forgetSure', { host })}</p>
          <div class="row">
            <button type="button" onClick={() => void background.forget({ id })}>
              {i18n.t('history.forgetYes')}
            </button>
            <button type="button" onClick={() => setSure(false)}>
              {i18n.t('history.forgetNo')}
            </button>
          </div>
        </div>
      )}
      <p aria-live="polite">{said}</p>
    </section>
  );
}
