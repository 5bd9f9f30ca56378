import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { formValues } from '../utils/notices/channels/form-values.ts';
import { FORM_PARTS } from '../utils/notices/contacts.ts';
import { letter } from '../utils/notices/letter.ts';
import type { Notice } from '../utils/notices/notice.ts';
import { kindsIn } from './localised.ts';
import { saveAs } from './save-as.ts';

/** The parts of a notice, each with a button that copies it; the whole of it to copy or to save as a file. */
export function CopyFields({ notice }: { notice: Notice }) {
  const [copied, setCopied] = useState<{ part: string } | 'failed' | null>(null);
  const values = formValues(notice);
  const copy = (part: string, text: string) =>
    navigator.clipboard.writeText(text).then(
      () => setCopied({ part }),
      () => setCopied('failed'),
    );
  return (
    <section class="copy" aria-label={i18n.t('copy.title')}>
      <h2>{i18n.t('copy.title')}</h2>
      <p class="meta">{i18n.t('copy.hint')}</p>
      <dl>
        {FORM_PARTS.flatMap((part) => {
          const value = values[part];
          if (value === undefined) return [];
          const name = i18n.t(`formPart.${part}`);
          return [
            <div key={part}>
              <dt class="meta">{name}</dt>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls takes the focus to be scrolled */}
              <dd tabIndex={0}>
                <bdi>{value}</bdi>
              </dd>
              <dd class="copy-part">
                <button
                  type="button"
                  aria-label={i18n.t('copy.copyPart', { part: name })}
                  onClick={() => copy(name, value)}
                >
                  {i18n.t('copy.copy')}
                </button>
              </dd>
            </div>,
          ];
        })}
      </dl>
      <div class="row">
        <button
          type="button"
          onClick={() => copy(i18n.t('copy.whole'), letter(notice, kindsIn(notice.language)).text)}
        >
          {i18n.t('copy.copyWhole')}
        </button>
        <SaveText notice={notice} />
      </div>
      <p class={copied === 'failed' ? 'meta problem' : 'meta'} role="status">
        {copied === 'failed' ? i18n.t('copy.failed') : copied && i18n.t('copy.copied', copied)}
      </p>
    </section>
  );
}

/** Saves the full text of a notice beside what was sent, as notice.txt. */
export function SaveText({ notice }: { notice: Notice }) {
  const save = () => {
    const { subject, text } = letter(notice, kindsIn(notice.language));
    saveAs(new Blob([`${subject}\n\n${text}\n`], { type: 'text/plain' }), 'notice.txt');
  };
  return (
    <button type="button" onClick={save}>
      {i18n.t('copy.save')}
    </button>
  );
}
