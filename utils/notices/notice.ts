import { z } from 'zod';
import { CATEGORIES, type Category, isChildAbuse, KEYWORDS, keywordsOf } from './taxonomy.ts';

/**
 * A notice under Article 16 of the Digital Services Act (Regulation (EU) 2022/2065), as it is kept, previewed
 * and sent, byte for byte. The letters are those of Art. 16(2).
 */

export const line = (max: number) => z.string().trim().min(1).max(max);
const webAddress = z
  .string()
  .max(4_096)
  .refine((value) => /^https?:\/\//i.test(value) && URL.canParse(value), 'must be an absolute http(s) URL');

/** The fewest characters that can substantiate an allegation: about one short sentence. */
export const EXPLANATION_MIN = 40;

/** Listings in one notice. */
export const LISTINGS_MAX = 50;
/** Attachments of one notice, and the bytes of each. */
export const ATTACHMENTS_MAX = 3;
export const ATTACHMENT_BYTES_MAX = 20 * 1024 * 1024;

/** (b) one listing: its exact electronic location, and what else identifies it, in the listing's three values. */
export const noticeListingSchema = z.strictObject({
  url: webAddress,
  marketplace: line(200).nullish(),
  id: line(200).nullish(),
  /** The variant meant, as the page names it, where only some variants are illegal. */
  variant: line(500).nullish(),
  title: line(2_000).nullish(),
  seller: z.strictObject({ id: line(200).nullish(), name: line(500).nullish() }).nullish(),
});
export type NoticeListing = z.infer<typeof noticeListingSchema>;

/** A legal ground; without an address where the person named it themselves, and no pack did. */
export const lawSchema = z.strictObject({
  act: line(200),
  article: line(60).optional(),
  url: webAddress.optional(),
});
/** Legal grounds of the person's own in one notice. */
export const OWN_LAW_MAX = 5;

/** A file that belongs to a notice. */
export const attachmentSchema = z.strictObject({
  name: z.string().regex(/^[\w][\w .-]{0,99}$/, 'must be a plain file name'),
  /** RFC 6838: "application/wacz". */
  mediaType: z.string().regex(/^[\w.+-]{1,60}\/[\w.+-]{1,60}$/),
  /** In bytes. */
  size: z.int().min(1).max(ATTACHMENT_BYTES_MAX),
  /** Lower-case hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Attachment = z.infer<typeof attachmentSchema>;

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
    law: z.array(lawSchema).max(20),
    /** (a) the words on the page, quoted; `listing` is the place among `listings`, from 0. */
    evidence: z
      .array(
        z.strictObject({
          listing: z
            .int()
            .min(0)
            .max(LISTINGS_MAX - 1),
          rule: line(200),
          field: line(100),
          text: z.string().min(1).max(2_000),
        }),
      )
      .max(100),
    /** (b) the exact electronic location of each listing, and what else identifies it. All of one trader. */
    listings: z.array(noticeListingSchema).min(1).max(LISTINGS_MAX),
    /** Files that can be handed in under the notice's id, such as an archive of the page; named here so that they cannot be exchanged. */
    attachments: z.array(attachmentSchema).max(ATTACHMENTS_MAX),
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
    for (const [index, { listing }] of notice.evidence.entries())
      if (listing >= notice.listings.length)
        context.addIssue({
          code: 'custom',
          path: ['evidence', index, 'listing'],
          message: 'must be the place of a listing of this notice',
        });
    if (notice.notifier === null && !isChildAbuse(notice.keyword))
      context.addIssue({
        code: 'custom',
        path: ['notifier'],
        message: 'name and e-mail are needed (Art. 16(2)(c))',
      });
  });
export type Notice = z.infer<typeof noticeSchema>;

/** A notice before the person has confirmed it: no id, no time, no good-faith statement. */
export type NoticeDraft = Omit<Notice, 'id' | 'createdAt' | 'goodFaith' | 'version'>;

/**
 * The exact text that is previewed, kept and sent: JSON in two-space indentation, fields in the schema's order and
 * text trimmed as the schema has it, so that the same notice has the same bytes wherever it is written. A draft
 * that is not yet valid is written as it stands.
 */
export function noticeBytes(notice: Notice | NoticeDraft): string {
  const { data = notice } = noticeSchema.safeParse(notice);
  return JSON.stringify(data, null, 2);
}
