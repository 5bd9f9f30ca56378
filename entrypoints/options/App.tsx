import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import { background } from '../../components/background.ts';
import { interfaceLanguage, localised } from '../../components/localised.ts';
import type { PacksStatus } from '../../utils/messages.ts';
import { Notices } from './Notices.tsx';
import { PersonalRules } from './PersonalRules.tsx';
import { Publishers } from './Publishers.tsx';
import { Reporting } from './Reporting.tsx';

/** The settings: which packs pages are checked against, who publishes them, and what the person adds. */
export function App() {
  const [status, setStatus] = useState<PacksStatus | null>(null);
  useEffect(() => void background.packs().then(setStatus), []);
  if (!status) return null;
  return (
    <main>
      <h1>{i18n.t('options.title')}</h1>
      <Reporting />
      <section aria-labelledby="packs">
        <h2 id="packs">{i18n.t('options.packs')}</h2>
        <p class="quiet">{i18n.t('options.packsIntro')}</p>
        {status.problems.map((problem) => (
          <p class="problem" key={problem}>
            {problem}
          </p>
        ))}
        <PacksTable packs={status.packs} />
      </section>
      <Publishers status={status} changed={setStatus} />
      <Notices />
      <PersonalRules personal={status.personal} changed={setStatus} />
      <p>
        <a href={browser.runtime.getURL('/diagnostics.html')}>{i18n.t('diagnostics.link')}</a>
      </p>
    </main>
  );
}

function PacksTable({ packs }: Pick<PacksStatus, 'packs'>) {
  const day = new Intl.DateTimeFormat(interfaceLanguage(), { dateStyle: 'medium', timeZone: 'UTC' });
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">{i18n.t('options.pack')}</th>
            <th scope="col" class="number">
              {i18n.t('options.rules')}
            </th>
            <th scope="col" class="number">
              {i18n.t('options.version')}
            </th>
            <th scope="col">{i18n.t('options.updated')}</th>
          </tr>
        </thead>
        <tbody>
          {packs
            .filter(({ rules }) => rules > 0)
            .map(({ id, title, rules, version, updated }) => {
              const { text, lang } = localised(title);
              return (
                <tr key={id}>
                  <th scope="row" lang={lang}>
                    {text}
                  </th>
                  <td class="number">{rules}</td>
                  <td class="number">{version}</td>
                  <td>{day.format(new Date(updated))}</td>
                </tr>
              );
            })}
        </tbody>
      </table>
    </div>
  );
}
