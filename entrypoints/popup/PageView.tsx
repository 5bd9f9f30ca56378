import type { ComponentChildren, RefObject } from 'preact';
import { useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import { background } from '../../components/background.ts';
import { Checked } from '../../components/Checked.tsx';
import { sentenceOf } from '../../components/Finding.tsx';
import { Findings } from '../../components/Findings.tsx';
import { isListingField } from '../../components/field.ts';
import { countryName, dateAndTime, isolated, list } from '../../components/localised.ts';
import { type Level, SeverityMark, SeverityShape } from '../../components/SeverityMark.tsx';
import type { NoticeEntry } from '../../utils/notices/outbox-entry.ts';
import type { PageState } from '../../utils/page-state.ts';
import { sites } from '../../utils/reading/marketplaces/index.ts';
import { ReadingDetails } from './ReadingDetails.tsx';
import type { TabPage } from './tab-page.ts';

interface Props {
  /** Undefined while it is looked up, null when there is no tab. */
  page: TabPage | null | undefined;
  heading: RefObject<HTMLHeadingElement | null>;
  /** A notice already sent about this listing. */
  earlier: NoticeEntry | undefined;
  /** How much has happened to the notices since the person last looked. */
  news: number;
  report(): void;
  history(): void;
}

/** First view of the popup: this page in one line, what was found, the seller, Report. */
export function PageView({ page, heading, earlier, news, report, history }: Props) {
  const state = page && !page.paused ? page.state : null;
  return (
    <>
      <h1 class="status" ref={heading} tabIndex={-1}>
        <Status page={page} />
      </h1>
      {page !== undefined && <Body page={page} />}
      {state?.problem && (
        <details class="box">
          <summary>{i18n.t('page.problem')}</summary>
          <p class="meta">{state.problem}</p>
        </details>
      )}
      {state?.listing && <Seller state={state} />}
      {state?.listing && earlier && (
        <p class="box">{i18n.t('report.already', { date: dateAndTime(earlier.notice.createdAt) })}</p>
      )}
      {state?.listing && state.page !== 'trader' && (
        <div class="action">
          <button type="button" class={state.findings.length > 0 ? 'accent' : ''} onClick={report}>
            {i18n.t('report.action')}
          </button>
        </div>
      )}
      {state && page && state.page !== 'other' && <ReadingDetails tab={page.tab} state={state} />}
      <footer>
        <button type="button" class="plain" onClick={history}>
          {news > 0 ? i18n.t('history.linkNews', { count: news }) : i18n.t('history.link')}
        </button>
        <button type="button" class="plain" onClick={() => void browser.runtime.openOptionsPage()}>
          {i18n.t('options.title')}
        </button>
        {page?.watched && page.url && (
          <button
            type="button"
            class="plain"
            onClick={() => page.url && void background.pause({ host: page.url.host, paused: !page.paused })}
          >
            {i18n.t(page.paused ? 'page.resume' : 'page.pause')}
          </button>
        )}
      </footer>
    </>
  );
}

/** What the page's one line says, and with which shape. */
function Status({ page }: Pick<Props, 'page'>) {
  const [level, text] = status(page);
  return (
    <>
      <SeverityMark level={level} />
      {text && <span class="count">{text}</span>}
    </>
  );
}

function status(page: Props['page']): [Level, string | null] {
  if (page?.paused) return ['paused', null];
  const state = page?.state;
  if (!state) return ['unread', page === undefined ? i18n.t('page.loading') : null];
  const [worst] = [...state.findings, ...state.cards.flatMap(({ findings }) => findings)].sort(worseFirst);
  if (!worst) return [state.health === 'unread' || !judged(state) ? 'unread' : 'clear', null];
  const count = state.cardCount;
  if (state.findings.length > 0) return [worst.severity, i18n.t('page.findings', state.findings.length)];
  return [worst.severity, i18n.t('page.cards', state.cards.length, [state.cards.length], { count })];
}

const ORDER = ['danger', 'warning', 'note'];
const worseFirst = (one: { severity: string }, other: { severity: string }) =>
  ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity);

/** Whether there was anything on the page to be checked. */
const judged = (state: PageState) =>
  (state.listing !== null && (state.page !== 'trader' || state.findings.length > 0)) || state.cardCount > 0;

function Body({ page }: { page: TabPage | null }) {
  if (!page || page.closed) return <p>{i18n.t('page.closed')}</p>;
  const { state, url, watched, paused, tab } = page;
  if (paused && url) return <p>{i18n.t('page.paused', { host: url.host })}</p>;
  if (!state)
    return (
      <Unasked tab={tab}>
        <p>{i18n.t(watched ? 'page.waiting' : 'page.elsewhere')}</p>
      </Unasked>
    );
  if (state.health === 'unread') return <p>{i18n.t('page.unread')}</p>;
  if (!judged(state)) return <p>{i18n.t(state.page === 'trader' ? 'page.trader' : 'page.other')}</p>;
  const [worst] = state.findings;
  return (
    <>
      {state.health === 'partial' && <Partial missing={state.missing} />}
      {worst && (
        <div class="panel" data-severity={worst.severity}>
          <Findings findings={state.findings} source={state.listing} />
        </div>
      )}
      {state.cards.length > 0 && <Cards cards={state.cards} />}
      {state.listing && state.findings.length === 0 && <Checked listing={state.listing} />}
      {!state.listing && state.cards.length === 0 && (
        <p>{i18n.t('page.cardsNothing', { count: state.cardCount })}</p>
      )}
    </>
  );
}

function Partial({ missing }: { missing: string[] }) {
  const fields = missing.filter(isListingField).map((field) => i18n.t(`field.${field}`));
  return <p class="box">{i18n.t('page.partial', { fields: list(fields) })}</p>;
}

/** A page that was not read, and the button that has it read. */
function Unasked({ tab, children }: { tab: number; children: ComponentChildren }) {
  const [progress, setProgress] = useState<'reading' | 'failed' | null>(null);
  const read = async () => {
    setProgress('reading');
    const answer = await background.read({ tab });
    if (!answer?.ok) setProgress('failed');
  };
  return (
    <>
      {children}
      <button type="button" class="accent" disabled={progress === 'reading'} onClick={read}>
        {i18n.t(progress === 'reading' ? 'page.reading' : 'page.read')}
      </button>
      {progress === 'failed' && (
        <p class="problem" role="alert">
          {i18n.t('page.readFailed')}
        </p>
      )}
    </>
  );
}

function Cards({ cards }: { cards: PageState['cards'] }) {
  return (
    <ul class="cards">
      {cards.map(({ card, findings: [worst] }) => (
        <li key={card.url}>
          {worst && <SeverityShape level={worst.severity} />}
          <div>
            <a href={card.url} target="_blank" rel="noopener noreferrer">
              <bdi>{card.title ?? card.url}</bdi>
            </a>
            {worst && <p lang={sentenceOf(worst).lang}>{sentenceOf(worst).text}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** The seller in one line: who, from where; said to be missing only where it was looked for. */
function Seller({ state: { listing, reader } }: { state: PageState }) {
  const { seller } = listing ?? {};
  if (seller === null) {
    const marketplace = sites.find(({ id }) => id === reader)?.name;
    return marketplace ? <p class="quiet">{i18n.t('page.sellerMissing', { marketplace })}</p> : null;
  }
  const name = seller?.name ?? seller?.id;
  if (!name) return null;
  const country = seller?.country;
  return (
    <p class="quiet">
      {country
        ? i18n.t('page.sellerFrom', { seller: isolated(name), country: countryName(country) })
        : i18n.t('page.seller', { seller: isolated(name) })}
    </p>
  );
}
