import { i18n } from '#i18n';
import { CATEGORIES, type Category, type Keyword, keywordsOf } from '../utils/notices/taxonomy.ts';
import { Field } from './Field.tsx';
import type { NoticeFields, NoticeProblems } from './notice-fields.ts';

interface Props {
  fields: NoticeFields;
  problems: NoticeProblems['fields'];
  change(change: Partial<NoticeFields>): void;
}

const problemText = (problems: Props['problems'], field: keyof NoticeFields) =>
  problems[field] && i18n.t(`problem.${problems[field]}`);

/** First block of a report: why the content is alleged to be illegal (Art. 16(2)(a)), and its kind. */
export function WhatIsWrong({ fields, problems, change }: Props) {
  return (
    <section class="block" aria-labelledby="what">
      <h2 id="what">{i18n.t('report.what')}</h2>
      <Field
        label={i18n.t('report.explanation')}
        hint={i18n.t('report.explanationHint')}
        problem={problemText(problems, 'explanation')}
      >
        {(control) => (
          <textarea
            {...control}
            rows={8}
            maxLength={20_000}
            value={fields.explanation}
            onInput={({ currentTarget }) => change({ explanation: currentTarget.value })}
          />
        )}
      </Field>
      <Field label={i18n.t('report.category')} problem={problemText(problems, 'category')}>
        {(control) => (
          <select
            {...control}
            value={fields.category}
            onChange={({ currentTarget }) =>
              change({ category: currentTarget.value as Category, keyword: null })
            }
          >
            {CATEGORIES.map((category) => (
              <option key={category} value={category}>
                {i18n.t(`taxonomy.${category}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {keywordsOf(fields.category).length > 0 && (
        <Field label={i18n.t('report.keyword')} problem={problemText(problems, 'keyword')}>
          {(control) => (
            <select
              {...control}
              value={fields.keyword ?? ''}
              onChange={({ currentTarget }) =>
                change({ keyword: (currentTarget.value || null) as Keyword | null })
              }
            >
              <option value="">{i18n.t('report.noKeyword')}</option>
              {keywordsOf(fields.category).map((keyword) => (
                <option key={keyword} value={keyword}>
                  {i18n.t(`taxonomy.${keyword}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      {isAbuseOfChildren(fields.keyword) && (
        <p class="box" role="note">
          {i18n.t('report.hotline')}{' '}
          <a href="https://www.inhope.org/EN#hotlineReferral" target="_blank" rel="noopener noreferrer">
            inhope.org
          </a>
        </p>
      )}
    </section>
  );
}

/** Content for which a notice needs no name, and for which hotlines are there (Directive 2011/93/EU). */
const isAbuseOfChildren = (keyword: Keyword | null) =>
  keyword?.startsWith('KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL') ?? false;

/** Second block of a report: who reports (Art. 16(2)(c)). */
export function WhoReports({ fields, problems, change }: Props) {
  return (
    <section class="block" aria-labelledby="who">
      <h2 id="who">{i18n.t('report.who')}</h2>
      <Field label={i18n.t('report.name')} problem={problemText(problems, 'name')}>
        {(control) => (
          <input
            {...control}
            type="text"
            autocomplete="name"
            maxLength={200}
            value={fields.name}
            onInput={({ currentTarget }) => change({ name: currentTarget.value })}
          />
        )}
      </Field>
      <Field
        label={i18n.t('report.email')}
        hint={i18n.t('report.whoHint')}
        problem={problemText(problems, 'email')}
      >
        {(control) => (
          <input
            {...control}
            type="email"
            autocomplete="email"
            maxLength={320}
            value={fields.email}
            onInput={({ currentTarget }) => change({ email: currentTarget.value })}
          />
        )}
      </Field>
    </section>
  );
}

/** Where the notice goes; part of the third block, what is sent. */
export function WhereItGoes({ fields, problems, change, marketplace }: Props & { marketplace: string }) {
  return (
    <Field
      label={i18n.t('report.endpoint')}
      hint={i18n.t('report.endpointHint', { marketplace })}
      problem={problemText(problems, 'endpoint')}
    >
      {(control) => (
        <input
          {...control}
          type="url"
          inputMode="url"
          spellcheck={false}
          placeholder="https://"
          maxLength={4_096}
          value={fields.endpoint}
          onInput={({ currentTarget }) => change({ endpoint: currentTarget.value })}
        />
      )}
    </Field>
  );
}
