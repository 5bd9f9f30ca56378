import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { NoticeEntry } from '../utils/notices/outbox-entry.ts';
import { background } from './background.ts';
import { Field } from './Field.tsx';

interface Props {
  id: NoticeEntry['id'];
  /** Who it was sent to, as people say it. */
  host: string;
  done?(): void;
}

/** Asks whether the person has sent a notice themselves, and for the reference they were given. */
export function SentIt({ id, host, done }: Props) {
  const [reference, setReference] = useState('');
  const [problem, setProblem] = useState<string>();
  const sent = async (event: Event) => {
    event.preventDefault();
    const answer = await background.handOver({ id, reference: reference.trim() || null });
    if (answer.ok) done?.();
    else setProblem(answer.problem);
  };
  return (
    <form class="receipt" onSubmit={sent}>
      <p>{i18n.t('handOver.question', { host })}</p>
      <Field label={i18n.t('handOver.reference')} hint={i18n.t('handOver.referenceHint')} problem={problem}>
        {(control) => (
          <input
            {...control}
            type="text"
            maxLength={200}
            value={reference}
            onInput={({ currentTarget }) => setReference(currentTarget.value)}
          />
        )}
      </Field>
      <button type="submit">{i18n.t('handOver.sent')}</button>
    </form>
  );
}
