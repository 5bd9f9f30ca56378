import type { Listing } from '../listing/listing.ts';
import type { Evidence, ExplainedFinding, Severity } from '../packs/finding.ts';
import type { Law, Texts } from '../packs/pack.ts';
import { canonicalUrl } from './location.ts';
import type { NoticeDraft, NoticeListing } from './notice.ts';
import { CATEGORIES, type Category, type Keyword, keywordsOf } from './taxonomy.ts';

/** The words around what the packs say (`notice.*` in the locales); `i18n.t` of @wxt-dev/i18n is one. */
export interface Translate {
  (key: 'notice.basis'): string;
  (
    key:
      | 'notice.listing'
      | 'notice.item'
      | 'notice.seller'
      | 'notice.title'
      | 'notice.description'
      | 'notice.category'
      | 'notice.page'
      | 'notice.law'
      | 'notice.lawPossibly'
      | 'notice.article'
      | 'notice.quote',
    substitutions: [string],
  ): string;
  (key: 'notice.attribute' | 'notice.rule', substitutions: [string, string]): string;
}

/** As `noticeSchema` has them. */
const EXPLANATION_MAX = 20_000;
const EVIDENCE_MAX = 100;
const EVIDENCE_TEXT_MAX = 2_000;
const LAW_MAX = 20;
/** Of one quotation in the explanation, and of those from one field; all of them are in the notice's evidence. */
const QUOTE_MAX = 200;
const QUOTES_MAX = 5;

const SEVERITIES: readonly Severity[] = ['danger', 'warning', 'note'];

/**
 * A draft notice on a listing from what was found on it, worst first. Findings that are only notes are left out
 * unless `chosen` (rule ids) names them; where nothing is left, the explanation is empty, which no endpoint and no
 * check takes: the person has to write it. `notifier` is null until the person fills it in.
 *
 * `language` (BCP 47) is that of `t`; a pack's texts come in it, else in English. The certainty is the pack's own.
 */
export function compose({
  listing,
  findings,
  language,
  t,
  chosen,
}: {
  listing: Listing;
  findings: readonly ExplainedFinding[];
  language: string;
  t: Translate;
  chosen?: readonly string[];
}): NoticeDraft {
  const reported = findings
    .filter(({ rule, severity }) => (chosen ? chosen.includes(rule) : severity !== 'note'))
    .toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  return {
    explanation: explanation(listing, reported, language, t),
    law: distinctLaw(reported)
      .slice(0, LAW_MAX)
      .map(({ act, article, url }) => ({ act, ...(article && { article }), url })),
    evidence: reported
      .flatMap(({ rule, evidence }) => evidence.map(({ field, text }) => ({ listing: 0, rule, field, text })))
      .filter(({ text }) => text !== '')
      .slice(0, EVIDENCE_MAX)
      .map((piece) => ({ ...piece, text: cut(piece.text, EVIDENCE_TEXT_MAX) })),
    listings: [{ url: canonicalUrl(listing.url), ...identification(listing) }],
    attachments: [],
    ...classification(reported[0]),
    notifier: null,
    language,
  };
}

function explanation(
  listing: Listing,
  findings: readonly ExplainedFinding[],
  language: string,
  t: Translate,
): string {
  if (findings.length === 0) return '';
  const { id, title, seller } = identification(listing);
  const sellerName = [seller?.name, seller?.id && `(${seller.id})`].filter(Boolean).join(' ');
  const about = [
    title && t('notice.listing', [quoted(title, t)]),
    id && t('notice.item', [calm(id)]),
    sellerName && t('notice.seller', [calm(sellerName)]),
  ];
  const basis = t('notice.basis');
  let text = about.filter(Boolean).join('\n');
  for (const finding of findings) {
    const longer = `${text}\n\n${paragraph(listing, finding, language, t)}`.trim();
    if (longer.length + basis.length + 2 > EXPLANATION_MAX) break;
    text = longer;
  }
  return `${text}\n\n${basis}`;
}

/** One finding: what it is, the words it rests on, the law, and the rule. */
function paragraph(listing: Listing, finding: ExplainedFinding, language: string, t: Translate): string {
  const fields = Map.groupBy(finding.evidence, ({ field }) => field);
  const law = (verified: boolean) =>
    distinctLaw([finding])
      .filter((ground) => (ground.verified !== false) === verified)
      .map((ground) => citation(ground, language, t))
      .join('; ');
  const [sure, possible] = [law(true), law(false)];
  return [
    inLanguage(finding.explain, language),
    ...[...fields].map(([field, evidence]) => says(listing, field, evidence, t)),
    sure && t('notice.law', [sure]),
    possible && t('notice.lawPossibly', [possible]),
    t('notice.rule', [finding.rule, finding.pack]),
  ]
    .filter(Boolean)
    .join('\n');
}

/** "The title says “…”, “…”." */
function says(listing: Listing, field: string, evidence: readonly Evidence[], t: Translate): string {
  const texts = new Set(evidence.map(({ text }) => text).filter((text) => text !== ''));
  if (texts.size === 0) return '';
  const quotes = [...texts]
    .slice(0, QUOTES_MAX)
    .map((text) => quoted(text, t))
    .join(', ');
  const [name, index, part] = field.split('.');
  if (name === 'title' || name === 'description' || name === 'category') return t(`notice.${name}`, [quotes]);
  const attribute =
    name === 'attributes' && part === 'value' ? listing.attributes?.[Number(index)] : undefined;
  return attribute ? t('notice.attribute', [quoted(attribute.name, t), quotes]) : t('notice.page', [quotes]);
}

/** "Directive 2001/83/EC, Art. 85c (France)". Articles that name themselves ("Annex II") stay as they are. */
function citation({ act, article, countries }: Law, language: string, t: Translate): string {
  const place = article && (/^\d/.test(article) ? t('notice.article', [article]) : article);
  const names = new Intl.DisplayNames([language, 'en'], { type: 'region' });
  const where = countries?.map((code) => names.of(code) ?? code).join(', ');
  return `${act}${place ? `, ${place}` : ''}${where ? ` (${where})` : ''}`;
}

function distinctLaw(findings: readonly ExplainedFinding[]): Law[] {
  const all = findings.flatMap(({ law }) => law);
  return [...new Map(all.map((law) => [JSON.stringify([law.act, law.article, law.url]), law])).values()];
}

/** What else identifies the listing (Art. 16(2)(b)), in the listing's own three values. */
function identification({ marketplace, id, title, seller }: Listing): Omit<NoticeListing, 'url'> {
  return {
    marketplace: filled(marketplace),
    id: filled(id),
    title: filled(title),
    seller: seller && { id: filled(seller.id), name: filled(seller.name) },
  };
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

function inLanguage(texts: Texts, language: string): string {
  const [primary = 'en'] = language.toLowerCase().split('-');
  return (Object.hasOwn(texts, primary) ? texts[primary] : texts.en) ?? '';
}

const quoted = (text: string, t: Translate) => t('notice.quote', [calm(text)]);

/** Words of the page fit for a sentence of ours: short, on one line, and unable to turn its direction. */
function calm(text: string): string {
  const line = text
    .replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return line.length > QUOTE_MAX ? `${cut(line, QUOTE_MAX - 1)}…` : line;
}

/** The first `length` UTF-16 units, never half a character. */
const cut = (text: string, length: number) => text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
