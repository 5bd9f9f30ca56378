import { i18n } from '#i18n';
import type { NoticeEntry } from '../utils/notices/outbox-entry.ts';
import { DeliveryProblem } from './DeliveryProblem.tsx';
import { HandOver } from './HandOver.tsx';
import { dateAndTime } from './localised.ts';
import { NoticeState } from './NoticeState.tsx';
import { recipient } from './recipient.ts';

interface Props {
  entry: NoticeEntry;
  retry(id: string): void;
}

/** What became of sending one notice: the receipt with its number, or why there is none and what to do. */
export function Receipt({ entry, retry }: Props) {
  const { receipt, problem, state, channel, proof } = entry;
  const host = recipient(entry);
  if (receipt)
    return (
      <section class="receipt" aria-label={i18n.t('receipt.title')}>
        <p class="meta">{i18n.t('receipt.number')}</p>
        <p class="number">{receipt.number}</p>
        <p>{i18n.t('receipt.received', { host, time: dateAndTime(receipt.receivedAt) })}</p>
        {proof && (
          <p class={proof.verdict === 'wrong' ? 'problem' : 'meta'}>
            {proof.verdict === 'unverified'
              ? i18n.t('proof.unverified')
              : i18n.t(`proof.${proof.verdict}`, { host })}
          </p>
        )}
        {state !== 'closed' && (
          <>
            <h2>{i18n.t('receipt.next')}</h2>
            <p>{entry.status?.next ?? receipt.next}</p>
          </>
        )}
        {state === 'received' && <p class="meta">{i18n.t('receipt.law')}</p>}
      </section>
    );
  if (channel.kind !== 'endpoint')
    return state === 'queued' ? (
      <HandOver entry={entry} />
    ) : (
      <section class="receipt" aria-label={i18n.t('receipt.title')}>
        {entry.reference && <p class="number">{entry.reference}</p>}
        <p>{i18n.t('receipt.byHand', { host })}</p>
      </section>
    );
  return (
    <section class="receipt" aria-label={i18n.t('receipt.title')}>
      <NoticeState entry={entry} />
      <p>{i18n.t(state === 'failed' ? 'receipt.failed' : 'receipt.kept', { host })}</p>
      <DeliveryProblem entry={entry} />
      {problem && state !== 'sending' && (
        <button type="button" onClick={() => retry(entry.id)}>
          {i18n.t('receipt.retry')}
        </button>
      )}
    </section>
  );
}
