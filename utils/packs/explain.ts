import type { CompiledPacks } from './compile.ts';
import type { ExplainedFinding, Finding } from './finding.ts';

/** Puts a rule's own words and law to its findings. A finding of a rule that is no longer there is left out. */
export function explain({ rules }: CompiledPacks, findings: readonly Finding[]): ExplainedFinding[] {
  return findings.flatMap((finding) => {
    const rule = rules.find(({ id }) => id === finding.rule)?.rule;
    return rule ? [{ ...finding, explain: rule.explain, advice: rule.advice, law: rule.law }] : [];
  });
}
