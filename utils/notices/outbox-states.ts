/**
 * The states a notice goes through on the way to a platform and back, and what leads from one to the next. Data:
 * the outbox asks it before it writes anything, docs/notices.md shows it, and the tests go through it.
 */

/**
 * `draft` is not confirmed yet · `queued` waits for its next attempt, or for the person to hand it over · `sending` is
 * under way · `received` is with the platform · `decided` has its decision · `complained` waits for the answer to a
 * complaint · `closed` has that too, or can be complained about no more · `failed` was refused for good.
 */
export const OUTBOX_STATES = [
  'draft',
  'queued',
  'sending',
  'received',
  'decided',
  'complained',
  'closed',
  'failed',
] as const;
export type OutboxState = (typeof OUTBOX_STATES)[number];

/** What can happen to a notice. Each is written to the journal together with the state it leads to. */
export const OUTBOX_EVENTS = [
  'begin',
  'confirm',
  'drop',
  'attempt',
  'postpone',
  'refuse',
  'retry',
  'receive',
  'hand over',
  'attach',
  'decide',
  'enter decision',
  'object',
  'complain',
  'hand over complaint',
  'close',
  'enter answer',
  'forget',
] as const;
export type OutboxEvent = (typeof OUTBOX_EVENTS)[number];

export interface Transition {
  /** Null: the outbox did not know of it. */
  from: readonly (OutboxState | null)[];
  event: OutboxEvent;
  /** Null: the outbox knows of it no more. */
  to: OutboxState | null;
  /** When that happens, in plain words. */
  when: string;
}

const AT_PLATFORM = ['received', 'decided', 'complained', 'closed'] as const;

export const TRANSITIONS: readonly Transition[] = [
  { from: [null], event: 'begin', to: 'draft', when: 'A report is begun.' },
  { from: ['draft'], event: 'drop', to: null, when: 'The person throws the draft away.' },
  { from: [null, 'draft'], event: 'confirm', to: 'queued', when: 'The person confirms the notice.' },
  {
    from: ['queued', 'sending'],
    event: 'attempt',
    to: 'sending',
    when: 'It is due. Also where a killed worker left it under way.',
  },
  {
    from: ['sending'],
    event: 'postpone',
    to: 'queued',
    when: 'No connection, busy, or an answer without a valid receipt.',
  },
  { from: ['sending'], event: 'refuse', to: 'failed', when: 'The endpoint refused it (4xx).' },
  { from: ['failed'], event: 'retry', to: 'queued', when: 'The person tries again.' },
  {
    from: ['queued', 'sending', 'failed'],
    event: 'receive',
    to: 'received',
    when: 'Its receipt is there, also where an attempt that failed was heard of first.',
  },
  {
    from: ['queued'],
    event: 'hand over',
    to: 'received',
    when: 'The person says they sent it, by form or e-mail.',
  },
  ...AT_PLATFORM.map(
    (state): Transition => ({
      from: [state],
      event: 'attach',
      to: state,
      when: 'An attachment has been handed in.',
    }),
  ),
  { from: ['received'], event: 'decide', to: 'decided', when: 'The decision is there.' },
  {
    from: ['received', 'decided'],
    event: 'enter decision',
    to: 'decided',
    when: 'The person enters the decision they were told, or mends it.',
  },
  { from: ['decided'], event: 'object', to: 'decided', when: 'The person confirms a complaint.' },
  {
    from: ['received', 'decided'],
    event: 'complain',
    to: 'complained',
    when: 'The platform has the complaint.',
  },
  {
    from: ['decided'],
    event: 'hand over complaint',
    to: 'complained',
    when: 'The person says they sent the complaint, by e-mail or post.',
  },
  {
    from: ['complained', 'closed'],
    event: 'enter answer',
    to: 'closed',
    when: 'The person enters the answer to their complaint, or mends it.',
  },
  {
    from: ['received', 'decided', 'complained'],
    event: 'close',
    to: 'closed',
    when: 'The complaint is answered, or the time for one is over.',
  },
  {
    from: ['queued', 'failed', ...AT_PLATFORM],
    event: 'forget',
    to: null,
    when: 'The person deletes it here.',
  },
];

/** Where an event leads from a state; undefined where it cannot happen. */
export function leadsTo(from: OutboxState | null, event: OutboxEvent): OutboxState | null | undefined {
  return TRANSITIONS.find((one) => one.event === event && one.from.includes(from))?.to;
}
