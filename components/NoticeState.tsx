import { i18n } from '#i18n';
import { isNotice, type OutboxEntry } from '../utils/notices/outbox-entry.ts';
import { type Level, SeverityShape } from './SeverityMark.tsx';

const SHAPE: Record<OutboxEntry['state'], Level> = {
  draft: 'unread',
  queued: 'unread',
  sending: 'unread',
  received: 'clear',
  decided: 'note',
  complained: 'clear',
  closed: 'clear',
  failed: 'warning',
};

/** What became of a notice in a word or two. What the person handed over themselves is said to be so. */
function words(entry: OutboxEntry): string {
  const byHand = isNotice(entry) && entry.channel.kind !== 'endpoint';
  if (byHand && entry.state === 'queued') return i18n.t('state.waitsForYou');
  if (byHand && entry.state === 'received') return i18n.t('state.sentByYou');
  return i18n.t(`state.${entry.state}`);
}

/** The state of a notice, shape and words, with its number where it has one and it is not shown elsewhere. */
export function NoticeState({ entry, numbered = true }: { entry: OutboxEntry; numbered?: boolean }) {
  const number = numbered && (entry.receipt?.number ?? entry.reference);
  return (
    <p class="status">
      <SeverityShape level={SHAPE[entry.state]} />
      <span>
        {words(entry)}
        {number && (
          <>
            {' · '}
            <bdi class="number">{number}</bdi>
          </>
        )}
      </span>
    </p>
  );
}
