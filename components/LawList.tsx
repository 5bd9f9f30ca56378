import { i18n } from '#i18n';
import type { Law } from '../utils/packs/law.ts';
import { countryName, list } from './localised.ts';

/** "Directive 2001/83/EC, Art. 85c"; places that name themselves ("Annex II") stay as they are. */
export function lawName({ act, article }: Pick<Law, 'act' | 'article'>): string {
  if (!article) return act;
  return `${act}, ${/^\d/.test(article) ? i18n.t('notice.article', [article]) : article}`;
}

/** Legal grounds, each a link to its text; those not re-read at their source are named with care. */
export function LawList({ law }: { law: Law[] }) {
  const [sure, possible] = [law.filter(verified), law.filter((ground) => !verified(ground))];
  return (
    <div class="law meta">
      <Grounds law={sure} />
      {possible.length > 0 && <p>{i18n.t('law.possibly')}</p>}
      <Grounds law={possible} />
    </div>
  );
}

const verified = (ground: Law) => ground.verified !== false;

function Grounds({ law }: { law: Law[] }) {
  if (law.length === 0) return null;
  return (
    <ul>
      {law.map((ground) => (
        <li key={lawName(ground)}>
          <a href={ground.url} target="_blank" rel="noopener noreferrer">
            {lawName(ground)}
          </a>
          {ground.countries?.length ? ` (${list(ground.countries.map(countryName))})` : ''}
        </li>
      ))}
    </ul>
  );
}
