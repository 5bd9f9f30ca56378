import { useMemo, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { complaintBytes } from '../utils/notices/channels/endpoint.ts';
import { type Complaint, complaintSchema } from '../utils/notices/interface.ts';
import type { NoticeEntry } from '../utils/notices/outbox-entry.ts';
import { background } from './background.ts';
import { Field } from './Field.tsx';
import { dateAndTime, interfaceLanguage, isolated } from './localised.ts';
import { recipient } from './recipient.ts';

/** What a complaint begins with: what it is about, and that what was reported has not changed. */
function prefilled({ notice, receipt, status }: NoticeEntry): string {
  const decision = status?.decision;
  return [
    i18n.t('complaint.about', {
      number: receipt?.number ?? '',
      time: decision ? dateAndTime(decision.decidedAt) : '',
    }),
    decision && i18n.t('complaint.theySay', { reasons: isolated(decision.reasons) }),
    notice.evidence.length > 0 &&
      i18n.t('complaint.words', {
        words: distinct(notice.evidence.map(({ text }) => text))
          .map((text) => `“${isolated(text)}”`)
          .join(', '),
      }),
    i18n.t('complaint.ask'),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** The first few wordings, whatever their case. */
const distinct = (texts: string[]): string[] =>
  [...new Map(texts.toReversed().map((text) => [text.toLowerCase(), text])).values()]
    .toReversed()
    .slice(0, 3);

/** A complaint about a decision (Art. 20): written, shown as it will be sent, confirmed. Free, and sent only then. */
export function ComplaintForm({ entry }: { entry: NoticeEntry }) {
  const [explanation, setExplanation] = useState(() => prefilled(entry));
  const [tried, setTried] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  // The same complaint however often the button is pressed.
  const id = useMemo(() => crypto.randomUUID(), []);
  const complaint: Complaint = {
    id,
    createdAt: new Date().toISOString(),
    explanation: explanation.trim(),
    language: interfaceLanguage(),
  };
  const valid = complaintSchema.safeParse(complaint).success;
  const confirm = async (event: Event) => {
    event.preventDefault();
    setTried(true);
    setTrouble(null);
    if (!valid) return;
    const answer = await background.complain({ id: entry.id, complaint });
    if (!answer.ok) setTrouble(i18n.t('problem.notKept', { problem: answer.problem }));
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
            value={explanation}
            onInput={({ currentTarget }) => setExplanation(currentTarget.value)}
          />
        )}
      </Field>
      <details>
        <summary>{i18n.t('report.sent')}</summary>
        <pre dir="ltr">{complaintBytes(complaint)}</pre>
      </details>
      {trouble && (
        <p class="problem" role="alert">
          {trouble}
        </p>
      )}
      <button type="submit" class="accent">
        {i18n.t('complaint.send', { host: recipient(entry) })}
      </button>
    </form>
  );
}
