import type { Measure } from '../../utils/notices/interface.ts';
import type { Category } from '../../utils/notices/taxonomy.ts';

/** The Transparency Database's values in its own words (app/Models/Statement.php at 69e80a0b, 2026-06-24). */
export const CATEGORY_NAMES: Record<Category, string> = {
  STATEMENT_CATEGORY_ANIMAL_WELFARE: 'Animal welfare',
  STATEMENT_CATEGORY_CONSUMER_INFORMATION: 'Consumer information infringements',
  STATEMENT_CATEGORY_CYBER_VIOLENCE: 'Cyber violence',
  STATEMENT_CATEGORY_CYBER_VIOLENCE_AGAINST_WOMEN: 'Cyber violence against women',
  STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS: 'Data protection and privacy violations',
  STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH: 'Illegal or harmful speech',
  STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS: 'Intellectual property infringements',
  STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS:
    'Negative effects on civic discourse or elections',
  STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE: 'Not specified by the notifier',
  STATEMENT_CATEGORY_OTHER_VIOLATION_TC: 'Other violation of the terms and conditions',
  STATEMENT_CATEGORY_PROTECTION_OF_MINORS: 'Protection of minors',
  STATEMENT_CATEGORY_RISK_FOR_PUBLIC_SECURITY: 'Risk for public security',
  STATEMENT_CATEGORY_SCAMS_AND_FRAUD: 'Scams and fraud',
  STATEMENT_CATEGORY_SELF_HARM: 'Self-harm',
  STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS: 'Unsafe, non-compliant or prohibited products',
  STATEMENT_CATEGORY_VIOLENCE: 'Violence',
};

export const MEASURE_NAMES: Record<Measure, string> = {
  DECISION_VISIBILITY_CONTENT_REMOVED: 'Remove the listing',
  DECISION_VISIBILITY_CONTENT_DISABLED: 'Disable access to the listing',
  DECISION_VISIBILITY_CONTENT_DEMOTED: 'Show the listing less prominently',
  DECISION_VISIBILITY_CONTENT_AGE_RESTRICTED: 'Show the listing to adults only',
  DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED: 'Restrict ordering and other interaction',
  DECISION_VISIBILITY_CONTENT_LABELLED: 'Label the listing',
  DECISION_PROVISION_PARTIAL_SUSPENSION: 'Suspend the service to the trader in part',
  DECISION_PROVISION_TOTAL_SUSPENSION: 'Suspend the service to the trader',
  DECISION_PROVISION_PARTIAL_TERMINATION: 'End the service to the trader in part',
  DECISION_PROVISION_TOTAL_TERMINATION: 'End the service to the trader',
  DECISION_ACCOUNT_SUSPENDED: 'Suspend the trader’s account',
  DECISION_ACCOUNT_TERMINATED: 'Close the trader’s account',
};

/** "KEYWORD_UNSAFE_PRODUCTS" → "unsafe products". */
export const keywordName = (keyword: string): string =>
  keyword
    .replace(/^KEYWORD_/, '')
    .replaceAll('_', ' ')
    .toLowerCase();

export const isCategory = (value: string): value is Category => Object.hasOwn(CATEGORY_NAMES, value);
