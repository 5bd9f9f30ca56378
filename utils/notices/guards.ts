import type { Listing } from '../listing/listing.ts';
import type { ExplainedFinding } from '../packs/finding.ts';
import { type Offer, reportedIn } from './compose.ts';
import { canonicalUrl } from './location.ts';
import type { Notice, NoticeDraft, NoticeListing } from './notice.ts';
import { isChildAbuse } from './taxonomy.ts';

/**
 * What keeps a person from harming themselves: who frequently sends manifestly unfounded notices is suspended
 * (DSA Art. 23(2); counted are their number, their share, their gravity and the intention, Art. 23(3)). The report
 * shows what is found here before anything is sent, and the background asks `refusal` once more.
 */

/** How far back notices count against the daily cap, in milliseconds: any 24 hours, whatever midnight is. */
export const DAY_MS = 24 * 60 * 60_000;
/** A reading older than this is read anew before a notice rests on it, in milliseconds. */
export const FRESH_MS = 10 * 60_000;

/** What is looked at in a notice that was confirmed before. */
export interface Earlier {
  id: string;
  state: string;
  notice: Pick<Notice, 'createdAt' | 'listings' | 'evidence' | 'explanation'>;
}

/** What the person has been told and goes on knowingly: it covers what they saw, and no more. */
export interface Knowingly {
  /** Ids of the earlier notices on the same listing. */
  duplicates?: readonly string[] | undefined;
  /** Which notice of these 24 hours this one is, counted from 1. */
  today?: number | undefined;
}

type Identified = Pick<NoticeListing, 'url' | 'marketplace' | 'id'>;

/** What names a listing, however it was reached: its address, and the marketplace's own number where there is one. */
const namesOf = ({ url, marketplace, id }: Identified): string[] => [
  URL.canParse(url) ? canonicalUrl(url) : url,
  ...(marketplace && id ? [`${marketplace}:${id}`] : []),
];

export const sameListing = (one: Identified, other: Identified): boolean => {
  const names = namesOf(other);
  return namesOf(one).some((name) => names.includes(name));
};

/** Confirmed notices on one of the same listings, newest first; one that was refused for good was not heard. */
export const duplicatesOf = <Kept extends Earlier>(
  notice: { id?: string; listings: readonly Identified[] },
  earlier: readonly Kept[],
): Kept[] =>
  earlier
    .filter(({ id, state }) => id !== notice.id && state !== 'failed')
    .filter((kept) =>
      kept.notice.listings.some((listing) => notice.listings.some((own) => sameListing(own, listing))),
    )
    .toSorted((a, b) => Date.parse(b.notice.createdAt) - Date.parse(a.notice.createdAt));

/**
 * Whether a notice says something that those before it did not: another listing, other words on the page, or an
 * explanation in the person's own words (`template` is what was composed for them) that none of them had.
 */
export function saysSomethingNew(
  notice: Pick<NoticeDraft, 'listings' | 'evidence' | 'explanation'>,
  template: string,
  earlier: readonly Earlier[],
): boolean {
  const said = new Set(
    earlier.flatMap(({ notice }) => notice.evidence.map(({ rule, text }) => `${rule}\n${text}`)),
  );
  return (
    notice.listings.some(
      (own) => !earlier.some((kept) => kept.notice.listings.some((one) => sameListing(own, one))),
    ) ||
    notice.evidence.some(({ rule, text }) => !said.has(`${rule}\n${text}`)) ||
    (notice.explanation !== template &&
      earlier.every((kept) => kept.notice.explanation.trim() !== notice.explanation.trim()))
  );
}

/**
 * How many notices were confirmed in the last 24 hours. One from the future counts: a clock set back makes no room.
 */
export const sentToday = (earlier: readonly Earlier[], now: number): number =>
  earlier.filter(({ state, notice }) => state !== 'failed' && Date.parse(notice.createdAt) > now - DAY_MS)
    .length;

/** Whether a finding says what would make it wrong, or rests on little: the person looks at that first. */
export const needsChecking = ({
  confidence,
  wrongIf,
}: Pick<ExplainedFinding, 'confidence' | 'wrongIf'>): boolean => confidence === 'low' || wrongIf.length > 0;

/** The findings reported that the person has to check first, each rule once. */
export const toCheck = (offers: readonly Offer[], chosen?: readonly string[]): ExplainedFinding[] => [
  ...new Map(
    offers
      .flatMap((offer) => reportedIn(offer, chosen))
      .filter(needsChecking)
      .map((finding) => [finding.rule, finding]),
  ).values(),
];

/** Whether a notice is as it was composed, and rests on weak findings alone: the person has added nothing of their own. */
export function isBareSuspicion(
  offers: readonly Offer[],
  chosen: readonly string[] | undefined,
  explanation: string,
  template: string,
): boolean {
  const reported = offers.flatMap((offer) => reportedIn(offer, chosen));
  return (
    explanation === template &&
    reported.length > 0 &&
    reported.every(({ confidence }) => confidence === 'low')
  );
}

/**
 * Whether what a notice rests on can be sent with one press: at least one finding, none of them a mere note or in need
 * of checking, and nothing that belongs to a hotline.
 */
export const isStrong = (findings: readonly ExplainedFinding[]): boolean => {
  const reported = findings.filter(({ severity }) => severity !== 'note');
  return (
    reported.length > 0 &&
    !reported.some(needsChecking) &&
    !findings.some(({ keyword }) => isChildAbuse(keyword))
  );
};

/**
 * Whether a page says something else now than when it was read for a notice: another title, or words the notice rests
 * on are gone.
 */
export function hasChanged(offer: Offer, now: Listing, chosen?: readonly string[]): boolean {
  if ((offer.listing.title ?? null) !== (now.title ?? null)) return true;
  const texts = textsIn(now);
  return reportedIn(offer, chosen).some(({ evidence }) =>
    evidence.some(({ text }) => !texts.some((whole) => whole.includes(text))),
  );
}

const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

/** Whether a reading is too old for a notice to rest on; one whose time is not known is. */
export const isOld = (readAt: number | undefined, now: number, after = FRESH_MS): boolean =>
  readAt === undefined || Math.abs(now - readAt) > after;

export type Refusal = 'hotline' | 'duplicate' | 'cap';

/**
 * Why a notice may not be kept and sent, whatever screen asks for it; null where nothing stands against it. `hotline`:
 * it is about child sexual abuse, which is never kept · `duplicate`, `cap`: the person was not told so, or of less.
 */
export function refusal(
  notice: Pick<Notice, 'id' | 'listings' | 'keyword'>,
  {
    earlier,
    cap,
    knowingly,
    now,
  }: { earlier: readonly Earlier[]; cap: number; knowingly: Knowingly; now: number },
): Refusal | null {
  if (isChildAbuse(notice.keyword)) return 'hotline';
  // Confirming the same notice again changes nothing.
  if (earlier.some(({ id }) => id === notice.id)) return null;
  const known = knowingly.duplicates ?? [];
  if (duplicatesOf(notice, earlier).some(({ id }) => !known.includes(id))) return 'duplicate';
  const today = sentToday(earlier, now) + 1;
  return today > Math.max(cap, knowingly.today ?? 0) ? 'cap' : null;
}
