import type { Category } from '../../utils/notices/taxonomy.ts';

/**
 * The clocks that run over notices. Working days are Monday to Friday by UTC; public holidays differ by Member State
 * and are counted as working days, so that a clock never runs out later than the law has it.
 */
const DAY_MS = 24 * 3_600_000;

/** The same time of day so many working days later; what comes on a weekend counts as come on Monday at 00:00. */
export function workingDaysAfter(time: string, days: number): string {
  const date = new Date(time);
  const isWeekend = () => date.getUTCDay() % 6 === 0;
  while (isWeekend()) date.setTime(Math.floor(date.getTime() / DAY_MS) * DAY_MS + DAY_MS);
  for (let left = days; left > 0; ) {
    date.setTime(date.getTime() + DAY_MS);
    if (!isWeekend()) left -= 1;
  }
  return date.toISOString();
}

/** Until when a case should be decided, and who says so. */
export interface Deadline {
  at: string;
  /** `gpsr`: Regulation (EU) 2023/988, Art. 22; `house`: the law says "without undue delay", this is our own aim. */
  by: 'gpsr' | 'house';
}

const GPSR_WORKING_DAYS = 3;
const HOUSE_WORKING_DAYS = { notice: 5, complaint: 10 } as const;

/** The deadline of what came at a time. */
export function deadline(about: 'notice' | 'complaint', category: Category, receivedAt: string): Deadline {
  if (about === 'notice' && category === 'STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS')
    return { at: workingDaysAfter(receivedAt, GPSR_WORKING_DAYS), by: 'gpsr' };
  return { at: workingDaysAfter(receivedAt, HOUSE_WORKING_DAYS[about]), by: 'house' };
}

/**
 * How urgent a category is, 0 first: what can hurt somebody, then what harms in another way, then what is owed in
 * information.
 */
export const SEVERITY: Record<Category, 0 | 1 | 2> = {
  STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS: 0,
  STATEMENT_CATEGORY_PROTECTION_OF_MINORS: 0,
  STATEMENT_CATEGORY_RISK_FOR_PUBLIC_SECURITY: 0,
  STATEMENT_CATEGORY_SELF_HARM: 0,
  STATEMENT_CATEGORY_VIOLENCE: 0,
  STATEMENT_CATEGORY_CYBER_VIOLENCE: 0,
  STATEMENT_CATEGORY_CYBER_VIOLENCE_AGAINST_WOMEN: 0,
  STATEMENT_CATEGORY_ANIMAL_WELFARE: 1,
  STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS: 1,
  STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH: 1,
  STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS: 1,
  STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS: 1,
  STATEMENT_CATEGORY_SCAMS_AND_FRAUD: 1,
  STATEMENT_CATEGORY_CONSUMER_INFORMATION: 2,
  STATEMENT_CATEGORY_OTHER_VIOLATION_TC: 2,
  STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE: 2,
};

/** The place of a case in the queue, smallest first: trusted flaggers (Art. 22), then by severity. */
export const placeOf = (category: Category, priority: number): number =>
  (priority > 0 ? 0 : 10) + SEVERITY[category];
