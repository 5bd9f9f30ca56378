import type { ComponentChildren } from 'preact';
import type { ExplainedFinding } from '../utils/packs/finding.ts';
import { Finding, sentenceOf } from './Finding.tsx';
import { SeverityShape } from './SeverityMark.tsx';

interface Props {
  /** Worst first. */
  findings: ExplainedFinding[];
  /** The listing the evidence's fields are those of. */
  source: unknown;
  /** An action on the worst finding. */
  children?: ComponentChildren;
}

/** The worst finding in full, the others as one line each that opens. */
export function Findings({ findings: [worst, ...others], source, children }: Props) {
  if (!worst) return null;
  return (
    <>
      <Finding finding={worst} source={source}>
        {children}
      </Finding>
      {others.length > 0 && (
        <ul class="others">
          {others.map((finding) => (
            <li key={finding.rule}>
              <details data-severity={finding.severity}>
                <summary lang={sentenceOf(finding).lang}>
                  <SeverityShape level={finding.severity} named />
                  {sentenceOf(finding).text}
                </summary>
                <Finding finding={finding} source={source} untitled />
              </details>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
