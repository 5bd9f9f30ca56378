import { z } from 'zod';
import { line } from './notice.ts';
import { CATEGORIES } from './taxonomy.ts';

/**
 * The HTTP interface between those who report and those who decide, version 1: what an endpoint says, in the shapes
 * both ends check. No standard for it exists; the terms are those of Regulation (EU) 2022/2065 and of the DSA
 * Transparency Database (values of its schema of July 2025).
 *
 * ```
 * GET    {base}/                              Discovery
 * POST   {base}/v1/notices                    Notice → Receipt (201 stored, 200 stored before)
 * PUT    {base}/v1/notices/{id}/attachments/{sha256}   bytes → 204
 * GET    {base}/v1/notices/{id}               → Status
 * POST   {base}/v1/notices/{id}/complaints    Complaint → ComplaintReceipt (201, 200)
 * PUT    {base}/v1/notices/{id}/webhook       Webhook → 204: told of every change from now on
 * DELETE {base}/v1/notices/{id}/notifier      → 204: who reported is erased, the notice stays (GDPR Art. 17)
 * ```
 * All but the first two need `Authorization: Bearer` with the receipt's secret; `{id}` is the receipt's, and without
 * its secret nothing is there (404). `POST` of a notice takes the token of a trusted flagger (Art. 22) there, or none,
 * and its `Idempotency-Key` is the notice's id: the same notice gets the same receipt, another one under this id a 409.
 * What is refused is answered with a `Problem`; 429 and 503 say in `Retry-After` when to try again.
 */
export const INTERFACE_VERSION = '1.0.0';

const webAddress = z
  .string()
  .max(2_048)
  .refine((value) => /^https?:\/\//i.test(value) && URL.canParse(value), 'must be an absolute http(s) URL');
const languageTag = z.string().regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/);
const text = (max: number) => z.string().min(1).max(max);
const base64url = (max: number) =>
  z
    .string()
    .regex(/^[\w-]+$/)
    .max(max);

/** Who runs an endpoint and what it takes, at its base URL. Members not named here may be added later. */
export const discoverySchema = z.object({
  interface: z.literal('notice-and-action'),
  /** Semantic version; a client of version 1 understands every 1.x. */
  version: z.string().regex(/^1\.\d{1,6}\.\d{1,6}$/),
  operator: z.object({
    name: line(200),
    /** Where people reach it (Art. 12): an e-mail address or a web address. */
    contact: line(320),
    /** ISO 3166-1 alpha-2. */
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .optional(),
  }),
  /** BCP 47; the first is the one its own answers are in. */
  languages: z.array(languageTag).min(1).max(50),
  categories: z.array(z.enum(CATEGORIES)).min(1).max(CATEGORIES.length),
  limits: z.object({
    /** Of one notice. */
    bodyBytes: z.int().positive(),
    listings: z.int().positive(),
    /** Of one attachment; 0 where none are taken. */
    attachmentBytes: z.int().min(0),
    /** From one address without a token. */
    noticesPerHour: z.int().positive(),
  }),
  /** What receipts and webhooks are signed with: Ed25519 (RFC 8032), the raw 32 bytes in base64url. */
  publicKey: base64url(100),
  /** Of the OpenAPI description, relative to the base URL. */
  description: line(200),
});
export type Discovery = z.infer<typeof discoverySchema>;

/** What an endpoint answers to a notice (Art. 16(4)). */
export const receiptSchema = z.strictObject({
  /** The endpoint's id of the notice. */
  id: z.string().regex(/^[\w-]{1,200}$/),
  /** The same in a form people can read out: "4F7K-21QX". */
  number: line(40),
  /** RFC 3339, UTC. */
  receivedAt: z.iso.datetime(),
  /** SHA-256 of the body that was received first, byte for byte, lower-case hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Ed25519 over `receiptStatement`, base64url: the proof that this endpoint had this notice at this time. */
  signature: base64url(200),
  /** What happens next, in plain words. */
  next: text(2_000),
  /** Opens what became of the notice, as a bearer token. */
  secret: line(200),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** The text a receipt's signature is over. */
export const receiptStatement = ({
  id,
  receivedAt,
  sha256,
}: Pick<Receipt, 'id' | 'receivedAt' | 'sha256'>): string =>
  `notice-and-action receipt\n${id}\n${receivedAt}\n${sha256}\n`;

/** What a platform can do about a listing, in the Transparency Database's values. */
export const MEASURES = [
  'DECISION_VISIBILITY_CONTENT_REMOVED',
  'DECISION_VISIBILITY_CONTENT_DISABLED',
  'DECISION_VISIBILITY_CONTENT_DEMOTED',
  'DECISION_VISIBILITY_CONTENT_AGE_RESTRICTED',
  'DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED',
  'DECISION_VISIBILITY_CONTENT_LABELLED',
  'DECISION_PROVISION_PARTIAL_SUSPENSION',
  'DECISION_PROVISION_TOTAL_SUSPENSION',
  'DECISION_PROVISION_PARTIAL_TERMINATION',
  'DECISION_PROVISION_TOTAL_TERMINATION',
  'DECISION_ACCOUNT_SUSPENDED',
  'DECISION_ACCOUNT_TERMINATED',
] as const;
export type Measure = (typeof MEASURES)[number];

/** Where somebody who disagrees can turn (Art. 16(5), 20, 21). */
export const redressSchema = z.object({
  kind: z.enum(['complaint', 'out-of-court', 'court']),
  text: text(1_000),
  url: webAddress.nullable(),
  /** Until when, RFC 3339; a complaint can be made for at least six months (Art. 20(1)). */
  until: z.iso.datetime().nullable(),
});

/** A decision and its reasons (Art. 16(5) and (6), 17(3)). */
export const decisionSchema = z.object({
  /** RFC 3339, UTC. */
  decidedAt: z.iso.datetime(),
  /** `acted`: something was done about at least one listing. */
  outcome: z.enum(['acted', 'not-acted']),
  /** Empty where nothing was done. */
  measures: z.array(z.enum(MEASURES)).max(MEASURES.length),
  /** On what ground; null where nothing was done. */
  ground: z.enum(['DECISION_GROUND_ILLEGAL_CONTENT', 'DECISION_GROUND_INCOMPATIBLE_CONTENT']).nullable(),
  /** The provision or the term of the contract; null where nothing was done. */
  groundReference: text(500).nullable(),
  /** The facts and why they lead there, in plain words. */
  reasons: text(10_000),
  /** Art. 16(6), 17(3)(c). */
  automatedDecision: z.enum([
    'AUTOMATED_DECISION_FULLY',
    'AUTOMATED_DECISION_PARTIALLY',
    'AUTOMATED_DECISION_NOT_AUTOMATED',
  ]),
  redress: z.array(redressSchema).max(10),
});
export type Decision = z.infer<typeof decisionSchema>;

/** A complaint against a decision (Art. 20); `id` is its idempotency key. */
export const complaintSchema = z.strictObject({
  id: z.uuid(),
  /** When the person confirmed it (RFC 3339, UTC). */
  createdAt: z.iso.datetime(),
  /** Why the decision is wrong. */
  explanation: z.string().trim().min(20, 'must have at least 20 characters').max(10_000),
  language: languageTag,
});
export type Complaint = z.infer<typeof complaintSchema>;

/** What an endpoint answers to a complaint: 201 when it stored it, 200 when it already had it. */
export const complaintReceiptSchema = z.strictObject({
  id: z.uuid(),
  receivedAt: z.iso.datetime(),
  next: text(2_000),
});
export type ComplaintReceipt = z.infer<typeof complaintReceiptSchema>;

/** `received` is examined; `decided` has its decision; `complained` waits for the answer to a complaint; `closed` has that too, or can be complained about no more. */
export const NOTICE_STATES = ['received', 'decided', 'complained', 'closed'] as const;

/** What became of a notice. */
export const statusSchema = z.object({
  id: receiptSchema.shape.id,
  number: receiptSchema.shape.number,
  receivedAt: z.iso.datetime(),
  /** Of the last change. */
  updatedAt: z.iso.datetime(),
  state: z.enum(NOTICE_STATES),
  decision: decisionSchema.nullable(),
  complaint: z
    .object({ id: z.uuid(), receivedAt: z.iso.datetime(), decision: decisionSchema.nullable() })
    .nullable(),
  next: text(2_000),
  /** How long to wait before asking again, in seconds. */
  askAgainAfter: z
    .int()
    .min(1)
    .max(31 * 24 * 3_600),
});
export type Status = z.infer<typeof statusSchema>;

/** Where to tell the notifier of changes: the endpoint posts a `Status` there, signed in `Notice-Signature`. */
export const webhookSchema = z.strictObject({
  url: webAddress.refine((value) => /^https:/i.test(value), 'must be https'),
});

/** Why something was refused, with each bad field named. */
export const problemSchema = z.object({
  problem: z.string().max(1_000),
  fields: z.array(z.object({ path: z.string().max(300), message: z.string().max(500) })).max(50),
});
export type Problem = z.infer<typeof problemSchema>;
