import type { CompiledPacks } from './compile.ts';
import type { ExplainedFinding, Finding } from './finding.ts';

/** Puts a rule's own words and law to its findings. A finding of a rule that is no longer there is left out. */
export function explain({ rules, words }: CompiledPacks, findings: readonly Finding[]): ExplainedFinding[] {
  return findings.flatMap((finding) => {
    const at = rules.findIndex(({ id }) => id === finding.rule);
    if (at < 0) return [];
    const { explain, advice, law, wrongIf, wrongIfWords } = words(at);
    const all = finding.confidence === 'low' ? [...wrongIf, ...wrongIfWords] : wrongIf;
    return [{ ...finding, explain, advice, law, wrongIf: all }];
  });
}
