import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { complaintEmail, complaintLetter } from '../utils/notices/complaint-letter.ts';
import type { Complaint } from '../utils/notices/interface.ts';
import type { NoticeEntry } from '../utils/notices/outbox-entry.ts';
import { background } from './background.ts';
import { recipient } from './recipient.ts';
import { saveAs } from './save-as.ts';

interface Props {
  entry: NoticeEntry;
  complaint: Complaint;
  /** Opens it to be changed. */
  change(): void;
}

/** A complaint no endpoint takes: the letter, the ways to send it, and whether the person has. */
export function ComplaintByHand({ entry, complaint, change }: Props) {
  const [said, setSaid] = useState<{ problem: boolean; text: string } | null>(null);
  const address = useAddress(entry);
  const email = address ? complaintEmail(entry, complaint, address) : null;
  const { subject, text } = complaintLetter(entry, complaint);
  const host = recipient(entry);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setSaid({ problem: false, text: i18n.t('copy.copied', { part: i18n.t('complaint.letter') }) }),
      () => setSaid({ problem: true, text: i18n.t('copy.failed') }),
    );
  const sent = async () => {
    const answer = await background.handOver({ id: entry.id, reference: null });
    if (!answer.ok) setSaid({ problem: true, text: answer.problem });
  };
  return (
    <section class="box by-email" aria-label={i18n.t('complaint.letter')}>
      <p>{i18n.t('complaint.yours', { host })}</p>
      {email && (
        <a class="button" href={email.url}>
          {i18n.t('channel.email', { address: address ?? '' })}
        </a>
      )}
      {email && !email.whole && <p class="meta">{i18n.t('complaint.shortened')}</p>}
      {!email && <p class="meta">{i18n.t('complaint.where')}</p>}
      <details>
        <summary>{i18n.t('complaint.letter')}</summary>
        <pre dir="auto" lang={complaint.language}>{`${subject}\n\n${text}`}</pre>
      </details>
      <div class="row">
        <button type="button" onClick={() => void copy()}>
          {i18n.t('copy.copy')}
        </button>
        <button
          type="button"
          onClick={() =>
            saveAs(new Blob([`${subject}\n\n${text}\n`], { type: 'text/plain' }), 'complaint.txt')
          }
        >
          {i18n.t('complaint.save')}
        </button>
        <button type="button" onClick={change}>
          {i18n.t('complaint.change')}
        </button>
      </div>
      <button type="button" class="accent" onClick={() => void sent()}>
        {i18n.t('handOver.sent')}
      </button>
      <p role="status" class={said?.problem ? 'problem' : 'meta'}>
        {said?.text}
      </p>
    </section>
  );
}

/** Where a complaint can be sent by e-mail: where the notice went, else the contact point for users (Art. 12). */
function useAddress({ channel, notice }: NoticeEntry): string | null {
  const own = channel.kind === 'email' ? channel.address : null;
  const [address, setAddress] = useState(own);
  const site = notice.listings[0]?.marketplace;
  useEffect(() => {
    if (own || !site) return;
    void background.contacts({ site }).then(
      (known) =>
        setAddress(
          known?.contacts?.points.find((one) => one.for.includes('users') && one.email)?.email ?? null,
        ),
      () => {},
    );
  }, [own, site]);
  return address;
}
