import type { ComponentChildren, RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import { background } from '../../components/background.ts';
import { Checked } from '../../components/Checked.tsx';
import { sentenceOf } from '../../components/Finding.tsx';
import { Findings } from '../../components/Findings.tsx';
import { isListingField } from '../../components/field.ts';
import { countryName, dateAndTime, isolated, list } from '../../components/localised.ts';
import { type Level, SeverityMark, SeverityShape } from '../../components/SeverityMark.tsx';
import type { Offer } from '../../utils/notices/compose.ts';
import { duplicatesOf } from '../../utils/notices/guards.ts';
import { isNotice, type OutboxEntry } from '../../utils/notices/outbox-entry.ts';
import { canTakeIn, hasChildAbuse, placeOf, type Report } from '../../utils/notices/report.ts';
import type { PageState } from '../../utils/page-state.ts';
import { sites } from '../../utils/reading/marketplaces/index.ts';
import type { Settings } from '../../utils/settings.ts';
import { OneClick, oneClickReport } from './OneClick.tsx';
import { ReadingDetails } from './ReadingDetails.tsx';
import { cardOffers, pageOffer, reportOnTrader, reportsIn } from './reports.ts';
import type { TabPage } from './tab-page.ts';

interface Props {
  /** Undefined while it is looked up, null when there is no tab. */
  page: TabPage | null | undefined;
  heading: RefObject<HTMLHeadingElement | null>;
  /** Notices and drafts; null while they are looked up. */
  entries: OutboxEntry[] | null;
  settings: Settings | null;
  /** Opens the report on a listing, or the one in the making that takes it in. */
  open(offer: Offer, onto?: Report): void;
  /** The notice with this id is safely kept. */
  done(id: string): void;
  /** How much has happened to the notices since the person last looked. */
  news: number;
  history(): void;
}

/** First view of the popup: this page in one line, what was found, the seller, Report. */
export function PageView(props: Props) {
  const { page, heading, entries, news, open, history } = props;
  const state = page && !page.paused ? page.state : null;
  const offer = state && pageOffer(state);
  const [earlier] = offer ? duplicatesOf({ listings: [offer.listing] }, entries?.filter(isNotice) ?? []) : [];
  return (
    <>
      <h1 class="status" ref={heading} tabIndex={-1}>
        <Status page={page} />
      </h1>
      {page !== undefined && <Body page={page} reports={reportsIn(entries ?? [])} open={open} />}
      {state?.problem && (
        <details class="box">
          <summary>{i18n.t('page.problem')}</summary>
          <p class="meta">{state.problem}</p>
        </details>
      )}
      {state?.listing && <Seller state={state} />}
      {earlier && <p class="box">{i18n.t('report.already', { date: dateAndTime(earlier.createdAt) })}</p>}
      {offer && page && state && <ReportAction {...props} page={page} state={state} offer={offer} />}
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

type ReportProps = Props & { page: TabPage; state: PageState; offer: Offer };

/** The way to a report on the listing of this page: with one press where that can be, else by opening it. */
function ReportAction({ page, state, offer, entries, settings, open, done }: ReportProps) {
  // The same notice until it is sent, however often this is drawn.
  const id = useRef(crypto.randomUUID());
  if (!entries || !settings) return null;
  const oneClick = oneClickReport(id.current, state, page.watched, entries, settings);
  if (oneClick)
    return <OneClick report={oneClick} settings={settings} done={done} open={() => open(offer)} />;
  const onTrader = reportOnTrader(reportsIn(entries), offer);
  const begun = onTrader && placeOf(onTrader, offer.listing) >= 0;
  return (
    <div class="action">
      {onTrader && canTakeIn(onTrader, offer) && (
        <button type="button" class="accent" onClick={() => open(offer, onTrader)}>
          {addTo(offer, onTrader)}
        </button>
      )}
      <button
        type="button"
        class={state.findings.length > 0 && (!onTrader || begun) ? 'accent' : ''}
        onClick={() => open(offer)}
      >
        {hasChildAbuse(offer.findings)
          ? i18n.t('hotline.title')
          : i18n.t(begun ? 'report.goOn' : 'report.action')}
      </button>
    </div>
  );
}

const addTo = ({ listing: { seller } }: Offer, { offers }: Report) =>
  i18n.t('report.addTo', offers.length, [isolated(seller?.name ?? seller?.id ?? ''), String(offers.length)]);

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

type BodyProps = { page: TabPage | null; reports: Report[]; open: Props['open'] };

function Body({ page, reports, open }: BodyProps) {
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
      {state.cards.length > 0 && <Cards state={state} reports={reports} open={open} />}
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

function Cards({ state, reports, open }: { state: PageState } & Omit<BodyProps, 'page'>) {
  const offers = cardOffers(state);
  return (
    <>
      <p class="meta">{i18n.t('page.cardsHint')}</p>
      <ul class="cards">
        {state.cards.map(({ card, findings: [worst] }, at) => (
          <li key={card.url}>
            {worst && <SeverityShape level={worst.severity} />}
            <div>
              <a href={card.url} target="_blank" rel="noopener noreferrer">
                <bdi>{card.title ?? card.url}</bdi>
              </a>
              {worst && <p lang={sentenceOf(worst).lang}>{sentenceOf(worst).text}</p>}
              <CardReport offer={offers[at] as Offer} reports={reports} open={open} />
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A card can be reported by what stands on it alone: in a notice on its trader that is begun, or in one of its own. */
function CardReport({ offer, reports, open }: { offer: Offer } & Omit<BodyProps, 'page'>) {
  const report = reportOnTrader(reports, offer);
  const within = report && placeOf(report, offer.listing) >= 0;
  const onto = report && canTakeIn(report, offer) ? report : undefined;
  return (
    <>
      {within && <p class="meta">{i18n.t('report.within')}</p>}
      <button type="button" class="plain" onClick={() => open(offer, onto)}>
        {onto ? addTo(offer, onto) : cardAction(offer, within)}
        <span class="unseen"> {offer.listing.title}</span>
      </button>
    </>
  );
}

function cardAction({ findings }: Offer, within: boolean | undefined): string {
  if (hasChildAbuse(findings)) return i18n.t('hotline.title');
  return i18n.t(within ? 'report.goOn' : 'report.fromCard');
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
