import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import { background } from '../../components/background.ts';
import { saveAs } from '../../components/save-as.ts';
import { outboxAsCsv, outboxAsJson } from '../../utils/notices/outbox-export.ts';
import { type Reminding, remindingSchema } from '../../utils/settings.ts';

/** What is kept of the person's notices: reminders, a copy of it, and its deletion. */
export function Notices() {
  return (
    <section aria-labelledby="notices">
      <h2 id="notices">{i18n.t('history.title')}</h2>
      <p>
        <a href={browser.runtime.getURL('/notices.html')}>{i18n.t('history.all')}</a>
      </p>
      <Reminders />
      <Export />
      <Deletion />
    </section>
  );
}

const WAYS = ['here', 'notification', 'off'] as const;

function Reminders() {
  const [reminding, setReminding] = useState<Reminding | null>(null);
  useEffect(() => {
    void browser.storage.local
      .get('reminding')
      .then(({ reminding }) => setReminding(remindingSchema.parse(reminding)));
  }, []);
  if (!reminding) return null;
  const choose = async (way: Reminding) => {
    // First thing in the press: the browser refuses to ask later.
    const allowed =
      way !== 'notification' || (await browser.permissions.request({ permissions: ['notifications'] }));
    const chosen = allowed ? way : 'here';
    setReminding(chosen);
    await browser.storage.local.set({ reminding: chosen });
    if (chosen !== 'notification') await browser.permissions.remove({ permissions: ['notifications'] });
  };
  return (
    <fieldset class="choices">
      <legend class="strong">{i18n.t('reminder.setting')}</legend>
      {WAYS.map((way) => (
        <label key={way}>
          <input
            type="radio"
            name="reminding"
            checked={reminding === way}
            onChange={() => void choose(way)}
          />
          {i18n.t(`reminder.${way}`)}
        </label>
      ))}
    </fieldset>
  );
}

function Export() {
  const save = async (kind: 'json' | 'csv') => {
    const entries = await background.outbox();
    const now = new Date().toISOString();
    const text =
      kind === 'csv' ? outboxAsCsv(entries) : outboxAsJson(entries, await background.journal(), now);
    const type = kind === 'csv' ? 'text/csv' : 'application/json';
    saveAs(new Blob([text], { type }), `caveat-notices-${now.slice(0, 10)}.${kind}`);
  };
  return (
    <>
      <p class="quiet">{i18n.t('data.export')}</p>
      <div class="row">
        <button type="button" onClick={() => void save('json')}>
          {i18n.t('data.json')}
        </button>
        <button type="button" onClick={() => void save('csv')}>
          {i18n.t('data.csv')}
        </button>
      </div>
    </>
  );
}

/** Deletion of everything, confirmed, with what stays elsewhere said before. */
function Deletion() {
  const [sure, setSure] = useState(false);
  const [there, setThere] = useState(false);
  const [said, setSaid] = useState<{ problem: boolean; text: string } | null>(null);
  const remove = async () => {
    const answer = await background.deleteEverything({ there });
    setSaid(
      answer.ok
        ? { problem: false, text: i18n.t('data.deleted') }
        : { problem: true, text: i18n.t('data.notDeleted', { problem: answer.problem }) },
    );
    if (answer.ok) setSure(false);
  };
  return (
    <>
      {!sure && (
        <button type="button" onClick={() => setSure(true)}>
          {i18n.t('data.delete')}
        </button>
      )}
      {sure && (
        <div class="box choices">
          <p>{i18n.t('data.what')}</p>
          <p>{i18n.t('data.stays')}</p>
          <label>
            <input
              type="checkbox"
              checked={there}
              onChange={({ currentTarget }) => setThere(currentTarget.checked)}
            />
            {i18n.t('data.there')}
          </label>
          <div class="row">
            <button type="button" onClick={remove}>
              {i18n.t('data.yes')}
            </button>
            <button type="button" onClick={() => setSure(false)}>
              {i18n.t('history.forgetNo')}
            </button>
          </div>
        </div>
      )}
      <p role="status" class={said?.problem ? 'problem' : undefined}>
        {said?.text}
      </p>
    </>
  );
}
