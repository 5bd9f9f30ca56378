import { i18n } from '#i18n';
import type { OutboxEntry } from '../utils/notices/outbox.ts';
import { dateAndTime } from './localised.ts';
import { DeliveryProblem, recipient } from './Receipt.tsx';
import { type Level, SeverityShape } from './SeverityMark.tsx';

const SHAPE: Record<OutboxEntry['state'], Level> = {
  queued: 'unread',
  sending: 'unread',
  received: 'clear',
  failed: 'warning',
};

/** Every notice kept, newest first, with what became of it. */
export function History({ entries, retry }: { entries: OutboxEntry[]; retry(id: string): void }) {
  if (entries.length === 0) return <p class="quiet">{i18n.t('history.empty')}</p>;
  return (
    <ul class="history">
      {entries.map((entry) => (
        <li key={entry.id}>
          <a href={entry.notice.listings[0]?.url} target="_blank" rel="noopener noreferrer" class="strong">
            <bdi>{entry.notice.listings[0]?.title ?? entry.notice.listings[0]?.url}</bdi>
          </a>
          <p class="status">
            <SeverityShape level={SHAPE[entry.state]} />
            <span>
              {i18n.t(`state.${entry.state}`)}
              {entry.receipt && (
                <>
                  {' · '}
                  <span class="number">{entry.receipt.number}</span>
                </>
              )}
            </span>
          </p>
          <p class="meta">
            {dateAndTime(entry.notice.createdAt)} · {recipient(entry)}
          </p>
          <DeliveryProblem entry={entry} />
          {(entry.state === 'queued' || entry.state === 'failed') && (
            <button type="button" onClick={() => retry(entry.id)}>
              {i18n.t('receipt.retry')}
              <span class="unseen"> {entry.notice.listings[0]?.title}</span>
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
