import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { type Notice, type NoticeListing, noticeBytes } from '../utils/notices/notice.ts';
import { lawName } from './LawList.tsx';
import { dateAndTime, languageName } from './localised.ts';

/** Exactly what is sent: in words, and as the very bytes. */
export function NoticePreview({ notice }: { notice: Notice }) {
  const [raw, setRaw] = useState(false);
  return (
    <div class="preview">
      <fieldset class="switch">
        <legend class="unseen">{i18n.t('report.view')}</legend>
        <button type="button" aria-pressed={!raw} onClick={() => setRaw(false)}>
          {i18n.t('report.readable')}
        </button>
        <button type="button" aria-pressed={raw} onClick={() => setRaw(true)}>
          {i18n.t('report.raw')}
        </button>
      </fieldset>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region takes the focus to be scrolled */}
      <section tabIndex={0} aria-label={i18n.t(raw ? 'report.raw' : 'report.readable')}>
        {raw ? <pre dir="ltr">{noticeBytes(notice)}</pre> : <Readable notice={notice} />}
      </section>
    </div>
  );
}

/** A legal ground; one without an address is the person's own. */
const lawShown = (ground: Notice['law'][number]): string =>
  ground.url ? lawName(ground) : i18n.t('report.yourOwn', { ground: lawName(ground) });

function Readable({ notice }: { notice: Notice }) {
  const { listings, notifier, keyword } = notice;
  const each = (part: (listing: NoticeListing) => string | null | undefined) =>
    listings.map(part).filter(Boolean).join('\n');
  const rows: [string, string | null | undefined][] = [
    [i18n.t('report.url'), each(({ url }) => url)],
    [i18n.t('field.title'), each(({ title }) => title)],
    [i18n.t('report.item'), each(({ id }) => id)],
    ...(listings.some(({ variant }) => variant)
      ? [[i18n.t('report.variant'), each(({ variant }) => variant)] as [string, string]]
      : []),
    [i18n.t('field.seller'), each(({ seller }) => seller?.name ?? seller?.id)],
    [i18n.t('report.explanation'), notice.explanation],
    [i18n.t('report.evidence'), notice.evidence.map(({ text }) => text).join('\n')],
    [i18n.t('report.law'), notice.law.map(lawShown).join('\n')],
    [
      i18n.t('report.category'),
      [i18n.t(`taxonomy.${notice.category}`), keyword && i18n.t(`taxonomy.${keyword}`)]
        .filter(Boolean)
        .join('\n'),
    ],
    [i18n.t('report.language'), languageName(notice.language)],
    [i18n.t('report.who'), notifier && [notifier.name, notifier.email].filter(Boolean).join('\n')],
    [i18n.t('report.goodFaithShort'), i18n.t('report.yes')],
    [i18n.t('report.time'), dateAndTime(notice.createdAt)],
    [i18n.t('report.id'), notice.id],
  ];
  return (
    <dl>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt class="meta">{name}</dt>
          <dd>{value || '–'}</dd>
        </div>
      ))}
    </dl>
  );
}
