import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { Field } from '../../components/Field.tsx';
import { languageName } from '../../components/localised.ts';
import { changeSettings, useSettings } from '../../components/stored-settings.ts';
import { NOTICE_LANGUAGES } from '../../utils/notices/phrases.ts';
import { DAILY_CAP_MAX, endpointUrl, type Settings, settingsSchema } from '../../utils/settings.ts';

/** Who reports, where notices go, their language, and how many a day go without asking twice. */
export function Reporting() {
  const settings = useSettings();
  if (!settings) return null;
  return <ReportingForm settings={settings} />;
}

function ReportingForm({ settings }: { settings: Settings }) {
  const [form, setForm] = useState(settings);
  const [saved, setSaved] = useState<boolean | null>(null);
  const change = (part: Partial<Settings>) => {
    setSaved(null);
    setForm({ ...form, ...part });
  };
  const wrong = (field: keyof Settings) =>
    saved === false && !settingsSchema.shape[field].safeParse(form[field]).success;
  const save = async (event: Event) => {
    event.preventDefault();
    setSaved(await changeSettings(form));
  };
  const text = (field: 'name' | 'email' | 'endpoint' | 'token') => ({
    value: form[field],
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement }) => {
      const value = currentTarget.value.trim() === '' ? '' : currentTarget.value;
      // A token is for one endpoint: it does not follow to another.
      const other = field === 'endpoint' && endpointUrl(value) !== endpointUrl(settings.endpoint);
      change({ [field]: value, ...(other && { token: '' }) });
    },
  });
  return (
    <section aria-labelledby="reporting">
      <h2 id="reporting">{i18n.t('reporting.title')}</h2>
      <p class="quiet">{i18n.t('reporting.intro')}</p>
      <form noValidate onSubmit={(event) => void save(event)}>
        <Field label={i18n.t('report.name')}>
          {(control) => (
            <input {...control} type="text" autocomplete="name" maxLength={200} {...text('name')} />
          )}
        </Field>
        <Field label={i18n.t('report.email')}>
          {(control) => (
            <input {...control} type="email" autocomplete="email" maxLength={320} {...text('email')} />
          )}
        </Field>
        <Field
          label={i18n.t('report.endpoint')}
          hint={i18n.t('reporting.endpointHint')}
          problem={wrong('endpoint') ? i18n.t('problem.endpoint') : undefined}
        >
          {(control) => (
            <input
              {...control}
              type="url"
              spellcheck={false}
              placeholder="https://"
              maxLength={4_096}
              {...text('endpoint')}
            />
          )}
        </Field>
        <Field
          label={i18n.t('reporting.token')}
          hint={i18n.t('reporting.tokenHint')}
          problem={wrong('token') ? i18n.t('reporting.tokenWrong') : undefined}
        >
          {(control) => (
            <input {...control} type="password" autocomplete="off" maxLength={500} {...text('token')} />
          )}
        </Field>
        <Field label={i18n.t('reporting.language')} hint={i18n.t('reporting.languageHint')}>
          {(control) => (
            <select
              {...control}
              value={form.language}
              onChange={({ currentTarget }) => change({ language: currentTarget.value })}
            >
              <option value="">{i18n.t('reporting.languageInterface')}</option>
              {NOTICE_LANGUAGES.map((language) => (
                <option key={language} value={language} lang={language}>
                  {languageName(language)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field
          label={i18n.t('reporting.cap')}
          hint={i18n.t('reporting.capHint')}
          problem={wrong('dailyCap') ? i18n.t('reporting.capWrong', { most: DAILY_CAP_MAX }) : undefined}
        >
          {(control) => (
            <input
              {...control}
              type="number"
              min={1}
              max={DAILY_CAP_MAX}
              value={form.dailyCap}
              onInput={({ currentTarget }) => change({ dailyCap: currentTarget.valueAsNumber })}
            />
          )}
        </Field>
        <div class="row">
          <button type="submit">{i18n.t('reporting.save')}</button>
          <p role="status" class={saved === false ? 'problem' : 'quiet'}>
            {saved === null ? '' : i18n.t(saved ? 'reporting.saved' : 'reporting.notSaved')}
          </p>
        </div>
      </form>
    </section>
  );
}
