import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Decision, MEASURES } from '../../utils/notices/interface.ts';
import { CATEGORIES, keywordsOf } from '../../utils/notices/taxonomy.ts';
import { puidOf, type StatementFacts, statementOf } from './statement.ts';

/** Laid beside the project where it is developed: the database's own rules as a JSON Schema. */
const SCHEMA = [1, 2, 3]
  .map((up) =>
    join(
      import.meta.dirname,
      '../..',
      ...Array<string>(up).fill('..'),
      'shared/dsa/statement_attribute_schema.json',
    ),
  )
  .find(existsSync);

const decision: Decision = {
  decidedAt: '2026-11-25T10:00:00.000Z',
  outcome: 'acted',
  measures: ['DECISION_VISIBILITY_CONTENT_REMOVED'],
  ground: 'DECISION_GROUND_ILLEGAL_CONTENT',
  groundReference: 'Directive 2001/83/EC, Art. 85c',
  reasons: 'The listing offers a prescription medicine for sale without a pharmacy.',
  automatedDecision: 'AUTOMATED_DECISION_NOT_AUTOMATED',
  redress: [],
};
const facts = (changes: Partial<StatementFacts> = {}): StatementFacts => ({
  decision,
  caseId: 'C1',
  about: 'notice',
  listingKey: 'L1',
  category: 'STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS',
  keyword: 'KEYWORD_PROHIBITED_PRODUCTS',
  flagged: false,
  contentDate: '2026-11-01',
  names: ['Ada Example'],
  ...changes,
});

const anyFacts: fc.Arbitrary<StatementFacts> = fc
  .record({
    visible: fc.subarray(MEASURES.filter((m) => m.includes('VISIBILITY'))),
    provided: fc.option(fc.constantFrom(...MEASURES.filter((m) => m.includes('PROVISION')))),
    accounted: fc.option(fc.constantFrom(...MEASURES.filter((m) => m.includes('ACCOUNT')))),
    ground: fc.constantFrom('DECISION_GROUND_ILLEGAL_CONTENT', 'DECISION_GROUND_INCOMPATIBLE_CONTENT'),
    groundReference: fc.string({ minLength: 1, maxLength: 500, unit: 'grapheme' }),
    reasons: fc.string({ minLength: 40, maxLength: 6_000, unit: 'grapheme' }),
    automatedDecision: fc.constantFrom('AUTOMATED_DECISION_PARTIALLY', 'AUTOMATED_DECISION_NOT_AUTOMATED'),
    category: fc.constantFrom(...CATEGORIES),
    flagged: fc.boolean(),
    pick: fc.nat(),
    names: fc.array(fc.string({ maxLength: 50, unit: 'grapheme' }), { maxLength: 3 }),
  })
  .filter(({ visible, provided, accounted }) => visible.length > 0 || !!provided || !!accounted)
  .map(({ visible, provided, accounted, pick, category, flagged, names, ...rest }) => {
    const keywords = keywordsOf(category);
    const measures = [...visible, ...(provided ? [provided] : []), ...(accounted ? [accounted] : [])];
    return facts({
      decision: { ...decision, ...rest, measures } as Decision,
      category,
      keyword: keywords[pick % Math.max(1, keywords.length)] ?? null,
      flagged,
      names,
    });
  });

describe('statementOf', () => {
  // Said loudly, not passed over in silence: without the schema the promise is not kept by this test.
  test.runIf(SCHEMA)("every statement is valid by the Transparency Database's schema", () => {
    const ajv = new Ajv2020({ allErrors: true, strict: false });
    addFormats.default(ajv);
    const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA ?? '', 'utf8')));
    const holds = (statement: unknown) => {
      if (!validate(statement)) throw new Error(JSON.stringify(validate.errors));
    };
    holds(statementOf(facts()));
    fc.assert(
      fc.property(anyFacts, (given) => holds(statementOf(given))),
      { numRuns: 300 },
    );
    // The schema is one that can refuse.
    expect(validate({ ...statementOf(facts()), category: 'OTHER' })).toBe(false);
    expect(validate({ ...statementOf(facts()), decision_visibility: undefined, puid: 'a b' })).toBe(false);
    const { illegal_content_explanation: _, ...without } = statementOf(facts());
    expect(validate(without)).toBe(false);
  });
  if (!SCHEMA)
    console.warn(
      'NOT CHECKED: shared/dsa/statement_attribute_schema.json is not beside the project, so no statement was held against it.',
    );

  test('says what was done, why, and on whose notice', () => {
    expect(statementOf(facts())).toEqual({
      decision_visibility: ['DECISION_VISIBILITY_CONTENT_REMOVED'],
      category: 'STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS',
      category_specification: ['KEYWORD_PROHIBITED_PRODUCTS'],
      decision_ground: 'DECISION_GROUND_ILLEGAL_CONTENT',
      illegal_content_legal_ground: 'Directive 2001/83/EC, Art. 85c',
      illegal_content_explanation: decision.reasons,
      content_type: ['CONTENT_TYPE_PRODUCT'],
      content_date: '2026-11-01',
      application_date: '2026-11-25',
      decision_facts: decision.reasons,
      source_type: 'SOURCE_ARTICLE_16',
      automated_detection: 'No',
      automated_decision: 'AUTOMATED_DECISION_NOT_AUTOMATED',
      puid: puidOf('C1', 'notice', 'L1'),
    });
    expect(statementOf(facts({ flagged: true })).source_type).toBe('SOURCE_TRUSTED_FLAGGER');
    const none: Decision = { ...decision, outcome: 'not-acted', measures: [], ground: null };
    expect(() => statementOf(facts({ decision: none }))).toThrow();
  });

  test('the puid is the same for the same decision about the same listing, and for no other', () => {
    const all = ['C1', 'C2'].flatMap((caseId) =>
      (['notice', 'complaint'] as const).flatMap((about) =>
        ['L1', 'L2'].map((listing) => puidOf(caseId, about, listing)),
      ),
    );
    expect(new Set(all).size).toBe(8);
    expect(puidOf('C1', 'notice', 'L1')).toBe(puidOf('C1', 'notice', 'L1'));
  });

  test('nobody who reported can be read in it', () => {
    const reasons =
      'Ada Example (ada@example.org, +49 170 1234567) wrote that EXAMPLE, Ada saw it; tel. 030/1234567. It has 1000000 pieces of 0.5 mg.';
    const text = JSON.stringify(
      statementOf(facts({ decision: { ...decision, reasons, groundReference: 'As Ada says, Art. 85c' } })),
    );
    expect(text).not.toMatch(/ada|example\.org|170|1234567/i);
    expect(text).toContain('1000000 pieces of 0.5 mg');
    expect(text).toContain('As [removed] says, Art. 85c');
  });
});
