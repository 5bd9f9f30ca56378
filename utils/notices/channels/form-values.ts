import { lawName } from '../letter.ts';
import type { Notice } from '../notice.ts';
import { noticeLanguage, phrasesIn } from '../phrases.ts';
import type { FormValues } from './form.ts';

/** A notice as the values of a form. Apart from what fills them in, which runs in the page and knows no language. */
export function formValues({ explanation, listings, law, notifier, language }: Notice): FormValues {
  const say = phrasesIn(noticeLanguage(language));
  const each = (pick: (listing: Notice['listings'][number]) => string | null | undefined) =>
    [...new Set(listings.map(pick).filter(Boolean))].join('\n');
  const addresses = listings.map(({ url }) => url).join('\n');
  const values: FormValues = {
    // A field for one address cannot hold several; the explanation can.
    explanation: listings.length > 1 ? `${explanation}\n\n${addresses}` : explanation,
    url: addresses,
    item: each(({ id }) => id),
    title: each(({ title }) => title),
    seller: each(({ seller }) => seller?.name ?? seller?.id),
    law: law.map((ground) => lawName(ground, say)).join('\n'),
    name: notifier?.name ?? '',
    email: notifier?.email ?? '',
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}
