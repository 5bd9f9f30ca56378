import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { background } from '../../components/background.ts';
import { Cautions } from '../../components/Cautions.tsx';
import { ChannelChoice } from '../../components/ChannelChoice.tsx';
import { EvidencePanel } from '../../components/EvidencePanel.tsx';
import type { Evidence } from '../../components/evidence.ts';
import { ReportedListings } from '../../components/Grounds.tsx';
import { Hotline } from '../../components/Hotline.tsx';
import { WhatIsWrong, WhereItGoes, WhoReports } from '../../components/NoticeForm.tsx';
import { NoticePreview } from '../../components/NoticePreview.tsx';
import { noticeProblems } from '../../components/notice-fields.ts';
import { cautionsOf, standing } from '../../utils/notices/cautions.ts';
import { isOld } from '../../utils/notices/guards.ts';
import { type Link, withheld } from '../../utils/notices/journal-chain.ts';
import { type Channel, isNotice, type OutboxEntry } from '../../utils/notices/outbox-entry.ts';
import {
  belongsToHotline,
  canTakeIn,
  hasChildAbuse,
  noticeOf,
  placeOf,
  type Report,
  withFields,
  withOffer,
} from '../../utils/notices/report.ts';
import type { PageState } from '../../utils/page-state.ts';
import { sites } from '../../utils/reading/marketplaces/index.ts';
import { endpointUrl, type Settings } from '../../utils/settings.ts';
import { cardOffers, pageOffer, type useReport } from './reports.ts';
import { send, useNow } from './send.ts';
import type { TabPage } from './tab-page.ts';
import { channelOf, useWhoTakesNotices, waysOf } from './ways.ts';

interface Props
  extends Pick<ReturnType<typeof useReport>, 'change' | 'show' | 'settled' | 'drop' | 'unkept'> {
  report: Report;
  page: TabPage;
  state: PageState;
  entries: OutboxEntry[];
  settings: Settings;
  /** The notice with this id is safely kept. */
  done(id: string): void;
  /** The draft was thrown away. */
  left(): void;
}

/** The report: what is wrong, who reports, exactly what is sent, and the button that confirms it. */
export function ReportView(props: Props) {
  const { report, change } = props;
  if (!belongsToHotline(report)) return <ReportForm {...props} />;
  const found = hasChildAbuse(report.offers.flatMap(({ findings }) => findings));
  // Chosen by mistake, the draft is still on this screen, and nowhere else.
  const back = () =>
    change(withFields(report, { category: 'STATEMENT_CATEGORY_PROTECTION_OF_MINORS', keyword: null }));
  return <Hotline site={props.state.reader} back={found ? undefined : back} />;
}

function ReportForm(props: Props) {
  const { report, page, state, entries, settings, unkept, change, show, settled, drop, done, left } = props;
  const now = useNow();
  const form = useRef<HTMLFormElement>(null);
  const [attempts, setAttempts] = useState(0);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [known] = useState({ who: isKnown(report), endpoint: endpointUrl(report.endpoint) !== null });
  const offer = pageOffer(state);
  usePageAnew({ report, page, state, show });
  const [evidence, setEvidence] = useState<Evidence | null>(null);
  const journal = useJournalOf(report.id);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [attempts]);

  const notice = { ...noticeOf(report, now), attachments: evidence ? [evidence.attachment] : [] };
  const cautions = cautionsOf(report, {
    ...{ earlier: entries.filter(isNotice), cap: settings.dailyCap, now: Date.parse(now) },
    page: state.listing && { listing: state.listing, followed: page.watched },
  });
  const endpoint = endpointUrl(report.endpoint);
  const host = endpoint && new URL(endpoint).host;
  const marketplace = sites.find(({ id }) => id === state.reader)?.name ?? i18n.t('report.thisMarketplace');
  const who = useWhoTakesNotices(state.reader);
  const { ways, way } = waysOf(report, who);
  const others = ways.some(({ kind }) => kind !== 'endpoint');
  // Once an address is typed its field stays, or it would be gone from under the person's hands.
  const [typed] = useState(() => report.endpoint.trim() !== '');
  const address = way === 'endpoint' ? report.endpoint : null;
  // Nothing is found fault with before the first try; after it, faults go as soon as they are mended.
  const problems = attempts > 0 ? noticeProblems(notice, address) : null;
  const more = [...(offer ? [offer] : []), ...cardOffers(state)].filter((one) => canTakeIn(report, one));

  const confirm = async (event: Event) => {
    event.preventDefault();
    const found = noticeProblems(notice, address);
    const blocked = standing(cautions, report.ticked).length > 0;
    setAttempts(attempts + 1);
    setTrouble(
      found?.rest
        ? i18n.t('problem.rest', { problem: found.rest })
        : blocked
          ? i18n.t('caution.standing')
          : null,
    );
    if (found || blocked || busy) return;
    setBusy(true);
    const channel = channelOf(report, { ways, way }, marketplace, settings);
    const problem = await send({ notice, report, channel, cautions, settings, settled, evidence });
    setTrouble(problem);
    setBusy(false);
    if (problem === null) done(notice.id);
  };
  const shared = { report, change, problems: problems?.fields ?? {} };
  return (
    <form ref={form} noValidate onSubmit={(event) => void confirm(event)}>
      <WhatIsWrong {...shared}>
        <ReportedListings report={report} change={change} />
        {more.map((one) => (
          <button
            key={one.listing.url}
            type="button"
            class="take"
            onClick={() => change(withOffer(report, one))}
          >
            {i18n.t('report.take')}
            <bdi class="title">{one.listing.title}</bdi>
          </button>
        ))}
      </WhatIsWrong>
      <WhoReports {...shared} known={known.who} />
      <section class="block" aria-labelledby="sent">
        <h2 id="sent">{i18n.t('report.sent')}</h2>
        {/* Nothing is drawn that would be elsewhere a moment later. */}
        {who !== undefined && (
          <>
            {others && (
              <Another folded={known.endpoint && way === 'endpoint'}>
                <ChannelChoice
                  channels={ways}
                  chosen={way}
                  choose={(kind) => change({ ...report, way: kind })}
                  marketplace={marketplace}
                />
              </Another>
            )}
            <WhereItGoes {...{ ...shared, marketplace }} known={known.endpoint} folded={others && !typed} />
            {offer && placeOf(report, offer.listing) >= 0 && (
              <EvidencePanel
                {...{ tab: page.tab, state, notice, journal, evidence }}
                change={(made) => {
                  setEvidence(made);
                  // Its bytes are kept with the draft.
                  change(report);
                }}
              />
            )}
          </>
        )}
        <NoticePreview notice={notice} />
      </section>
      <Cautions
        cautions={cautions}
        ticked={report.ticked}
        asked={attempts > 0}
        tick={(key, on) =>
          change({
            ...report,
            ticked: on ? [...report.ticked, key] : report.ticked.filter((one) => one !== key),
          })
        }
        takeIn={() => offer && change(withOffer(report, offer))}
        readAgain={() => void background.read({ tab: page.tab })}
      />
      <p>{i18n.t('report.goodFaith')}</p>
      {trouble && (
        <p class="problem" role="alert">
          {trouble}
        </p>
      )}
      <button type="submit" class="accent" aria-disabled={busy}>
        {busy ? i18n.t('report.sending') : sendText(way, { host, marketplace })}
      </button>
      <p class="meta">
        {i18n.t(unkept ? 'report.unkept' : 'report.kept')}{' '}
        <button type="button" class="plain small" onClick={() => void drop().then(left)}>
          {i18n.t('report.discard')}
        </button>
      </p>
    </form>
  );
}

/** What was done with a notice until now; of what the journal says of others, only the places stay in the chain. */
function useJournalOf(id: string): Link[] {
  const [journal, setJournal] = useState<Link[]>([]);
  useEffect(() => {
    void background
      .journal()
      .then((entries) =>
        setJournal((entries ?? []).map((entry) => (entry.notice === id ? entry : withheld(entry)))),
      )
      .catch(() => {});
  }, [id]);
  return journal;
}

/** Other ways than the one that is known, folded away beside it. */
function Another({ folded, children }: { folded: boolean; children: ComponentChildren }) {
  const [fold] = useState(folded);
  if (!fold) return <>{children}</>;
  return (
    <details class="grounds">
      <summary>{i18n.t('report.anotherWay')}</summary>
      {children}
    </details>
  );
}

function sendText(way: Channel['kind'], { host, marketplace }: { host: string | null; marketplace: string }) {
  if (way === 'form') return i18n.t('report.sendForm', { marketplace });
  if (way === 'email') return i18n.t('report.sendEmail');
  return host ? i18n.t('report.send', { host }) : i18n.t('report.sendNowhere');
}

const isKnown = ({ name, email }: Report) => name.trim() !== '' && email.trim() !== '';

/**
 * Keeps an untouched report by what the page says: a page that Caveat does not follow is read anew where its reading
 * is old, and what was read anew is taken in. Where the person wrote words of their own, `Cautions` asks instead.
 */
function usePageAnew({ report, page, state, show }: Pick<Props, 'report' | 'page' | 'state' | 'show'>): void {
  useEffect(() => {
    if (!page.watched && isOld(state.readAt, Date.now())) void background.read({ tab: page.tab });
  }, [page.tab]);
  useEffect(() => {
    const offer = pageOffer(state);
    const at = offer ? placeOf(report, offer.listing) : -1;
    if (!offer || at < 0 || report.own.explanation !== undefined) return;
    if (report.offers[at]?.readAt !== offer.readAt) show(withOffer(report, offer));
  }, [state.url, state.readAt]);
}
