import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { NoticeEntry } from '../utils/notices/outbox-entry.ts';
import { background } from './background.ts';
import { CopyFields } from './CopyFields.tsx';
import { Field } from './Field.tsx';
import { recipient } from './recipient.ts';
import { SendByEmail } from './SendByEmail.tsx';

/** What only the person can send, by form or e-mail: the means to, and whether they have, with the reference they were given. */
export function HandOver({ entry }: { entry: NoticeEntry }) {
  const [reference, setReference] = useState('');
  const [problem, setProblem] = useState<string>();
  const sent = async (event: Event) => {
    event.preventDefault();
    const answer = await background.handOver({ id: entry.id, reference: reference.trim() || null });
    if (!answer.ok) setProblem(answer.problem);
  };
  const { channel, notice } = entry;
  return (
    <>
      {channel.kind === 'email' && <SendByEmail notice={notice} address={channel.address} />}
      {channel.kind === 'form' && <CopyFields notice={notice} />}
      <form class="receipt" onSubmit={sent}>
        <p>{i18n.t('handOver.question', { host: recipient(entry) })}</p>
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
    </>
  );
}
