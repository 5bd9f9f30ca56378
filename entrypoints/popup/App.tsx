import { useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { History } from '../../components/History.tsx';
import { Receipt } from '../../components/Receipt.tsx';
import { useSettings } from '../../components/stored-settings.ts';
import { retry, useOutbox } from '../../components/use-outbox.ts';
import type { Offer } from '../../utils/notices/compose.ts';
import { isNotice } from '../../utils/notices/outbox-entry.ts';
import { openReminders } from '../../utils/notices/reminders.ts';
import { placeOf, type Report, withOffer } from '../../utils/notices/report.ts';
import { FormView, useFormInTab } from './FormView.tsx';
import { PageView } from './PageView.tsx';
import { ReportView } from './ReportView.tsx';
import { useReportAsked } from './report-asked.ts';
import { dropHotline, pageOffer, reportsIn, resumed, useReport } from './reports.ts';
import { useTabPage } from './tab-page.ts';

type View = 'page' | 'report' | 'receipt' | 'history' | 'form';

const TITLES = {
  report: 'report.title',
  receipt: 'receipt.title',
  history: 'history.title',
  form: 'form.title',
} as const;

/** The popup: one view at a time, all about one tab. */
export function App() {
  const page = useTabPage();
  const outbox = useOutbox();
  const settings = useSettings();
  const reporting = useReport(settings);
  const [chosen, setView] = useState<View>('page');
  const [sent, setSent] = useState<string | null>(null);
  const asked = useReportAsked(page?.tab);
  const state = page && !page.paused ? page.state : null;
  const form = useFormInTab(page?.tab, page?.url?.href);
  const reports = reportsIn(outbox ?? []);

  /** Opens the report on a listing; `onto` is one in the making that takes it in. */
  const open = (offer: Offer, onto?: Report) => {
    if (!settings || !outbox) return;
    if (onto && placeOf(onto, offer.listing) < 0) reporting.change(withOffer(onto, offer));
    else reporting.show(resumed(offer, reports, settings));
    setView('report');
  };
  useEffect(() => {
    const offer = asked && state ? pageOffer(state) : null;
    if (offer) open(offer);
  }, [asked, settings !== null && outbox !== null && state?.url]);
  useEffect(() => dropHotline(reportsIn(outbox ?? [])), [outbox]);

  // A form that the person opened for a notice is what this tab is about.
  useEffect(() => {
    if (form) setView('form');
  }, [form !== null]);

  // A report is about what was read; where that is gone, the page is what there is to say something of.
  const gone = (chosen === 'report' && !(page && state && reporting.report)) || (chosen === 'form' && !form);
  const view = gone ? 'page' : chosen;
  const heading = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);
  // A screen reader follows the person into the view that was opened; the first one needs no push.
  useEffect(() => {
    if (!first.current) heading.current?.focus();
    first.current = false;
    scrollTo(0, 0);
  }, [view]);

  const entry = outbox?.filter(isNotice).find(({ id }) => id === sent);
  const done = (id: string) => {
    setSent(id);
    setView('receipt');
  };
  return (
    <>
      {view !== 'page' && (
        <header class="bar">
          <button type="button" class="icon" onClick={() => setView('page')} title={i18n.t('report.back')}>
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <path
                d="M10 3L5 8l5 5"
                fill="none"
                stroke="currentColor"
                stroke-width="2"
                stroke-linecap="round"
                stroke-linejoin="round"
              />
            </svg>
            <span class="unseen">{i18n.t('report.back')}</span>
          </button>
          <h1 ref={heading} tabIndex={-1}>
            {i18n.t(TITLES[view])}
          </h1>
        </header>
      )}
      <main>
        {view === 'page' && (
          <PageView
            page={page}
            heading={heading}
            news={outbox?.flatMap(openReminders).length ?? 0}
            entries={outbox}
            settings={settings}
            open={open}
            done={done}
            history={() => setView('history')}
          />
        )}
        {view === 'report' && page && state && outbox && settings && reporting.report && (
          <ReportView
            {...reporting}
            {...{ page, state, settings, done }}
            report={reporting.report}
            entries={outbox}
            left={() => setView('page')}
          />
        )}
        {view === 'receipt' && (
          <div aria-live="polite">
            {entry ? <Receipt entry={entry} retry={retry} /> : <p>{i18n.t('report.sending')}</p>}
            <button type="button" class="plain" onClick={() => setView('history')}>
              {i18n.t('receipt.history')}
            </button>
          </div>
        )}
        {view === 'form' && form && page && (
          <FormView tab={page.tab} form={form} sent={done} left={() => setView('page')} />
        )}
        {view === 'history' && outbox && <History entries={outbox} retry={retry} />}
      </main>
    </>
  );
}
