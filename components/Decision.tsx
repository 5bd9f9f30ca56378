import type { ComponentChildren } from 'preact';
import { i18n } from '#i18n';
import type { EnteredDecision } from '../utils/notices/entered-decision.ts';
import type { Decision as DecisionData } from '../utils/notices/interface.ts';
import { dateAndTime, dayOf } from './localised.ts';

interface Props {
  /** As the platform's endpoint says it, or as the person entered it. */
  decision: DecisionData | EnteredDecision;
  /** Who decided, as people say it. */
  host: string;
  title: string;
  /** Shown after the possibilities for redress. */
  children?: ComponentChildren;
}

/** A decision in one sentence, what was done, the reasons in the platform's own words, and what one can do about it. */
export function Decision({ decision, host, title, children }: Props) {
  const { outcome, reasons, decidedAt } = decision;
  const said = 'measures' in decision ? decision : null;
  const { measures = [], ground = null, groundReference = null, redress = [] } = said ?? {};
  return (
    <section class="decision" aria-label={title}>
      <h2>{title}</h2>
      <p class="strong">{i18n.t(outcome === 'acted' ? 'decision.acted' : 'decision.notActed', { host })}</p>
      <p class="meta">
        {said ? (
          <>
            {i18n.t('decision.when', { time: dateAndTime(decidedAt) })}{' '}
            {i18n.t(`decision.${said.automatedDecision}`)}
          </>
        ) : (
          i18n.t('decision.byHand', { day: dayOf(decidedAt) })
        )}
      </p>
      {measures.length > 0 && (
        <ul class="bullets">
          {measures.map((measure) => (
            <li key={measure}>{i18n.t(`measure.${measure}`)}</li>
          ))}
        </ul>
      )}
      {ground && (
        <p>
          {i18n.t(`decision.${ground}`)}
          {groundReference && (
            <>
              {': '}
              <bdi>{groundReference}</bdi>
            </>
          )}
        </p>
      )}
      {reasons ? (
        <>
          <h3 class="meta">{i18n.t('decision.reasons')}</h3>
          <blockquote dir="auto">{reasons}</blockquote>
        </>
      ) : (
        <p>{i18n.t('decision.noReasons')}</p>
      )}
      {redress.length > 0 && (
        <>
          <h3 class="meta">{i18n.t('decision.redress')}</h3>
          <ul class="bullets">
            {redress.map(({ kind, text, url, until }) => (
              <li key={kind + text}>
                <bdi>{text}</bdi>{' '}
                {url && (
                  <a href={url} target="_blank" rel="noopener noreferrer">
                    {new URL(url).host}
                  </a>
                )}
                {until && ` ${i18n.t('decision.until', { time: dateAndTime(until) })}`}
              </li>
            ))}
          </ul>
        </>
      )}
      {children}
    </section>
  );
}
