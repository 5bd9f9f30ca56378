import type { Listing } from '../listing/listing.ts';
import type { ExplainedFinding } from '../packs/finding.ts';
import type { Offer } from './compose.ts';
import {
  DAY_MS,
  duplicatesOf,
  type Earlier,
  hasChanged,
  isBareSuspicion,
  isOld,
  type Knowingly,
  sameListing,
  saysSomethingNew,
  sentToday,
  toCheck,
} from './guards.ts';
import { fieldsOf, noticeOf, type Report, templateOf } from './report.ts';

/**
 * What a person is told before a notice is sent, from what the guards find. `key` names it together with what it says:
 * what was ticked of it is ticked no longer once it says something else.
 */
export type Caution<Kept extends Earlier = Earlier> = { key: string } & (
  | /** The page says something else now: it has to be taken in first. */ {
      kind: 'changed';
      listing: Listing;
    }
  | /** Nobody has looked at the page for long. */ { kind: 'old'; listing: Listing; readAt: number | null }
  | /** Of these only what a results page shows is known. */ { kind: 'card'; listings: Listing[] }
  | /** Newest first. Without `news` there is nothing to send. */ {
      kind: 'duplicate';
      earlier: Kept[];
      news: boolean;
    }
  | /** `today`: which notice of these 24 hours this one is. */ { kind: 'cap'; today: number; cap: number }
  | /** Rests on little, or says what would make it wrong. */ { kind: 'check'; finding: ExplainedFinding }
  | /** All of it rests on little, and nothing is the person's own. */ { kind: 'suspicion' }
);

/** The page the person has before them, and whether Caveat follows what it says by itself. */
export interface PageAtHand {
  listing: Listing;
  followed: boolean;
}

/** Everything there is to say of a report before it is sent. `now` in milliseconds since the epoch. */
export function cautionsOf<Kept extends Earlier>(
  report: Report,
  {
    earlier,
    cap,
    now,
    page,
  }: { earlier: readonly Kept[]; cap: number; now: number; page: PageAtHand | null },
): Caution<Kept>[] {
  const { offers, chosen } = report;
  const notice = noticeOf(report, new Date(now).toISOString());
  const template = templateOf(report);
  const cautions: Caution<Kept>[] = offers.flatMap((offer) => readingCaution(offer, chosen, page, now));

  const cards = offers.filter(({ card }) => card).map(({ listing }) => listing);
  if (cards.length > 0)
    cautions.push({ kind: 'card', key: `card ${cards.map(({ url }) => url).join(' ')}`, listings: cards });
  const before = duplicatesOf(notice, earlier);
  if (before.length > 0)
    cautions.push({
      ...{ kind: 'duplicate', key: `duplicate ${before.map(({ id }) => id).join(' ')}`, earlier: before },
      news: saysSomethingNew(notice, template, before),
    });
  const today = sentToday(earlier, now) + 1;
  if (today > cap) cautions.push({ kind: 'cap', key: `cap ${today}`, today, cap });
  for (const finding of toCheck(offers, chosen))
    cautions.push({ kind: 'check', key: `check ${finding.pack} ${finding.rule}`, finding });
  if (isBareSuspicion(offers, chosen, fieldsOf(report).explanation, template))
    cautions.push({ kind: 'suspicion', key: 'suspicion' });
  return cautions;
}

function readingCaution(
  offer: Offer,
  chosen: readonly string[],
  page: PageAtHand | null,
  now: number,
): Caution<never>[] {
  const { listing, readAt } = offer;
  const atHand = page && sameListing(page.listing, listing) ? page : null;
  if (atHand && (offer.card || hasChanged(offer, atHand.listing, chosen)))
    return [{ kind: 'changed', key: `changed ${listing.url}`, listing }];
  const old = atHand ? !atHand.followed && isOld(readAt, now) : isOld(readAt, now, DAY_MS);
  return old
    ? [{ kind: 'old', key: `old ${listing.url} ${readAt ?? ''}`, listing, readAt: readAt ?? null }]
    : [];
}

/** Whether a caution can be passed by ticking it; the others ask for something to be done, or only to be read. */
export const canTick = (caution: Caution): boolean =>
  caution.kind === 'old' ||
  caution.kind === 'card' ||
  caution.kind === 'cap' ||
  caution.kind === 'check' ||
  (caution.kind === 'duplicate' && caution.news);

/** The cautions that stand in the way of sending. */
export const standing = <Kept extends Earlier>(
  cautions: readonly Caution<Kept>[],
  ticked: readonly string[],
): Caution<Kept>[] =>
  cautions.filter(
    (caution) => caution.kind !== 'suspicion' && !(canTick(caution) && ticked.includes(caution.key)),
  );

/** What was ticked, as the background wants to know it. */
export function knowinglyOf(cautions: readonly Caution[], ticked: readonly string[]): Knowingly {
  const passed = cautions.filter((caution) => canTick(caution) && ticked.includes(caution.key));
  return {
    duplicates: passed.flatMap((caution) =>
      caution.kind === 'duplicate' ? caution.earlier.map(({ id }) => id) : [],
    ),
    today: passed.find((caution) => caution.kind === 'cap')?.today,
  };
}
