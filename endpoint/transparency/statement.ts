import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Decision, decisionSchema, MEASURES } from '../../utils/notices/interface.ts';
import { CATEGORIES, type Category, KEYWORDS, type Keyword } from '../../utils/notices/taxonomy.ts';
import { scrub } from './scrub.ts';

/**
 * A statement of reasons as the DSA Transparency Database takes it (version 2, in force since 2025-07-01): the part of
 * its attributes that a decision on a notice about a product has.
 * Source: github.com/digital-services-act/transparency-database, app/Http/Requests/StatementStoreRequest.php at
 * 69e80a0b (2026-06-24).
 */
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const measureOf = (kind: 'VISIBILITY' | 'PROVISION' | 'ACCOUNT') =>
  z.enum(MEASURES.filter((measure) => measure.startsWith(`DECISION_${kind}_`)));

export const statementSchema = z
  .strictObject({
    decision_visibility: z.array(measureOf('VISIBILITY')).min(1).optional(),
    decision_provision: measureOf('PROVISION').optional(),
    decision_account: measureOf('ACCOUNT').optional(),
    account_type: z.literal('ACCOUNT_TYPE_BUSINESS').optional(),
    category: z.enum(CATEGORIES),
    category_specification: z.array(z.enum(KEYWORDS)).optional(),
    decision_ground: z.enum(['DECISION_GROUND_ILLEGAL_CONTENT', 'DECISION_GROUND_INCOMPATIBLE_CONTENT']),
    illegal_content_legal_ground: z.string().max(500).optional(),
    illegal_content_explanation: z.string().max(2_000).optional(),
    incompatible_content_ground: z.string().max(500).optional(),
    incompatible_content_explanation: z.string().max(2_000).optional(),
    content_type: z.tuple([z.literal('CONTENT_TYPE_PRODUCT')]),
    content_date: day,
    application_date: day,
    decision_facts: z.string().min(1).max(5_000),
    source_type: z.enum(['SOURCE_ARTICLE_16', 'SOURCE_TRUSTED_FLAGGER']),
    automated_detection: z.literal('No'),
    automated_decision: decisionSchema.shape.automatedDecision,
    /** Unique to the platform: one decision about one listing. */
    puid: z.string().regex(/^[a-zA-Z0-9-_]{1,500}$/),
  })
  .refine(
    ({ decision_visibility, decision_provision, decision_account }) =>
      decision_visibility || decision_provision || decision_account,
    'must have a measure',
  );
export type Statement = z.infer<typeof statementSchema>;

export interface StatementFacts {
  decision: Decision;
  caseId: string;
  about: 'notice' | 'complaint';
  listingKey: string;
  category: Category;
  keyword: Keyword | null;
  /** Whether a trusted flagger's notice led to it (Art. 22). */
  flagged: boolean;
  /** Since when the listing is online, as far as known: "2026-11-01". */
  contentDate: string;
  /** Of those who reported: taken out of every text. */
  names: readonly string[];
}

/** The same for the same decision about the same listing, for ever, and different for any other. */
export const puidOf = (caseId: string, about: 'notice' | 'complaint', listingKey: string): string =>
  createHash('sha256')
    .update(JSON.stringify([caseId, about, listingKey]))
    .digest('base64url');

const cut = (text: string, max: number) =>
  text.length <= max ? text : `${text.slice(0, max - 1).trimEnd()}…`;

/** The statement of reasons for one listing; throws for a decision by which nothing was done. */
export function statementOf(facts: StatementFacts): Statement {
  const { decision, caseId, about, listingKey, category, keyword, flagged, contentDate, names } = facts;
  const { measures, ground, groundReference, reasons, decidedAt, automatedDecision } = decision;
  const of = (kind: string) => measures.filter((measure) => measure.startsWith(`DECISION_${kind}_`));
  const [visible, [provided], [accounted]] = [of('VISIBILITY'), of('PROVISION'), of('ACCOUNT')];
  const explained = scrub(reasons, names);
  const reference = cut(scrub(groundReference ?? '', names), 500);
  const explanation = cut(explained, 2_000);
  return statementSchema.parse({
    ...(visible.length > 0 && { decision_visibility: visible }),
    ...(provided && { decision_provision: provided }),
    ...(accounted && { decision_account: accounted, account_type: 'ACCOUNT_TYPE_BUSINESS' }),
    category,
    ...(keyword && { category_specification: [keyword] }),
    decision_ground: ground,
    ...(ground === 'DECISION_GROUND_ILLEGAL_CONTENT'
      ? { illegal_content_legal_ground: reference, illegal_content_explanation: explanation }
      : { incompatible_content_ground: reference, incompatible_content_explanation: explanation }),
    content_type: ['CONTENT_TYPE_PRODUCT'],
    content_date: contentDate,
    application_date: decidedAt.slice(0, 10),
    decision_facts: cut(explained, 5_000),
    source_type: flagged ? 'SOURCE_TRUSTED_FLAGGER' : 'SOURCE_ARTICLE_16',
    automated_detection: 'No',
    automated_decision: automatedDecision,
    puid: puidOf(caseId, about, listingKey),
  });
}
