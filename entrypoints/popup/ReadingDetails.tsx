import { useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import { isListingField } from '../../components/field.ts';
import { list } from '../../components/localised.ts';
import type { PageState } from '../../utils/page-state.ts';
import { sites } from '../../utils/reading/marketplaces/index.ts';
import { saveTestCase } from './save-test-case.ts';

/** How this page was read, and what to do where that went wrong. */
export function ReadingDetails({ tab, state }: { tab: number; state: PageState }) {
  const { layout, missing } = state;
  const reader = sites.find(({ id }) => id === state.reader)?.name ?? i18n.t('diagnostics.otherShops');
  const fields = missing.map((field) => (isListingField(field) ? i18n.t(`field.${field}`) : field));
  return (
    <details class="meta reading">
      <summary>{i18n.t('reading.title')}</summary>
      <p>
        {layout ? i18n.t('reading.by', { reader, layout }) : i18n.t('reading.unknown', { reader })}
        {fields.length > 0 && ` ${i18n.t('reading.missing', { fields: list(fields) })}`}
      </p>
      <SaveTestCase tab={tab} state={state} />
      <p>
        <a href={browser.runtime.getURL('/diagnostics.html')} target="_blank" rel="noopener noreferrer">
          {i18n.t('diagnostics.link')}
        </a>
      </p>
    </details>
  );
}

function SaveTestCase({ tab, state }: { tab: number; state: PageState }) {
  const [outcome, setOutcome] = useState<'saved' | 'failed' | null>(null);
  const save = () =>
    saveTestCase(tab, state).then(
      () => setOutcome('saved'),
      () => setOutcome('failed'),
    );
  return (
    <>
      <button type="button" onClick={save}>
        {i18n.t('reading.save')}
      </button>
      <p role={outcome ? 'status' : undefined} class={outcome === 'failed' ? 'problem' : 'quiet'}>
        {i18n.t(outcome === 'failed' ? 'page.readFailed' : outcome ? 'reading.saved' : 'reading.saveHint')}
      </p>
    </>
  );
}
