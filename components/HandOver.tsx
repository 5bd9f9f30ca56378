import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { NoticeEntry } from '../utils/notices/outbox-entry.ts';
import { background } from './background.ts';
import { CopyFields } from './CopyFields.tsx';
import { KeptEvidence } from './KeptEvidence.tsx';
import { recipient } from './recipient.ts';
import { SendByEmail } from './SendByEmail.tsx';
import { SentIt } from './SentIt.tsx';

/** What only the person can send, by form or e-mail: the means to, and whether they have. */
export function HandOver({ entry }: { entry: NoticeEntry }) {
  const { channel, notice } = entry;
  return (
    <>
      {channel.kind === 'email' && <SendByEmail notice={notice} address={channel.address} />}
      {channel.kind === 'form' && <OpenForm entry={entry} marketplace={channel.marketplace} />}
      <KeptEvidence entry={entry} />
      <SentIt id={entry.id} host={recipient(entry)} />
      {channel.kind === 'form' && (
        <details>
          <summary>{i18n.t('copy.title')}</summary>
          <CopyFields notice={notice} />
        </details>
      )}
    </>
  );
}

/** Opens the marketplace's own form with the notice at hand there. */
function OpenForm({ entry: { notice }, marketplace }: { entry: NoticeEntry; marketplace: string }) {
  const [problem, setProblem] = useState<string | null>(null);
  const site = notice.listings[0]?.marketplace;
  if (!site) return null;
  const open = async () => {
    const answer = await background.openForm({ site, notice });
    setProblem('problem' in answer ? answer.problem : null);
  };
  return (
    <>
      <button type="button" class="accent" onClick={() => void open()}>
        {i18n.t('report.openForm', { marketplace })}
      </button>
      {problem && (
        <p class="problem" role="alert">
          {i18n.t('form.failed', { problem })}
        </p>
      )}
    </>
  );
}
