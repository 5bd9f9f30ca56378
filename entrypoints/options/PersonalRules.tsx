import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { background } from '../../components/background.ts';
import { Field } from '../../components/Field.tsx';
import { isolated } from '../../components/localised.ts';
import type { PacksStatus } from '../../utils/messages.ts';
import { mergePersonal, type Personal, parsePersonal } from '../../utils/packs/personal.ts';

interface Props {
  personal: Personal;
  changed(status: PacksStatus): void;
}

/** Sellers the person marked and packs of their own; kept on this device, imported and exported as a file. */
export function PersonalRules({ personal, changed }: Props) {
  const [problem, setProblem] = useState<string | null>(null);
  const keep = async (next: Personal) => changed(await background.keepPersonal({ personal: next }));
  const take = async (file: File | undefined) => {
    if (!file) return;
    try {
      await keep(mergePersonal(personal, parsePersonal(await file.text())));
      setProblem(null);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <section aria-labelledby="personal">
      <h2 id="personal">{i18n.t('personal.title')}</h2>
      <p class="quiet">{i18n.t('personal.intro')}</p>
      {personal.sellers.length > 0 && (
        <ul>
          {personal.sellers.map((seller) => (
            <li key={seller.name}>
              <bdi>{seller.name}</bdi>
              {seller.note && <span class="quiet"> · {isolated(seller.note)}</span>}{' '}
              <Drop
                name={seller.name}
                drop={() =>
                  keep({ ...personal, sellers: personal.sellers.filter(({ name }) => name !== seller.name) })
                }
              />
            </li>
          ))}
        </ul>
      )}
      {personal.packs.length > 0 && (
        <ul>
          {personal.packs.map(({ id, rules }) => (
            <li key={id}>
              <code>{id}</code> · {i18n.t('personal.rules', rules.length)}{' '}
              <Drop
                name={id}
                drop={() => keep({ ...personal, packs: personal.packs.filter((pack) => pack.id !== id) })}
              />
            </li>
          ))}
        </ul>
      )}
      <Mark mark={(seller) => keep(mergePersonal(personal, { sellers: [seller], packs: [] }))} />
      <Field
        label={i18n.t('personal.import')}
        hint={i18n.t('personal.importHint')}
        problem={problem ? isolated(problem) : undefined}
      >
        {(control) => (
          <input
            {...control}
            type="file"
            accept="application/json,.json"
            onChange={(event) => void take(event.currentTarget.files?.[0])}
          />
        )}
      </Field>
      {(personal.sellers.length > 0 || personal.packs.length > 0) && (
        <a
          class="button"
          download="caveat-own-rules.json"
          href={`data:application/json;charset=utf-8,${encodeURIComponent(JSON.stringify(personal, null, 2))}`}
        >
          {i18n.t('personal.export')}
        </a>
      )}
    </section>
  );
}

function Drop({ name, drop }: { name: string; drop(): void }) {
  return (
    <button type="button" class="plain" onClick={drop}>
      {i18n.t('personal.drop')}
      <span class="unseen"> {name}</span>
    </button>
  );
}

function Mark({ mark }: { mark(seller: Personal['sellers'][number]): void }) {
  const [name, setName] = useState('');
  const [note, setNote] = useState('');
  const submit = (event: Event) => {
    event.preventDefault();
    if (name.trim().length < 2) return;
    mark({ name: name.trim(), note: note.trim() });
    setName('');
    setNote('');
  };
  return (
    <form onSubmit={submit}>
      <Field label={i18n.t('personal.seller')} hint={i18n.t('personal.sellerHint')}>
        {(control) => (
          <input
            {...control}
            type="text"
            maxLength={120}
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        )}
      </Field>
      <Field label={i18n.t('personal.note')}>
        {(control) => (
          <input
            {...control}
            type="text"
            maxLength={2000}
            value={note}
            onInput={(event) => setNote(event.currentTarget.value)}
          />
        )}
      </Field>
      <button type="submit">{i18n.t('personal.mark')}</button>
    </form>
  );
}
