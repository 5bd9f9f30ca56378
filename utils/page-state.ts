import type { Card, Listing } from './listing/listing.ts';
import { check } from './packs/check.ts';
import type { CompiledPacks } from './packs/compile.ts';
import { explain } from './packs/explain.ts';
import type { ExplainedFinding, Lists, Severity } from './packs/finding.ts';
import type { Reading } from './reading/reader.ts';

/** What is known of the page in one tab: the reading, judged. What the screens show. */
export interface PageState {
  url: string;
  page: Reading['page'];
  /** Id of the reader that read it. */
  reader: string;
  /** Which of the reader's layouts was recognised; null when none was. */
  layout: string | null;
  health: Reading['health'];
  /** Fields this page ought to show and does not. */
  missing: string[];
  listing: Listing | null;
  /** What was found on the listing, worst first. */
  findings: ExplainedFinding[];
  /** Only the cards something was found on. */
  cards: { card: Card; findings: ExplainedFinding[] }[];
  /** How many cards were read. */
  cardCount: number;
  /** When it was read, milliseconds since the epoch. */
  readAt: number;
  /** The person closed the overlay's card for this listing. */
  dismissed: boolean;
  /** Why something could not be checked (a malformed pack, a reading that was refused), or null. */
  problem: string | null;
}

/** Checks what was read against the packs, and the lists that their rules ask. */
export function judge(
  reading: Reading,
  packs: CompiledPacks,
  lists: Lists,
): Omit<PageState, 'readAt' | 'dismissed' | 'problem'> {
  const { url, page, reader, layout, health, missing, listing } = reading;
  const found = (what: Listing | Card) => explain(packs, check(packs, what, lists));
  return {
    ...{ url, page, reader, layout, health, missing, listing },
    findings: listing ? found(listing) : [],
    cards: reading.cards
      .map((card) => ({ card, findings: found(card) }))
      .filter(({ findings }) => findings.length > 0),
    cardCount: reading.cards.length,
  };
}

/** The severity of the worst finding on the page or on any of its cards; null when nothing was found. */
export function worst(state: Pick<PageState, 'findings' | 'cards'>): Severity | null {
  const all = [...state.findings, ...state.cards.flatMap((card) => card.findings)];
  return (
    (['danger', 'warning', 'note'] as const).find((level) =>
      all.some(({ severity }) => severity === level),
    ) ?? null
  );
}
