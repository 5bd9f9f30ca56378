import { i18n } from '#i18n';
import { type Fact, standing } from '../utils/notices/contacts.ts';
import { day } from './localised.ts';

/** How much a fact can be relied on, with a link to where it is from. */
export function Standing({ fact }: { fact: Fact }) {
  const { source, verified } = fact;
  const state = standing(fact, Date.now());
  return (
    <span class="standing meta block-line" data-standing={state}>
      {verified === null
        ? i18n.t('standing.unverified')
        : i18n.t(state === 'stale' ? 'standing.stale' : 'standing.fresh', { date: day(verified) })}
      {' · '}
      <a href={source} target="_blank" rel="noopener noreferrer">
        {i18n.t('standing.source')}
      </a>
    </span>
  );
}
