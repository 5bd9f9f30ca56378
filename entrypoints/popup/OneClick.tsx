import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { interfaceLanguage } from '../../components/localised.ts';
import { SaidInEnglish } from '../../components/NoticeForm.tsx';
import { NoticePreview } from '../../components/NoticePreview.tsx';
import { noticeProblems } from '../../components/notice-fields.ts';
import { cautionsOf } from '../../utils/notices/cautions.ts';
import { isStrong } from '../../utils/notices/guards.ts';
import { isNotice, type OutboxEntry } from '../../utils/notices/outbox-entry.ts';
import { beginReport, endpointChannel, noticeOf, type Report } from '../../utils/notices/report.ts';
import type { PageState } from '../../utils/page-state.ts';
import { endpointUrl, type Settings } from '../../utils/settings.ts';
import { pageOffer, reportOnTrader, reportsIn } from './reports.ts';
import { send, useNow } from './send.ts';

/**
 * The report that can be sent with one press: of strong findings on the page at hand, where who reports and to whom is
 * known, no report on this trader is in the making, and no guard has anything to say. Null where one of these is not so.
 */
export function oneClickReport(
  id: string,
  state: PageState,
  followed: boolean,
  entries: readonly OutboxEntry[],
  settings: Settings,
): Report | null {
  const offer = pageOffer(state);
  if (!offer || !state.listing || state.health !== 'read' || !isStrong(offer.findings)) return null;
  if (reportOnTrader(reportsIn(entries), offer)) return null;
  const report = beginReport(id, offer, settings, interfaceLanguage());
  const now = Date.now();
  if (noticeProblems(noticeOf(report, new Date(now).toISOString()), report.endpoint)) return null;
  const page = { listing: state.listing, followed };
  const earlier = entries.filter(isNotice);
  return cautionsOf(report, { earlier, cap: settings.dailyCap, now, page }).length > 0 ? null : report;
}

interface Props {
  report: Report;
  settings: Settings;
  /** The notice with this id is safely kept. */
  done(id: string): void;
  /** Opens the report to change it. */
  open(): void;
}

/** One button that says what it confirms and sends, with exactly that to be looked at above it. */
export function OneClick({ report, settings, done, open }: Props) {
  const now = useNow();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const notice = noticeOf(report, now);
  const press = async () => {
    if (busy) return;
    setBusy(true);
    const channel = endpointChannel(report.endpoint, settings);
    const problem = await send({ notice, report, channel, cautions: [], settings });
    setTrouble(problem);
    setBusy(false);
    if (problem === null) done(notice.id);
  };
  return (
    <>
      <details class="meta">
        <summary>{i18n.t('report.see')}</summary>
        <NoticePreview notice={notice} />
      </details>
      <SaidInEnglish report={report} />
      {trouble && (
        <p class="problem" role="alert">
          {trouble}
        </p>
      )}
      <div class="action">
        <button type="button" class="accent two" aria-disabled={busy} onClick={() => void press()}>
          <span>
            {busy
              ? i18n.t('report.sending')
              : i18n.t('report.oneClick', { host: new URL(endpointUrl(report.endpoint) as string).host })}
          </span>
          <span class="small">
            {i18n.t('report.oneClickAs', { name: report.name })} {i18n.t('report.oneClickFaith')}
          </span>
        </button>
        <button type="button" class="plain" onClick={open}>
          {i18n.t('report.changeFirst')}
        </button>
      </div>
    </>
  );
}
