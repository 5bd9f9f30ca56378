import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { leadsTo, OUTBOX_EVENTS, OUTBOX_STATES, TRANSITIONS } from './outbox-states.ts';

describe('the transitions', () => {
  test('every event leads somewhere, and from each state to one state only', () => {
    for (const event of OUTBOX_EVENTS)
      expect(
        TRANSITIONS.some((one) => one.event === event),
        event,
      ).toBe(true);
    for (const from of [null, ...OUTBOX_STATES])
      for (const event of OUTBOX_EVENTS)
        expect(
          TRANSITIONS.filter((one) => one.event === event && one.from.includes(from)).length,
        ).toBeLessThan(2);
  });

  test('every state can be reached, and left', () => {
    const reached = new Set<unknown>([null]);
    for (let before = -1; before !== reached.size; ) {
      before = reached.size;
      for (const { from, to } of TRANSITIONS) if (from.some((one) => reached.has(one))) reached.add(to);
    }
    expect([...reached].filter(Boolean).sort()).toEqual([...OUTBOX_STATES].sort());
    for (const state of OUTBOX_STATES)
      expect(
        TRANSITIONS.some(({ from, to }) => from.includes(state) && to !== state),
        state,
      ).toBe(true);
  });

  test('what is under way cannot be deleted, and what arrived cannot be sent again', () => {
    expect(leadsTo('sending', 'forget')).toBeUndefined();
    for (const state of ['received', 'decided', 'complained', 'closed'] as const)
      for (const event of ['attempt', 'postpone', 'refuse', 'retry', 'confirm', 'receive'] as const)
        expect(leadsTo(state, event)).toBeUndefined();
  });

  test('docs/notices.md shows them', () => {
    const docs = readFileSync(new URL('../../docs/notices.md', import.meta.url), 'utf8');
    const rows = TRANSITIONS.map(
      ({ from, event, to, when }) =>
        `| ${from.map((state) => state ?? '–').join(', ')} | ${event} | ${to ?? '–'} | ${when} |`,
    );
    expect(docs).toContain(`| from | event | to | when |\n|---|---|---|---|\n${rows.join('\n')}\n`);
  });
});
