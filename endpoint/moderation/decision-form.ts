import { z } from 'zod';
import { type Decision, decisionSchema, MEASURES } from '../../utils/notices/interface.ts';

/** What a moderator fills in, as the browser sends it: every member a list of texts. */
export type FormFields = Record<string, string[]>;

/** A statement of reasons before it has a time and its redress (Art. 17(3)). */
export type Reasoned = Pick<
  Decision,
  'outcome' | 'measures' | 'ground' | 'groundReference' | 'reasons' | 'automatedDecision'
> & {
  /** Keys of the listings something is done about; empty where nothing is done. */
  listings: string[];
  /** Since when the listing is online, if that is known: "2026-11-01". */
  contentDate: string | null;
  /** How many notices the moderator had before them. */
  seen: number;
};

export type Checked = { ok: true; reasoned: Reasoned } | { ok: false; problems: Record<string, string> };

/** The fewest characters that can say facts and why they lead to the decision. */
export const REASONS_MIN = 40;

const one = (fields: FormFields, name: string): string => fields[name]?.at(-1)?.trim() ?? '';
const values = (fields: FormFields, name: string): string[] => [...new Set(fields[name] ?? [])];

const schema = z
  .object({
    outcome: z.enum(['acted', 'not-acted'], 'Choose whether something is done.'),
    measures: z.array(z.enum(MEASURES, 'There is no such measure.')),
    listings: z.array(z.string().max(100)).max(1_000),
    ground: z
      .enum(['DECISION_GROUND_ILLEGAL_CONTENT', 'DECISION_GROUND_INCOMPATIBLE_CONTENT'])
      .or(z.literal('')),
    groundReference: z.string().max(500, 'At most 500 characters.'),
    reasons: z
      .string()
      .min(
        REASONS_MIN,
        `Say what the facts are and why they lead here, in at least ${REASONS_MIN} characters.`,
      )
      .max(5_000, 'At most 5,000 characters.'),
    automatedDecision: decisionSchema.shape.automatedDecision,
    contentDate: z.iso
      .date('Write the date as year-month-day, such as 2026-11-01.')
      .refine(
        (date) => date >= '2000-01-01' && date <= new Date().toISOString(),
        'From the year 2000 to today.',
      )
      .or(z.literal('').transform(() => null)),
    seen: z.coerce.number().int().min(1).max(1_000_000),
  })
  .superRefine(({ outcome, measures, listings, ground, groundReference }, context) => {
    const add = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (outcome === 'not-acted') {
      if (measures.length > 0) add('measures', 'A measure is chosen though nothing is to be done.');
      return;
    }
    if (measures.length === 0) add('measures', 'Choose what is done.');
    if (
      new Set(measures.map(kindOf).filter((kind) => kind !== 'VISIBILITY')).size <
      measures.filter((m) => kindOf(m) !== 'VISIBILITY').length
    )
      add('measures', 'Choose one measure at most about the service, and one about the account.');
    if (listings.length === 0) add('listings', 'Choose the listings it is done about.');
    if (!ground) add('ground', 'Choose the ground.');
    if (!groundReference) add('groundReference', 'Name the provision or the term of the contract.');
  });

/** "DECISION_ACCOUNT_SUSPENDED" → "ACCOUNT": the Transparency Database takes one of each but for visibility. */
const kindOf = (measure: string): string => measure.split('_')[1] ?? '';

/**
 * Checks a decision form. A complaint is never decided solely by automated means (Art. 20(6)), whatever the form says.
 */
export function checkDecision(fields: FormFields, about: 'notice' | 'complaint'): Checked {
  const { data, error } = schema.safeParse({
    outcome: one(fields, 'outcome'),
    measures: values(fields, 'measures'),
    listings: values(fields, 'listings'),
    ground: one(fields, 'ground'),
    groundReference: one(fields, 'groundReference'),
    reasons: one(fields, 'reasons').replaceAll('\r\n', '\n'),
    automatedDecision: one(fields, 'automatedDecision'),
    contentDate: one(fields, 'contentDate'),
    seen: one(fields, 'seen'),
  });
  const problems: Record<string, string> = {};
  for (const { path, message } of error?.issues ?? []) problems[String(path[0])] ??= message;
  if (about === 'complaint' && data?.automatedDecision === 'AUTOMATED_DECISION_FULLY')
    problems.automatedDecision = 'A complaint is not decided by automated means alone (Art. 20(6)).';
  if (!data || Object.keys(problems).length > 0) return { ok: false, problems };
  const { ground, groundReference, ...rest } = data;
  const acted = rest.outcome === 'acted';
  return {
    ok: true,
    reasoned: {
      ...rest,
      listings: acted ? rest.listings : [],
      ground: acted && ground ? ground : null,
      groundReference: acted ? groundReference : null,
    },
  };
}
