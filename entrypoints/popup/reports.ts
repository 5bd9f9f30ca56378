import { useRef, useState } from 'preact/hooks';
import { background } from '../../components/background.ts';
import { interfaceLanguage } from '../../components/localised.ts';
import { changeSettings } from '../../components/stored-settings.ts';
import type { Offer } from '../../utils/notices/compose.ts';
import type { OutboxEntry } from '../../utils/notices/outbox-entry.ts';
import {
  asReport,
  beginReport,
  belongsToHotline,
  endpointChannel,
  hasChildAbuse,
  isSameTrader,
  noticeOf,
  offerOf,
  placeOf,
  type Report,
  withOffer,
} from '../../utils/notices/report.ts';
import type { PageState } from '../../utils/page-state.ts';
import type { Settings } from '../../utils/settings.ts';

/** What a report on the listing of a page would be about; null where it shows none. */
export function pageOffer({ listing, findings, readAt, page }: PageState): Offer | null {
  return listing && page !== 'trader' ? offerOf(listing, findings, readAt) : null;
}

/** The cards something was found on, as small listings of their marketplace. */
export const cardOffers = ({ cards, reader, readAt }: PageState): Offer[] =>
  cards.map(({ card, findings }) => {
    const { url, id, title, seller } = card;
    return { ...offerOf({ url, marketplace: reader, id, title, seller }, findings, readAt), card: true };
  });

/** The reports in the making, newest first. */
export const reportsIn = (entries: readonly OutboxEntry[]): Report[] =>
  entries.flatMap((entry) => {
    const report = entry.state === 'draft' ? asReport(entry.draft.screen) : null;
    return report ? [{ ...report, id: entry.id }] : [];
  });

/** A report in the making on the same trader, into which this listing is or could be taken. */
export const reportOnTrader = (reports: readonly Report[], { listing }: Offer): Report | undefined =>
  reports.find((report) => placeOf(report, listing) >= 0) ??
  reports.find((report) => isSameTrader(report, listing));

/**
 * The report on a listing: taken up where it was left, else begun. One whose words are as composed follows what the
 * page says now.
 */
export function resumed(offer: Offer, reports: readonly Report[], settings: Settings): Report {
  const kept = reports.find((report) => placeOf(report, offer.listing) >= 0);
  if (kept) return kept.own.explanation === undefined ? withOffer(kept, offer) : kept;
  return beginReport(crypto.randomUUID(), offer, settings, interfaceLanguage());
}

/** Keeps a report as a draft; nothing of one that belongs to a hotline is kept. */
async function keep(report: Report, settings: Settings): Promise<boolean> {
  const { id } = report;
  if (belongsToHotline(report)) return (await background.dropDraft({ id })).ok;
  const { version: _, id: __, createdAt: ___, goodFaith: ____, ...notice } = noticeOf(report, '');
  const answer = await background.keepDraft({
    id,
    // As the message carries it: what is undefined is not there.
    draft: JSON.parse(JSON.stringify({ notice, screen: report })),
    channel: endpointChannel(report.endpoint, settings),
  });
  return answer.ok;
}

/** The report that is open. What the person changes is kept at once, one write after the other. */
export function useReport(settings: Settings | null) {
  const [report, setReport] = useState<Report | null>(null);
  const [unkept, setUnkept] = useState(false);
  const waiting = useRef<Report | null>(null);
  const keeping = useRef<Promise<void> | null>(null);

  async function keepWaiting(known: Settings): Promise<void> {
    while (waiting.current) {
      const next = waiting.current;
      waiting.current = null;
      setUnkept(!(await keep(next, known).catch(() => false)));
    }
    keeping.current = null;
  }
  function change(next: Report): void {
    setReport(next);
    if (!settings) return;
    waiting.current = next;
    keeping.current ??= keepWaiting(settings);
  }
  /** Resolves once nothing is written any more. */
  async function settled(): Promise<void> {
    await keeping.current;
  }
  return {
    report,
    unkept,
    /** Shows a report without keeping it: nobody has touched it. */
    show: setReport,
    change,
    settled,
    /** Throws it away. */
    async drop(): Promise<void> {
      waiting.current = null;
      await settled();
      if (report) await background.dropDraft({ id: report.id });
      setReport(null);
    },
  };
}

/** Nothing of what belongs to a hotline stays, however it came to be kept. */
export function dropHotline(reports: readonly Report[]): void {
  for (const report of reports)
    if (hasChildAbuse(report.offers.flatMap(({ findings }) => findings)) || belongsToHotline(report))
      void background.dropDraft({ id: report.id });
}

/** Who reports, and to where, is remembered for the next notice; a token does not follow to another address. */
export async function remember(report: Report, settings: Settings): Promise<void> {
  const channel = endpointChannel(report.endpoint, settings);
  await changeSettings({
    name: report.name.trim(),
    email: report.email.trim(),
    ...(channel?.kind === 'endpoint' && { endpoint: channel.base, token: channel.token ?? '' }),
  });
}
