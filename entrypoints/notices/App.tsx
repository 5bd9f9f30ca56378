import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import { background } from '../../components/background.ts';
import { subject } from '../../components/History.tsx';
import { dateAndTime } from '../../components/localised.ts';
import { NoticeState } from '../../components/NoticeState.tsx';
import { recipient } from '../../components/recipient.ts';
import { useOutbox } from '../../components/use-outbox.ts';
import { type DraftEntry, isNotice, type NoticeEntry } from '../../utils/notices/outbox-entry.ts';
import { openReminders } from '../../utils/notices/reminders.ts';
import { NoticeView } from './NoticeView.tsx';

/** Every notice the person sent, and all about the one that is chosen; its id is in the address. */
export function App() {
  const entries = useOutbox();
  const [chosen, choose] = useState(() => location.hash.slice(1));
  useEffect(() => {
    const follow = () => choose(location.hash.slice(1));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  if (!entries) return null;
  const notices = entries.filter(isNotice);
  const drafts = entries.filter((entry) => entry.state === 'draft');
  const shown = notices.find(({ id }) => id === chosen) ?? notices[0];
  return (
    <main>
      <h1>{i18n.t('history.title')}</h1>
      <Reminders notices={notices} />
      {notices.length === 0 && <p class="box">{i18n.t('history.empty')}</p>}
      {shown && (
        <div class="notices">
          <nav aria-label={i18n.t('history.title')}>
            <ul>
              {notices.map((entry) => (
                <li key={entry.id}>
                  <a href={`#${entry.id}`} aria-current={entry.id === shown.id ? 'true' : undefined}>
                    <bdi class="strong">{subject(entry)}</bdi>
                    <NoticeState entry={entry} />
                    <span class="meta">
                      {dateAndTime(entry.createdAt)} · <bdi>{recipient(entry)}</bdi>
                    </span>
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <NoticeView key={shown.id} entry={shown} />
        </div>
      )}
      <Drafts drafts={drafts} />
      <p>
        <a href={browser.runtime.getURL('/options.html')}>{i18n.t('history.settings')}</a>
      </p>
    </main>
  );
}

/** What has happened since the person last looked, until they put it aside. */
function Reminders({ notices }: { notices: NoticeEntry[] }) {
  const open = notices.flatMap((entry) => openReminders(entry).map((reminder) => ({ entry, ...reminder })));
  if (open.length === 0) return null;
  return (
    <ul class="reminders" aria-label={i18n.t('reminder.title')}>
      {open.map(({ entry, kind }) => (
        <li key={entry.id + kind} class="box">
          <span>
            {i18n.t(`reminder.${kind}`)}{' '}
            <a href={`#${entry.id}`}>
              <bdi>{subject(entry)}</bdi>
            </a>
          </span>
          <button type="button" onClick={() => void background.putAside({ id: entry.id, kind })}>
            {i18n.t('reminder.aside')}
            <span class="unseen"> {subject(entry)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Reports that were begun and not confirmed. */
function Drafts({ drafts }: { drafts: DraftEntry[] }) {
  if (drafts.length === 0) return null;
  return (
    <section aria-labelledby="drafts">
      <h2 id="drafts">{i18n.t('history.drafts')}</h2>
      <p class="quiet">{i18n.t('history.draftsHint')}</p>
      <ul class="drafts">
        {drafts.map(({ id, draft, createdAt }) => {
          const [listing] = draft.notice.listings ?? [];
          return (
            <li key={id} class="box">
              <span>
                <a href={listing?.url} target="_blank" rel="noopener noreferrer">
                  <bdi>{listing?.title ?? listing?.url}</bdi>
                </a>{' '}
                <span class="meta">{dateAndTime(createdAt)}</span>
              </span>
              <button type="button" onClick={() => void background.dropDraft({ id })}>
                {i18n.t('history.drop')}
                <span class="unseen"> {listing?.title}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
