import type { ComponentChildren } from 'preact';
import { i18n } from '#i18n';
import type { ExplainedFinding, ListEntry } from '../utils/packs/finding.ts';
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
      {finding.disguised && <p>{i18n.t('finding.disguised')}</p>}
      <Entries entries={finding.entries ?? []} />
      {why && <p lang={explain.lang}>{why}</p>}
      <p lang={advice.lang}>{advice.text}</p>
      <Doubts finding={finding} />
      {children}
      <LawList law={finding.law} />
    </article>
  );
}

/** What an authority's list says of the product, in its own words, with a link to it. */
function Entries({ entries }: { entries: ListEntry[] }) {
  if (entries.length === 0) return null;
  return (
    <ul class="entries">
      {entries.map(({ text, url }) => (
        <li key={text}>
          <bdi>{text}</bdi>{' '}
          <a href={url} target="_blank" rel="noopener noreferrer">
            {i18n.t('finding.alert')}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** That a finding rests on little, and what would make it wrong. */
function Doubts({ finding: { confidence, wrongIf } }: Pick<Props, 'finding'>) {
  const doubts = wrongIf.map(localised);
  if (confidence === 'high' && doubts.length === 0) return null;
  return (
    <div class="meta doubts">
      {confidence === 'low' && <p>{i18n.t('finding.weak')}</p>}
      {doubts.length > 0 && (
        <p>
          {i18n.t('finding.wrongIf')}{' '}
          {doubts.map(({ text, lang }) => (
            <span key={text} lang={lang}>
              {text}{' '}
            </span>
          ))}
        </p>
      )}
    </div>
  );
}

/** The one sentence of a finding, with its language. */
export function sentenceOf(finding: ExplainedFinding): { text: string; lang: string } {
  const explain = localised(finding.explain);
  return { text: firstSentence(explain)[0], lang: explain.lang };
}
