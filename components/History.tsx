import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import { isNotice, type NoticeEntry, type OutboxEntry } from '../utils/notices/outbox-entry.ts';
import { DeliveryProblem } from './DeliveryProblem.tsx';
import { dateAndTime } from './localised.ts';
import { NoticeState } from './NoticeState.tsx';
import { recipient } from './recipient.ts';

/** More do not fit a glance; the page of its own has them all. */
const MOST = 5;

/** What a notice is about, as people say it. */
export const subject = ({ notice }: NoticeEntry): string =>
  notice.listings[0]?.title ?? notice.listings[0]?.url ?? '';

/** Where a notice, or the list of all of them, stands on the page of its own. */
export const noticesPage = (id = '') =>
  browser.runtime.getURL(`/notices.html${id && `#${id}`}` as '/notices.html');

/** The newest notices with what became of them, and the way to all of them. */
export function History({ entries, retry }: { entries: OutboxEntry[]; retry(id: string): void }) {
  const notices = entries.filter(isNotice);
  if (notices.length === 0) return <p class="quiet">{i18n.t('history.empty')}</p>;
  return (
    <>
      <ul class="history">
        {notices.slice(0, MOST).map((entry) => (
          <li key={entry.id}>
            <a href={noticesPage(entry.id)} target="_blank" rel="noopener noreferrer" class="strong">
              <bdi>{subject(entry)}</bdi>
            </a>
            <NoticeState entry={entry} />
            <p class="meta">
              {dateAndTime(entry.notice.createdAt)} · <bdi>{recipient(entry)}</bdi>
            </p>
            {entry.state !== 'received' && <DeliveryProblem entry={entry} />}
            {entry.channel.kind === 'endpoint' && (entry.state === 'queued' || entry.state === 'failed') && (
              <button type="button" onClick={() => retry(entry.id)}>
                {i18n.t('receipt.retry')}
                <span class="unseen"> {subject(entry)}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      <p>
        <a href={noticesPage()} target="_blank" rel="noopener noreferrer">
          {i18n.t('history.all')}
        </a>
      </p>
    </>
  );
}
