import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { background } from '../../components/background.ts';
import { CopyFields } from '../../components/CopyFields.tsx';
import { list, localised } from '../../components/localised.ts';
import { SentIt } from '../../components/SentIt.tsx';
import type { FillAnswer, FormInTab } from '../../utils/messages.ts';
import type { FillReport } from '../../utils/notices/channels/form.ts';
import { FORM_PARTS, type FormPart } from '../../utils/notices/contacts.ts';
import { sites } from '../../utils/reading/marketplaces/index.ts';

/** Looks whether a marketplace's form was opened in this tab with a notice at hand; null where none was. */
export function useFormInTab(tab: number | undefined, address: string | undefined): FormInTab | null {
  const [form, setForm] = useState<FormInTab | null>(null);
  // The address is looked at anew whenever the tab goes elsewhere.
  useEffect(() => {
    let left = false;
    if (tab !== undefined) void background.form({ tab }).then((found) => !left && setForm(found ?? null));
    return () => {
      left = true;
    };
  }, [tab, address]);
  return form;
}

interface Props {
  tab: number;
  form: FormInTab;
  /** The person said that they sent it. */
  sent(id: string): void;
  /** They did not, and are done here all the same. */
  left(): void;
}

/** A marketplace's own report form: fills it in when the person asks for it; sending it is theirs. */
export function FormView({ tab, form: { site, notice, form, here }, sent, left }: Props) {
  const [answer, setAnswer] = useState<FillAnswer | 'filling' | null>(null);
  const marketplace = sites.find(({ id }) => id === site)?.name ?? i18n.t('report.thisMarketplace');
  const fill = async () => {
    setAnswer('filling');
    setAnswer(await background.fillForm({ tab }));
  };
  return (
    <>
      <p>{i18n.t('form.atHand')}</p>
      {form.at === 'listing' && (
        <p class="box">
          {form.button ? i18n.t('form.find', { button: form.button }) : i18n.t('form.findLink')}
        </p>
      )}
      {form.note && <p class="meta">{localised(form.note).text}</p>}
      {here ? (
        <button type="button" class="accent" disabled={answer === 'filling'} onClick={fill}>
          {i18n.t(answer === 'filling' ? 'form.filling' : answer ? 'form.again' : 'form.fill')}
        </button>
      ) : (
        <p class="problem">{i18n.t('form.elsewhere', { marketplace })}</p>
      )}
      <div aria-live="polite">
        {answer && answer !== 'filling' && !answer.ok && (
          <p class="problem">{i18n.t('form.failed', { problem: answer.problem })}</p>
        )}
        {answer && answer !== 'filling' && answer.ok && <Outcome report={answer.report} />}
      </div>
      <SentIt id={notice.id} host={marketplace} done={() => sent(notice.id)} />
      <details>
        <summary>{i18n.t('copy.title')}</summary>
        <CopyFields notice={notice} />
      </details>
      <button
        type="button"
        class="plain"
        onClick={() => {
          void background.leaveForm({ tab });
          left();
        }}
      >
        {i18n.t('form.done')}
      </button>
    </>
  );
}

const named = (parts: readonly FormPart[]): string => list(parts.map((part) => i18n.t(`formPart.${part}`)));

/** Parts every form needs, that a person has to see to where they were not filled in. */
const NEEDED: readonly FormPart[] = ['explanation', 'url', 'name', 'email', 'category', 'goodFaith'];

function Outcome({ report: { filled, shortened, kept, signIn } }: { report: FillReport }) {
  const done = [...filled, ...shortened];
  const left = FORM_PARTS.filter((part) => NEEDED.includes(part) && ![...done, ...kept].includes(part));
  return (
    <div class="outcome">
      {done.length + kept.length === 0 && <p>{i18n.t('form.nothing')}</p>}
      {filled.length > 0 && <p>{i18n.t('form.filled', { parts: named(filled) })}</p>}
      {shortened.length > 0 && <p>{i18n.t('form.shortened', { parts: named(shortened) })}</p>}
      {kept.length > 0 && <p>{i18n.t('form.kept', { parts: named(kept) })}</p>}
      {done.length > 0 && <p>{i18n.t('form.left', { parts: named(left) })}</p>}
      {signIn && <p class="box">{i18n.t('form.signIn')}</p>}
      <p class="strong">{i18n.t('form.yours')}</p>
    </div>
  );
}
