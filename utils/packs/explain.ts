import type { CompiledPacks } from './compile.ts';
import type { ExplainedFinding, Finding } from './finding.ts';

/** Puts a rule's own words and law to its findings. A finding of a rule that is no longer there is left out. */
export function explain({ rules }: CompiledPacks, findings: readonly Finding[]): ExplainedFinding[] {
  return findings.flatMap((finding) => {
    const found = rules.find(({ id }) => id === finding.rule);
    if (!found) return [];
    const { explain, advice, law } = found.rule;
    const ofWords = finding.confidence === 'low' ? found.wrongIf : [];
    const wrongIf = [...(found.rule.wrongIf ? [found.rule.wrongIf] : []), ...ofWords];
    return [{ ...finding, explain, advice, law, wrongIf }];
  });
}
