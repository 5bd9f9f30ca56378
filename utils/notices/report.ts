import { z } from 'zod';
import type { Listing } from '../listing/listing.ts';
import { CONFIDENCES, type ExplainedFinding } from '../packs/finding.ts';
import { endpointUrl, type Settings } from '../settings.ts';
import { compose, type Offer, type OwnLaw, reportedIn, untranslated } from './compose.ts';
import { sameListing } from './guards.ts';
import { LISTINGS_MAX, lawSchema, type Notice, OWN_LAW_MAX } from './notice.ts';
import type { Channel } from './outbox-entry.ts';
import { NOTICE_LANGUAGES, type NoticeLanguage, noticeLanguage } from './phrases.ts';
import { CATEGORIES, type Category, isChildAbuse, KEYWORDS, type Keyword } from './taxonomy.ts';

/** What a person fills in or changes before a notice is sent. */
export interface NoticeFields {
  explanation: string;
  category: Category;
  keyword: Keyword | null;
  name: string;
  email: string;
  /** Base address of the endpoint the notice goes to. */
  endpoint: string;
}

/**
 * A report in the making: what it is made of and what the person changed of it. The notice is composed of both anew
 * each time, so that what they did not touch follows what they did. Plain data, kept as a draft's `screen`.
 */
export interface Report {
  /** Id of the notice it becomes: sending twice is sending once. */
  id: string;
  /** Listings of one trader. */
  offers: Offer[];
  /** Rules whose findings are reported. */
  chosen: string[];
  /** Evidence and legal grounds left out (`evidenceKey`, `lawKey`). */
  without: string[];
  /** Legal grounds the person added; absent: none. */
  ownLaw?: OwnLaw[];
  language: NoticeLanguage;
  /** In the person's own words or choice; absent: as composed. */
  own: Partial<Pick<NoticeFields, 'explanation' | 'category' | 'keyword'>>;
  name: string;
  email: string;
  endpoint: string;
  /** The kind of channel the person chose; absent: the best there is. */
  way?: Channel['kind'];
  /** What the person was told before sending and ticked (`Caution.key`). */
  ticked: string[];
}

/**
 * What a report needs of a page: descriptions, pictures and the rest of the listing stay where they are, for a draft
 * is bounded, and keeps no more of a page than it says.
 */
export function offerOf(
  { url, marketplace, id, title, seller, identifiers, attributes, variants }: Listing,
  findings: readonly ExplainedFinding[],
  readAt: number,
): Offer {
  const quoted = new Set(
    findings.flatMap(({ evidence }) => evidence.map(({ field }) => field.split('.', 2).join('.'))),
  );
  return {
    listing: {
      ...{ url, marketplace, id, title, identifiers },
      seller: seller && { id: seller.id, name: seller.name },
      // Places are kept: evidence names them.
      attributes: attributes?.map(({ name }, at) => ({
        name: quoted.has(`attributes.${at}`) ? name : '',
        value: '',
      })),
      variants: variants?.map(({ name }) => ({ name })),
    },
    findings: findings.map((finding) => ({ ...finding, advice: { en: '' } })),
    readAt,
  };
}

/** A report as it was kept, or null where it is none: an older Caveat may have kept it. */
export function asReport(screen: unknown): Report | null {
  const { data } = reportSchema.safeParse(screen);
  return (data as Report | undefined) ?? null;
}

const strings = z.array(z.string());
const reportSchema = z.object({
  id: z.uuid(),
  offers: z
    .array(
      z.object({
        listing: z.looseObject({ url: z.url() }),
        findings: z.array(
          z.looseObject({
            ...{ rule: z.string(), pack: z.string(), category: z.string(), keyword: z.string() },
            severity: z.enum(['danger', 'warning', 'note']),
            confidence: z.enum(CONFIDENCES),
            ...{
              evidence: z.array(z.looseObject({ field: z.string(), text: z.string() })),
              wrongIf: z.array(z.any()),
            },
            ...{
              explain: z.record(z.string(), z.string()),
              law: z.array(z.looseObject({ act: z.string() })),
            },
          }),
        ),
        variant: z.string().nullable().optional(),
        readAt: z.number().optional(),
        card: z.literal(true).optional(),
      }),
    )
    .min(1)
    .max(LISTINGS_MAX),
  ...{ chosen: strings, without: strings, ticked: strings, language: z.enum(NOTICE_LANGUAGES) },
  own: z.object({
    explanation: z.string().optional(),
    category: z.enum(CATEGORIES).optional(),
    keyword: z.enum(KEYWORDS).nullable().optional(),
  }),
  ownLaw: z
    .array(lawSchema.omit({ url: true }))
    .max(OWN_LAW_MAX)
    .optional(),
  ...{ name: z.string(), email: z.string(), endpoint: z.string() },
  way: z.enum(['endpoint', 'form', 'email']).optional(),
});

/** A report on a listing, from what was found on it. */
export function beginReport(id: string, offer: Offer, settings: Settings, interfaceLanguage: string): Report {
  const { name, email, endpoint, language } = settings;
  return {
    ...{ id, offers: [offer], chosen: choiceIn(offer), without: [], own: {}, ticked: [] },
    ...{ name, email, endpoint, language: noticeLanguage(language || interfaceLanguage) },
  };
}

/** Notes are left out of a report beside something worse, but may be all there is to report. */
function choiceIn({ findings }: Offer): string[] {
  const worse = findings.filter(({ severity }) => severity !== 'note');
  return (worse.length > 0 ? worse : findings).map(({ rule }) => rule);
}

const composed = ({ offers, chosen, without, ownLaw, language }: Report) =>
  compose({ offers, chosen, without, ownLaw, language });

/** What the explanation would be without a word of the person's own. */
export const templateOf = (report: Report): string => composed(report).explanation;

/** What the form shows. */
export function fieldsOf(report: Report): NoticeFields {
  const { explanation, category, keyword } = composed(report);
  const { own, name, email, endpoint } = report;
  return { explanation, category, keyword, ...own, name, email, endpoint };
}

/** The notice a report becomes when it is confirmed at a time (RFC 3339, UTC). */
export function noticeOf(report: Report, createdAt: string): Notice {
  const { name, email, ...fields } = fieldsOf(report);
  const { explanation, category, keyword } = fields;
  const anonymous = name.trim() === '' && email.trim() === '';
  return {
    ...composed(report),
    ...{ version: 1, id: report.id, createdAt, goodFaith: true },
    ...{ explanation, category, keyword },
    notifier: anonymous ? null : { name: name.trim(), email: email.trim() },
  };
}

/** What the person changed in the form; what is as composed again counts as untouched. */
export function withFields(report: Report, change: Partial<NoticeFields>): Report {
  const { name = report.name, email = report.email, endpoint = report.endpoint, ...words } = change;
  const template = composed(report);
  const changed = { ...report.own, ...words };
  const own: Report['own'] = {};
  if (changed.explanation !== undefined && changed.explanation !== template.explanation)
    own.explanation = changed.explanation;
  // A keyword belongs to its category: both stand or fall together.
  const { category = template.category } = changed;
  const keyword = 'keyword' in changed ? (changed.keyword ?? null) : template.keyword;
  if (category !== template.category || keyword !== template.keyword)
    Object.assign(own, { category, keyword });
  return { ...report, name, email, endpoint, own };
}

const traderOf = ({ url, marketplace, seller }: Listing): string | null => {
  const who = seller?.id ?? seller?.name?.trim().toLowerCase();
  return who ? `${marketplace ?? new URL(url).host}\n${who}` : null;
};

/** Whether a listing is of the trader a report is about: known on both sides, on one marketplace. */
export const isSameTrader = ({ offers }: Report, listing: Listing): boolean => {
  const trader = traderOf(listing);
  return trader !== null && offers.some((offer) => traderOf(offer.listing) === trader);
};

/** Where a listing stands in a report; -1 where it does not. */
export const placeOf = ({ offers }: Report, listing: Listing): number =>
  offers.findIndex((offer) => sameListing(offer.listing, listing));

/**
 * Whether a listing can be taken into a report: of the same trader, not in it yet, with something found on it that
 * can be reported, and room for it. A card qualifies by what stands on the card alone.
 */
export const canTakeIn = (report: Report, offer: Offer): boolean =>
  report.offers.length < LISTINGS_MAX &&
  isSameTrader(report, offer.listing) &&
  placeOf(report, offer.listing) < 0 &&
  reportedIn(offer, choiceIn(offer)).length > 0;

/** The report with one listing more, or with what was read of it anew in its old place. */
export function withOffer(report: Report, offer: Offer): Report {
  const at = placeOf(report, offer.listing);
  if (at < 0)
    return {
      ...report,
      offers: [...report.offers, offer],
      chosen: [...new Set([...report.chosen, ...choiceIn(offer)])],
    };
  const before = report.offers[at] as Offer;
  // A card shows less than the page that was read.
  if (offer.card && !before.card) return report;
  // What the person left out stays out; what was not there before comes in.
  const known = before.findings.map(({ rule }) => rule);
  const fresh = choiceIn(offer).filter((rule) => !known.includes(rule));
  const { variant } = before;
  return {
    ...report,
    offers: report.offers.with(at, { ...offer, ...(variant !== undefined && { variant }) }),
    chosen: [...new Set([...report.chosen, ...fresh])],
  };
}

/** The report without one of its listings; the last one stays. What was left out of evidence is asked anew. */
export const withoutOffer = (report: Report, at: number): Report =>
  report.offers.length === 1
    ? report
    : {
        ...report,
        offers: report.offers.toSpliced(at, 1),
        without: report.without.filter((key) => !/^\[\d/.test(key)),
      };

/**
 * The report with one legal ground more in the person's own words: act and article, on one line each. Null where that
 * is none, is there already, or there is no room for it.
 */
export function withLaw(report: Report, act: string, article: string): Report | null {
  const { ownLaw = [] } = report;
  const line = (text: string) => text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  const { data } = lawSchema.safeParse({ act: line(act), ...(line(article) && { article: line(article) }) });
  const known = ownLaw.some((one) => one.act === data?.act && one.article === data?.article);
  return !data || known || ownLaw.length >= OWN_LAW_MAX ? null : { ...report, ownLaw: [...ownLaw, data] };
}

/** The findings reported, each rule once. */
export const reportedFindings = ({ offers, chosen }: Report): ExplainedFinding[] => [
  ...new Map(
    offers.flatMap((offer) => reportedIn(offer, chosen)).map((finding) => [finding.rule, finding]),
  ).values(),
];

/** The findings a notice says in English although its language is another. */
export const saidInEnglish = (report: Report): ExplainedFinding[] =>
  untranslated(reportedFindings(report), report.language);

/** Whether a report belongs to a hotline: nothing of it is kept, captured or sent. */
export const belongsToHotline = (report: Report): boolean =>
  isChildAbuse(fieldsOf(report).keyword) || hasChildAbuse(report.offers.flatMap(({ findings }) => findings));

export const hasChildAbuse = (findings: readonly Pick<ExplainedFinding, 'keyword'>[]): boolean =>
  findings.some(({ keyword }) => isChildAbuse(keyword));

/**
 * The way to an endpoint; null where its address is none. The token of a trusted flagger goes only to the endpoint it
 * was given for.
 */
export function endpointChannel(
  endpoint: string,
  settings: Pick<Settings, 'endpoint' | 'token'>,
): Channel | null {
  const base = endpointUrl(endpoint);
  if (base === null) return null;
  const mayHave = settings.token !== '' && base === endpointUrl(settings.endpoint);
  return { kind: 'endpoint', base, ...(mayHave && { token: settings.token }) };
}
