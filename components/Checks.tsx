import { i18n } from '#i18n';
import type { NoticeEntry } from '../utils/notices/outbox-entry.ts';
import { dateAndTime } from './localised.ts';

/** Whether each reported listing was still there when the person passed by it again. */
export function Checks({ entry: { notice, checks } }: { entry: NoticeEntry }) {
  return (
    <section class="checks" aria-label={i18n.t('online.title')}>
      <h2>{i18n.t('online.title')}</h2>
      <ul>
        {notice.listings.map(({ url, title }) => {
          const last = checks.findLast((check) => check.url === url);
          return (
            <li key={url}>
              <a href={url} target="_blank" rel="noopener noreferrer">
                <bdi>{title ?? url}</bdi>
              </a>
              <p class="meta">
                {last
                  ? i18n.t(last.online ? 'online.still' : 'online.gone', { time: dateAndTime(last.at) })
                  : i18n.t('online.never')}
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
