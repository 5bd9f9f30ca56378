import { z } from 'zod';
import { CATEGORIES, type Category, KEYWORDS, keywordsOf } from './taxonomy.ts';

/**
 * A notice under Article 16 of the Digital Services Act (Regulation (EU) 2022/2065), as it is kept, previewed
 * and sent, byte for byte. The letters are those of Art. 16(2).
 */

const line = (max: number) => z.string().trim().min(1).max(max);
const webAddress = z
  .string()
  .max(4_096)
  .refine((value) => /^https?:\/\//i.test(value) && URL.canParse(value), 'must be an absolute http(s) URL');

/** The fewest characters that can substantiate an allegation: about one short sentence. */
export const EXPLANATION_MIN = 40;

export const noticeSchema = z
  .strictObject({
    /** Version of this shape. */
    version: z.literal(1),
    /** Made once when the person confirms; also the idempotency key under which it is sent. */
    id: z.uuid(),
    /** When the person confirmed it (RFC 3339, UTC). */
    createdAt: z.iso.datetime(),
    /** (a) why the content is alleged to be illegal. */
    explanation: z
      .string()
      .trim()
      .min(EXPLANATION_MIN, `must have at least ${EXPLANATION_MIN} characters`)
      .max(20_000),
    /** (a) the legal grounds named in the explanation. */
    law: z.array(z.strictObject({ act: line(200), article: line(60).optional(), url: webAddress })).max(20),
    /** (a) the words on the page, quoted. */
    evidence: z
      .array(z.strictObject({ rule: line(200), field: line(100), text: z.string().min(1).max(2_000) }))
      .max(100),
    /** (b) exact electronic location. */
    url: webAddress,
    /** (b) what else identifies the listing. */
    listing: z.strictObject({
      marketplace: line(200).nullish(),
      id: line(200).nullish(),
      title: line(2_000).nullish(),
      seller: z.strictObject({ id: line(200).nullish(), name: line(500).nullish() }).nullish(),
    }),
    /** Type of the alleged illegal content: DSA Transparency Database category and keyword. */
    category: z.enum(CATEGORIES),
    keyword: z.enum(KEYWORDS).nullable(),
    /** (c) who reports; null only for child sexual abuse material (Directive 2011/93/EU, Art. 3 to 7). */
    notifier: z.strictObject({ name: line(200), email: z.email().max(320) }).nullable(),
    /** (d) bona fide belief that the information and allegations are accurate and complete. */
    goodFaith: z.literal(true, 'the good-faith statement must be confirmed'),
    /** Language the explanation is written in, BCP 47. */
    language: z.string().regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/),
  })
  .superRefine((notice, context) => {
    if (notice.keyword && !keywordsOf(notice.category as Category).includes(notice.keyword))
      context.addIssue({
        code: 'custom',
        path: ['keyword'],
        message: `does not belong to ${notice.category}`,
      });
    if (notice.notifier === null && !notice.keyword?.startsWith('KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL'))
      context.addIssue({
        code: 'custom',
        path: ['notifier'],
        message: 'name and e-mail are needed (Art. 16(2)(c))',
      });
  });
export type Notice = z.infer<typeof noticeSchema>;

/** A notice before the person has confirmed it: no id, no time, no good-faith statement. */
export type NoticeDraft = Omit<Notice, 'id' | 'createdAt' | 'goodFaith' | 'version'>;

/** What the endpoint answers (Art. 16(4)): 201 when it stored the notice, 200 when it already had it. */
export const receiptSchema = z.strictObject({
  /** The endpoint's id of the notice. */
  id: line(200),
  /** The same in a form people can read out: "4F7K-21QX". */
  number: line(40),
  receivedAt: z.iso.datetime(),
  /** What happens next, in plain words. */
  next: z.string().min(1).max(2_000),
  /** Opens the notice's status at `GET /notices/{id}` as a bearer token. */
  secret: line(200),
});
export type Receipt = z.infer<typeof receiptSchema>;

/**
 * The exact text that is previewed, kept and sent: JSON in two-space indentation, fields in the schema's order and
 * text trimmed as the schema has it, so that the same notice has the same bytes wherever it is written. A draft
 * that is not yet valid is written as it stands.
 */
export function noticeBytes(notice: Notice | NoticeDraft): string {
  const { data = notice } = noticeSchema.safeParse(notice);
  return JSON.stringify(data, null, 2);
}
