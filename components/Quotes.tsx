import { i18n } from '#i18n';
import type { Evidence } from '../utils/packs/finding.ts';
import { excerpt, valueAt } from './excerpt.ts';
import { isListingField } from './field.ts';
import { isolated } from './localised.ts';

/** More quotes than this prove nothing more, and push out of sight what follows from them. */
const MOST = 2;

/** Says where on the page the words stand. */
export function where(source: unknown, field: string): string {
  const [first = '', index] = field.split('.');
  if (first === 'title' || first === 'description' || first === 'category') return i18n.t(`says.${first}`);
  const name = first === 'attributes' ? valueAt(source, `attributes.${index}.name`) : null;
  if (typeof name === 'string') return i18n.t('says.attribute', { name: isolated(name) });
  return isListingField(first)
    ? i18n.t('says.field', { field: i18n.t(`field.${first}`) })
    : i18n.t('says.page');
}

/** The words on the page that a finding rests on, in their place, with the name of the field. */
export function Quotes({ evidence, source }: { evidence: Evidence[]; source: unknown }) {
  const distinct = distinctQuotes(evidence);
  if (distinct.length === 0) return null;
  return (
    <ul class="evidence">
      {distinct.slice(0, MOST).map((item) => {
        const { before, words, after } = excerpt(source, item);
        return (
          <li key={`${item.field}.${item.start}`}>
            <span class="meta">{where(source, item.field)}</span>
            {i18n.t('quote.open')}
            <bdi>
              {before}
              <mark>{words}</mark>
              {after}
            </bdi>
            {i18n.t('quote.close')}
          </li>
        );
      })}
      {distinct.length > MOST && <li class="meta">{i18n.t('says.more', distinct.length - MOST)}</li>}
    </ul>
  );
}

/** Each wording once a field, and every field's first before any field's second. */
function distinctQuotes(evidence: Evidence[]): Evidence[] {
  const fields = new Map<string, Map<string, Evidence>>();
  for (const item of evidence) {
    const words = fields.get(item.field) ?? new Map<string, Evidence>();
    const key = item.text.toLowerCase();
    if (item.text && !words.has(key)) fields.set(item.field, words.set(key, item));
  }
  const firsts = [...fields.values()].flatMap((words) => [...words.values()].slice(0, 1));
  const others = [...fields.values()].flatMap((words) => [...words.values()].slice(1));
  return [...firsts, ...others];
}
