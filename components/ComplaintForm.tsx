import { useMemo, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { complaintBytes } from '../utils/notices/channels/endpoint.ts';
import { complaintLetter, complaintStart } from '../utils/notices/complaint-letter.ts';
import { type Complaint, complaintSchema } from '../utils/notices/interface.ts';
import type { NoticeEntry } from '../utils/notices/outbox-entry.ts';
import { background } from './background.ts';
import { Field } from './Field.tsx';
import { recipient } from './recipient.ts';

/**
 * A complaint about a decision (Art. 20): written, shown as it will be sent, confirmed. Free, and sent only then. What
 * is written is kept at once, so that it outlives the page.
 */
export function ComplaintForm({ entry, left }: { entry: NoticeEntry; left(): void }) {
  const [explanation, setExplanation] = useState(
    () => entry.complaintDraft ?? entry.complaint?.complaint.explanation ?? complaintStart(entry),
  );
  const [tried, setTried] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const draft = useKeptDraft(entry.id);
  // The same complaint however often the button is pressed.
  const id = useMemo(() => crypto.randomUUID(), []);
  const complaint: Complaint = {
    id,
    createdAt: new Date().toISOString(),
    explanation: explanation.trim(),
    language: entry.notice.language,
  };
  const valid = complaintSchema.safeParse(complaint).success;
  const byHand = entry.channel.kind !== 'endpoint';
  const confirm = async (event: Event) => {
    event.preventDefault();
    setTried(true);
    setTrouble(null);
    if (!valid) return;
    await draft.settled();
    const answer = await background.complain({ id: entry.id, complaint });
    if (answer.ok) left();
    else setTrouble(i18n.t('problem.notKept', { problem: answer.problem }));
  };
  const discard = async () => {
    draft.keep(null);
    await draft.settled();
    left();
  };
  return (
    <form class="complaint" noValidate onSubmit={confirm}>
      <Field
        label={i18n.t('complaint.explanation')}
        hint={i18n.t('complaint.hint')}
        problem={tried && !valid ? i18n.t('complaint.short') : undefined}
      >
        {(control) => (
          <textarea
            {...control}
            rows={8}
            maxLength={10_000}
            lang={complaint.language}
            dir="auto"
            value={explanation}
            onInput={({ currentTarget }) => {
              setExplanation(currentTarget.value);
              draft.keep(currentTarget.value);
            }}
          />
        )}
      </Field>
      <details>
        <summary>{i18n.t('report.sent')}</summary>
        <pre dir="ltr">{byHand ? complaintLetter(entry, complaint).text : complaintBytes(complaint)}</pre>
      </details>
      {trouble && (
        <p class="problem" role="alert">
          {trouble}
        </p>
      )}
      <button type="submit" class="accent">
        {byHand ? i18n.t('complaint.confirm') : i18n.t('complaint.send', { host: recipient(entry) })}
      </button>
      <p class="meta">
        {i18n.t('report.kept')}{' '}
        <button type="button" class="plain small" onClick={() => void discard()}>
          {i18n.t('report.discard')}
        </button>
      </p>
    </form>
  );
}

/** Keeps what is written, one write after the other, the newest last. */
function useKeptDraft(id: string) {
  const waiting = useRef<string | null | undefined>(undefined);
  const keeping = useRef<Promise<void> | null>(null);
  async function keepWaiting(): Promise<void> {
    while (waiting.current !== undefined) {
      const text = waiting.current;
      waiting.current = undefined;
      await background.keepComplaintDraft({ id, text }).catch(() => {});
    }
    keeping.current = null;
  }
  return {
    keep(text: string | null): void {
      waiting.current = text;
      keeping.current ??= keepWaiting();
    },
    /** Resolves once nothing is written any more. */
    async settled(): Promise<void> {
      await keeping.current;
    },
  };
}
