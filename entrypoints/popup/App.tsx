import { useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { History } from '../../components/History.tsx';
import { Receipt } from '../../components/Receipt.tsx';
import { canonicalUrl } from '../../utils/notices/location.ts';
import { retry, useOutbox } from './outbox.ts';
import { PageView } from './PageView.tsx';
import { ReportView } from './ReportView.tsx';
import { useReportAsked } from './report-asked.ts';
import { useTabPage } from './tab-page.ts';

type View = 'page' | 'report' | 'receipt' | 'history';

const TITLES = { report: 'report.title', receipt: 'receipt.title', history: 'history.title' } as const;

/** The popup: one view at a time, all about one tab. */
export function App() {
  const page = useTabPage();
  const outbox = useOutbox();
  const [chosen, setView] = useState<View>('page');
  const [sent, setSent] = useState<string | null>(null);
  const asked = useReportAsked(page?.tab);
  useEffect(() => {
    if (asked) setView('report');
  }, [asked]);
  // A report is about what was read; where that is gone, the page is what there is to say something of.
  const view = chosen === 'report' && !page?.state ? 'page' : chosen;
  const heading = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);
  // A screen reader follows the person into the view that was opened; the first one needs no push.
  useEffect(() => {
    if (!first.current) heading.current?.focus();
    first.current = false;
    scrollTo(0, 0);
  }, [view]);

  const address = page?.state && canonicalUrl(page.state.url);
  const entry = outbox?.find(({ id }) => id === sent);
  const earlier = outbox?.find(
    ({ notice, state }) => notice.listings.some(({ url }) => url === address) && state !== 'failed',
  );
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
            earlier={earlier}
            report={() => setView('report')}
            history={() => setView('history')}
          />
        )}
        {view === 'report' && page?.state && (
          <ReportView
            tab={page.tab}
            state={page.state}
            earlier={earlier}
            done={(id) => {
              setSent(id);
              setView('receipt');
            }}
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
        {view === 'history' && outbox && <History entries={outbox} retry={retry} />}
      </main>
    </>
  );
}
