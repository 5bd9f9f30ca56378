import { i18n } from '#i18n';

/** Where every national hotline stands (INHOPE). */
const HOTLINES = 'https://www.inhope.org/EN#hotlineReferral';

/**
 * What is shown in place of a report where it would be about child sexual abuse: nothing is kept, captured or sent; the
 * way is the national hotline (docs/notices.md). `back` is there where the person chose this by mistake.
 */
export function Hotline({ back }: { back?: (() => void) | undefined }) {
  return (
    <section class="block hotline" aria-labelledby="hotline">
      <h2 id="hotline">{i18n.t('hotline.title')}</h2>
      <p>{i18n.t('hotline.text')}</p>
      <p>{i18n.t('hotline.go')}</p>
      <a class="button strong" href={HOTLINES} target="_blank" rel="noopener noreferrer">
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
