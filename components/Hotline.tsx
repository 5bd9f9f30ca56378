import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { type Body, bodiesIn } from '../utils/notices/contacts.ts';
import { background } from './background.ts';

/** Where every national hotline stands (INHOPE). */
const HOTLINES = 'https://www.inhope.org/EN#hotlineReferral';

/** The person's country, as far as their browser's language tells it: "AT" of "de-AT", "PL" of "pl"; else null. */
const ownCountry = (): string | null => new Intl.Locale(navigator.language).maximize().region ?? null;

/** The hotlines of the person's own country. */
function useHotlines(site: string): Body[] {
  const [hotlines, setHotlines] = useState<Body[]>([]);
  useEffect(() => {
    void background.contacts({ site }).then((who) => {
      const all = bodiesIn(who?.bodies?.hotlines ?? [], ownCountry());
      setHotlines(all.filter(({ country }) => country !== 'EU'));
    });
  }, [site]);
  return hotlines;
}

/**
 * What is shown in place of a report where it would be about child sexual abuse: nothing is kept, captured or sent; the
 * way is the national hotline (docs/notices.md). `back` is there where the person chose this by mistake.
 */
export function Hotline({ site, back }: { site: string; back?: (() => void) | undefined }) {
  const hotlines = useHotlines(site);
  return (
    <section class="block hotline" aria-labelledby="hotline">
      <h2 id="hotline">{i18n.t('hotline.title')}</h2>
      <p>{i18n.t('hotline.text')}</p>
      <p>{i18n.t('hotline.go')}</p>
      {hotlines.map(({ name, url }) => (
        <a key={url} class="button strong" href={url} target="_blank" rel="noopener noreferrer">
          {name}
        </a>
      ))}
      <a
        class={hotlines.length > 0 ? '' : 'button strong'}
        href={HOTLINES}
        target="_blank"
        rel="noopener noreferrer"
      >
        {i18n.t('hotline.link')}
      </a>
      <p class="meta">{i18n.t('hotline.danger')}</p>
      {back && (
        <button type="button" class="plain" onClick={back}>
          {i18n.t('hotline.slip')}
        </button>
      )}
    </section>
  );
}
