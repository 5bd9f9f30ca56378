import { i18n } from '#i18n';
import type { OutboxEntry } from '../utils/notices/outbox.ts';
import { dateAndTime } from './localised.ts';
import { SeverityShape } from './SeverityMark.tsx';

interface Props {
  entry: OutboxEntry;
  retry(id: string): void;
}

/** Where a notice went, as people say it. */
export const recipient = (entry: Pick<OutboxEntry, 'endpoint'>): string => new URL(entry.endpoint).host;

/** What became of one notice: the receipt with its number, or why there is none yet and what to do. */
export function Receipt({ entry, retry }: Props) {
  const { receipt, problem, state } = entry;
  const host = recipient(entry);
  if (receipt)
    return (
      <section class="receipt" aria-label={i18n.t('receipt.title')}>
        <p class="meta">{i18n.t('receipt.number')}</p>
        <p class="number">{receipt.number}</p>
        <p>{i18n.t('receipt.received', { host, time: dateAndTime(receipt.receivedAt) })}</p>
        <h2>{i18n.t('receipt.next')}</h2>
        <p>{receipt.next}</p>
        <p class="meta">{i18n.t('receipt.law')}</p>
      </section>
    );
  return (
    <section class="receipt" aria-label={i18n.t('receipt.title')}>
      <p class="strong status">
        <SeverityShape level={state === 'failed' ? 'warning' : 'unread'} />
        {i18n.t(`state.${state}`)}
      </p>
      <p>{i18n.t(state === 'failed' ? 'receipt.failed' : 'receipt.kept', { host })}</p>
      {problem && <DeliveryProblem entry={entry} />}
      {problem && state !== 'sending' && (
        <button type="button" onClick={() => retry(entry.id)}>
          {i18n.t('receipt.retry')}
        </button>
      )}
    </section>
  );
}

/** Why the last attempt brought no receipt, in plain words, with the endpoint's own where it gave any. */
export function DeliveryProblem({ entry }: { entry: OutboxEntry }) {
  const { problem, nextAttemptAt } = entry;
  if (!problem) return null;
  const status = problem.status === null ? '' : ` (HTTP ${problem.status})`;
  return (
    <>
      <p class="problem">{i18n.t(`delivery.${problem.kind}`, { host: recipient(entry) }) + status}</p>
      {problem.fields.length > 0 && (
        <ul class="box meta">
          {problem.fields.map(({ path, message }) => (
            <li key={path}>
              {path && <code>{path}</code>} {message}
            </li>
          ))}
        </ul>
      )}
      {nextAttemptAt !== null && entry.state === 'queued' && (
        <p class="meta">{i18n.t('receipt.again', { time: dateAndTime(nextAttemptAt) })}</p>
      )}
    </>
  );
}
