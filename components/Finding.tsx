import type { ComponentChildren } from 'preact';
import type { ExplainedFinding } from '../utils/packs/finding.ts';
import { LawList } from './LawList.tsx';
import { firstSentence, localised } from './localised.ts';
import { Quotes } from './Quotes.tsx';

interface Props {
  finding: ExplainedFinding;
  /** The listing or card the evidence's fields are those of. */
  source: unknown;
  /** Leaves out the one sentence where what is around has said it. */
  untitled?: boolean;
  /** An action, shown after what to do and before the law. */
  children?: ComponentChildren;
}

/** A finding in one sentence, the words it rests on, why it matters, what to do, and the law. */
export function Finding({ finding, source, untitled = false, children }: Props) {
  const explain = localised(finding.explain);
  const advice = localised(finding.advice);
  const [sentence, why] = firstSentence(explain);
  return (
    <article class="finding" data-severity={finding.severity} data-rule={finding.rule}>
      {!untitled && <h2 lang={explain.lang}>{sentence}</h2>}
      <Quotes evidence={finding.evidence} source={source} />
      {why && <p lang={explain.lang}>{why}</p>}
      <p lang={advice.lang}>{advice.text}</p>
      {children}
      <LawList law={finding.law} />
    </article>
  );
}

/** The one sentence of a finding, with its language. */
export function sentenceOf(finding: ExplainedFinding): { text: string; lang: string } {
  const explain = localised(finding.explain);
  return { text: firstSentence(explain)[0], lang: explain.lang };
}
