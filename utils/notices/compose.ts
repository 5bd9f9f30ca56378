import type { Listing } from '../listing/listing.ts';
import { CONFIDENCES, type Evidence, type ExplainedFinding, type Severity } from '../packs/finding.ts';
import type { Law } from '../packs/law.ts';
import type { Texts } from '../packs/texts.ts';
import { lawName } from './letter.ts';
import { canonicalUrl } from './location.ts';
import { LISTINGS_MAX, type Notice, type NoticeDraft, type NoticeListing } from './notice.ts';
import { type NoticeLanguage, phrasesIn, type Say } from './phrases.ts';
import { CATEGORIES, type Category, isChildAbuse, type Keyword, keywordsOf } from './taxonomy.ts';

/** One listing to be reported, with what was found on it. A card of a results page is a small listing. */
export interface Offer {
  listing: Listing;
  findings: readonly ExplainedFinding[];
  /** The variant meant, as the page names it; null for all of them, absent where the findings shall tell. */
  variant?: string | null;
  /** When the page was read, milliseconds since the epoch. */
  readAt?: number;
  /** Its page was not read: this is what a card of a results page shows of it. */
  card?: true;
}

/** As `noticeSchema` has them. */
const EXPLANATION_MAX = 20_000;
const EVIDENCE_MAX = 100;
const EVIDENCE_TEXT_MAX = 2_000;
const LAW_MAX = 20;
/** Of one quotation in the explanation, and of those from one field; all of them are in the notice's evidence. */
const QUOTE_MAX = 200;
const QUOTES_MAX = 5;
/** Of what the explanation says to identify the listings, and of what one finding rests on in all of them. */
const ABOUT_MAX = 8_000;
const FACTS_MAX = 6_000;

const SEVERITIES: readonly Severity[] = ['danger', 'warning', 'note'];

/**
 * A draft notice on listings of one trader from what was found on them, worst first. Findings that are only notes are
 * left out unless `chosen` (rule ids) names what to report; where nothing is left, the explanation is empty, which no
 * endpoint and no check takes: the person has to write it. `without` names evidence and legal grounds to leave out
 * (`evidenceKey`, `lawKey`); `ownLaw` is what the person adds to it, said to be theirs. `notifier` is null until the
 * person fills it in.
 *
 * Each finding is said as Art. 16(3) wants it, to be seen without a detailed legal examination: the words observed,
 * what follows from them, the provision. A pack's texts come in the language asked for, else in English
 * (`untranslated`). The certainty is the pack's own. What concerns child sexual abuse is never composed.
 */
export function compose({
  offers,
  language,
  chosen,
  without = [],
  ownLaw = [],
}: {
  offers: readonly Offer[];
  language: NoticeLanguage;
  chosen?: readonly string[] | undefined;
  without?: readonly string[];
  ownLaw?: readonly OwnLaw[] | undefined;
}): NoticeDraft {
  const say = phrasesIn(language);
  const listings = offers
    .slice(0, LISTINGS_MAX)
    .map((offer) => ({ offer, findings: reportedIn(offer, chosen) }));
  const left = new Set(without);
  const evidence = [
    ...new Map(
      listings
        .flatMap(({ findings }, at) =>
          findings.flatMap(({ rule, evidence }) =>
            evidence.map(({ field, text }) => ({
              listing: at,
              rule,
              field,
              text: cut(text, EVIDENCE_TEXT_MAX),
            })),
          ),
        )
        .filter(({ text }) => text !== '')
        .map((piece) => [evidenceKey(piece), piece]),
    ).entries(),
  ]
    .filter(([key]) => !left.has(key))
    .map(([, piece]) => piece);
  const law = groundsOf(listings.flatMap(({ findings }) => findings)).filter(
    (ground) => !left.has(lawKey(ground)),
  );
  const identified = listings.map(({ offer, findings }) => ({
    url: canonicalUrl(offer.listing.url),
    ...identification(offer, findings),
  }));
  const [worst] = worstFirst(listings.flatMap(({ findings }) => findings));
  return {
    explanation: worst ? explanation(listings, identified, { evidence, law, ownLaw, language, say }) : '',
    law: [
      ...law
        .slice(0, LAW_MAX - ownLaw.length)
        .map(({ act, article, url }) => ({ act, ...(article && { article }), url })),
      ...ownLaw,
    ],
    evidence: evidence.slice(0, EVIDENCE_MAX),
    listings: identified,
    attachments: [],
    ...classification(worst),
    notifier: null,
    language,
  };
}

/** A legal ground in the person's own words, in a notice without an address. */
export type OwnLaw = Pick<Notice['law'][number], 'act' | 'article'>;

type Piece = NoticeDraft['evidence'][number];
/** What names a piece of evidence in `without`. */
export const evidenceKey = ({ listing, rule, field, text }: Piece): string =>
  JSON.stringify([listing, rule, field, text]);
/** What names a legal ground in `without`. */
export const lawKey = ({ act, article, url }: Notice['law'][number]): string =>
  JSON.stringify([act, article ?? null, url]);

/** The findings of these rules that a notice in this language says in English, for their pack has no other. */
export const untranslated = (
  findings: readonly ExplainedFinding[],
  language: NoticeLanguage,
): ExplainedFinding[] => findings.filter(({ explain }) => !Object.hasOwn(explain, language));

interface Reported {
  offer: Offer;
  findings: ExplainedFinding[];
}

/** What of the findings on a listing a notice reports, worst first. */
export const reportedIn = ({ findings }: Offer, chosen: readonly string[] | undefined): ExplainedFinding[] =>
  worstFirst(
    findings.filter(
      ({ rule, severity, keyword }) =>
        !isChildAbuse(keyword) && (chosen ? chosen.includes(rule) : severity !== 'note'),
    ),
  );

const worstFirst = (findings: readonly ExplainedFinding[]): ExplainedFinding[] =>
  findings.toSorted(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      CONFIDENCES.indexOf(b.confidence) - CONFIDENCES.indexOf(a.confidence),
  );

interface Substance {
  evidence: readonly Piece[];
  law: readonly Law[];
  ownLaw: readonly OwnLaw[];
  language: NoticeLanguage;
  say: Say;
}

function explanation(
  reported: readonly Reported[],
  identified: readonly NoticeListing[],
  substance: Substance,
): string {
  const { law, ownLaw, say } = substance;
  const all = worstFirst(reported.flatMap(({ findings }) => findings));
  const sure =
    law.some(({ verified }) => verified !== false) && all.some(({ confidence }) => confidence === 'high');
  const own = ownLaw.map((ground) => lawName(ground, say)).join('; ');
  const end = [
    own && `${say('lawOwn', own)}\n`,
    say(sure ? 'conclusion' : 'conclusionPossibly'),
    say('basis'),
  ]
    .filter(Boolean)
    .join('\n');
  let text = about(reported, identified, say);
  for (const rule of new Set(all.map(({ rule }) => rule))) {
    const longer = `${text}\n\n${paragraph(rule, reported, substance)}`;
    if (longer.length + end.length + 2 > EXPLANATION_MAX) break;
    text = longer;
  }
  return `${text}\n\n${end}`.trim();
}

/** Which listings the notice is about, so that nobody has to guess (Art. 16(2)(b)). */
function about(reported: readonly Reported[], identified: readonly NoticeListing[], say: Say): string {
  const many = identified.length > 1;
  const each = identified.map(({ id, title, variant }, at) => {
    const { listing, readAt, card } = (reported[at] as Reported).offer;
    const gtin = filled(listing.identifiers?.gtin);
    const name = title ? quoted(title, say) : many ? (id ?? listing.url) : null;
    return [
      name && (many ? say('nth', `${at + 1}`, name) : say('about', name)),
      id && say('item', calm(id)),
      gtin && say('gtin', gtin),
      variant && say('variant', quoted(variant, say)),
      readAt !== undefined && say('read', utcMinute(readAt)),
      card && say('onlyCard'),
    ].filter((line) => typeof line === 'string');
  });
  const seller = identified.map((listing) => listing.seller).find((one) => one?.name || one?.id);
  const trader = [seller?.name, seller?.id && `(${seller.id})`].filter(Boolean).join(' ');
  const whose = trader && say('seller', calm(trader));
  const listed = each.map((sentences) => sentences.join(' '));
  const first = many ? say('aboutMany', `${each.length}`) : listed.join();
  return fitting(
    [[first, whose].filter(Boolean).join(' '), ...(many ? listed : [])].filter(Boolean),
    ABOUT_MAX,
  );
}

/** What one rule found: the words it rests on in each listing, what follows from them, and the law. */
function paragraph(
  rule: string,
  reported: readonly Reported[],
  { evidence, law, language, say }: Substance,
): string {
  const holding = reported.flatMap(({ offer, findings }, at) =>
    findings.filter((finding) => finding.rule === rule).map((finding) => ({ offer, finding, at })),
  );
  const { finding: first } = holding[0] as (typeof holding)[number];
  const facts = holding.flatMap(({ offer, finding, at }) => {
    const own = evidence.filter((piece) => piece.listing === at && piece.rule === rule);
    const sentences = [...Map.groupBy(own, ({ field }) => field)].map(([field, pieces]) =>
      says(offer.listing, field, pieces, say),
    );
    const alerts = (finding.entries ?? []).map(({ text, url }) => say('alert', quoted(text, say), url));
    const said = [...sentences, ...alerts];
    if (reported.length === 1) return said;
    return said.length > 0 ? [say('inListing', `${at + 1}`, said.join(' '))] : [];
  });
  const grounds = (verified: boolean) =>
    groundsOf(holding.map(({ finding }) => finding))
      .filter((ground) => (ground.verified !== false) === verified)
      .filter((ground) => law.some((kept) => lawKey(kept) === lawKey(ground)))
      .map((ground) => citation(ground, language, say))
      .join('; ');
  const [sure, possible] = [grounds(true), grounds(false)];
  return [
    fitting(facts, FACTS_MAX),
    holding.some(({ finding }) => finding.disguised) && say('disguised'),
    inLanguage(first.explain, language),
    sure && say('law', sure),
    possible && say('lawPossibly', possible),
    say('rule', first.rule, first.pack),
  ]
    .filter(Boolean)
    .join('\n');
}

const PLACES = [
  'title',
  'description',
  'category',
  'brand',
  'model',
  'safetyInformation',
  'variants',
] as const;

/** "The title says “…”, “…”." */
function says(
  listing: Listing,
  field: string,
  evidence: readonly Pick<Evidence, 'text'>[],
  say: Say,
): string {
  const quotes = [...new Set(evidence.map(({ text }) => text))]
    .slice(0, QUOTES_MAX)
    .map((text) => quoted(text, say))
    .join(', ');
  const [name, index, part] = field.split('.');
  const attribute =
    name === 'attributes' && part === 'value' ? listing.attributes?.[Number(index)] : undefined;
  if (attribute) return say('attribute', quoted(attribute.name, say), quotes);
  if (name === 'seller') return say('sellerName', quotes);
  return say(PLACES.find((place) => place === name) ?? 'page', quotes);
}

/** "Directive 2001/83/EC, Art. 85c (France)". Articles that name themselves ("Annex II") stay as they are. */
function citation({ act, article, countries }: Law, language: string, say: Say): string {
  const names = new Intl.DisplayNames([language, 'en'], { type: 'region' });
  const where = countries?.map((code) => names.of(code) ?? code).join(', ');
  return `${lawName({ act, article }, say)}${where ? ` (${where})` : ''}`;
}

const groundsOf = (findings: readonly ExplainedFinding[]): Law[] => [
  ...new Map(
    worstFirst(findings).flatMap(({ law }) => law.map((ground) => [lawKey(ground), ground])),
  ).values(),
];

/** What else identifies the listing (Art. 16(2)(b)), in the listing's own three values. */
function identification(
  { listing: { marketplace, id, title, seller, variants }, variant }: Offer,
  findings: readonly ExplainedFinding[],
): Omit<NoticeListing, 'url'> {
  const meant = filled(variant === undefined ? onlyVariant(findings, variants) : variant);
  return {
    marketplace: filled(marketplace),
    id: filled(id),
    ...(meant && { variant: meant }),
    title: filled(title),
    seller: seller && { id: filled(seller.id), name: filled(seller.name) },
  };
}

/** The one variant in whose name all stands that the findings rest on; null where they rest on more. */
function onlyVariant(
  findings: readonly ExplainedFinding[],
  variants: Listing['variants'],
): string | null | undefined {
  const fields = new Set(
    findings.flatMap(({ evidence }) => (evidence.length > 0 ? evidence.map(({ field }) => field) : [''])),
  );
  const [name, index] = fields.size === 1 ? ([...fields][0] as string).split('.') : [];
  return name === 'variants' ? variants?.[Number(index)]?.name : null;
}

/** Blank text is no text; absent stays absent. */
const filled = (text: string | null | undefined) => (text === undefined ? undefined : text?.trim() || null);

/** The worst finding's, as far as the Transparency Database knows them. */
function classification(worst: ExplainedFinding | undefined): Pick<NoticeDraft, 'category' | 'keyword'> {
  const category = CATEGORIES.find((known): known is Category => known === worst?.category);
  if (!category) return { category: 'STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE', keyword: null };
  return {
    category,
    keyword: keywordsOf(category).find((known): known is Keyword => known === worst?.keyword) ?? null,
  };
}

const inLanguage = (texts: Texts, language: NoticeLanguage): string =>
  (Object.hasOwn(texts, language) ? texts[language] : texts.en) ?? '';

const quoted = (text: string, say: Say) => say('quote', calm(text));

/** "2026-11-24 10:00 UTC", which is read the same in every language. */
const utcMinute = (time: number) => `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** Words of the page fit for a sentence of ours: short, on one line, and unable to turn its direction. */
function calm(text: string): string {
  const line = text
    .replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return line.length > QUOTE_MAX ? `${cut(line, QUOTE_MAX - 1)}…` : line;
}

/** As many of the lines as fit, from the first. */
function fitting(lines: readonly string[], max: number): string {
  let length = 0;
  return lines
    .filter((line) => {
      length += line.length + 1;
      return length <= max;
    })
    .join('\n');
}

/** The first `length` UTF-16 units, never half a character. */
const cut = (text: string, length: number) => text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
