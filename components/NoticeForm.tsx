import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { NOTICE_LANGUAGES, type NoticeLanguage } from '../utils/notices/phrases.ts';
import {
  fieldsOf,
  type NoticeFields,
  type Report,
  saidInEnglish,
  templateOf,
  withFields,
} from '../utils/notices/report.ts';
import { CATEGORIES, type Category, type Keyword, keywordsOf } from '../utils/notices/taxonomy.ts';
import { Field } from './Field.tsx';
import { sentenceOf } from './Finding.tsx';
import { Grounds } from './Grounds.tsx';
import { languageName } from './localised.ts';
import type { NoticeProblems } from './notice-fields.ts';

interface Props {
  report: Report;
  problems: NoticeProblems['fields'];
  change(report: Report): void;
}

const problemText = (problems: Props['problems'], field: keyof NoticeFields) =>
  problems[field] && i18n.t(`problem.${problems[field]}`);

/** First block of a report: why the content is alleged to be illegal (Art. 16(2)(a)), and its kind. */
export function WhatIsWrong({
  report,
  problems,
  change,
  children,
}: Props & { children?: ComponentChildren }) {
  const fields = fieldsOf(report);
  const set = (words: Partial<NoticeFields>) => change(withFields(report, words));
  return (
    <section class="block" aria-labelledby="what">
      <h2 id="what">{i18n.t('report.what')}</h2>
      {children}
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
            lang={report.language}
            dir="auto"
            value={fields.explanation}
            onInput={({ currentTarget }) => set({ explanation: currentTarget.value })}
          />
        )}
      </Field>
      {report.own.explanation !== undefined && (
        <p class="meta">
          {i18n.t('report.own')}{' '}
          <button type="button" class="plain small" onClick={() => set({ explanation: templateOf(report) })}>
            {i18n.t('report.anew')}
          </button>
        </p>
      )}
      <Details {...{ report, problems, change }} />
    </section>
  );
}

/** The notice's language and kind, and what it rests on: said in one line, opened to be changed. */
function Details({ report, problems, change }: Props) {
  const { category, keyword } = fieldsOf(report);
  const set = (words: Partial<NoticeFields>) => change(withFields(report, words));
  return (
    <>
      <details class="grounds" open={problems.keyword !== undefined}>
        <summary>
          {i18n.t('report.details')}
          <span class="meta">
            {i18n.t(`taxonomy.${keyword ?? category}`)} · {languageName(report.language)}
          </span>
        </summary>
        <Field
          label={i18n.t('report.language')}
          hint={report.own.explanation === undefined ? undefined : i18n.t('report.languageOwn')}
        >
          {(control) => (
            <select
              {...control}
              value={report.language}
              onChange={({ currentTarget }) =>
                change({ ...report, language: currentTarget.value as NoticeLanguage })
              }
            >
              {NOTICE_LANGUAGES.map((language) => (
                <option key={language} value={language} lang={language}>
                  {languageName(language)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={i18n.t('report.category')} problem={problemText(problems, 'category')}>
          {(control) => (
            <select
              {...control}
              value={category}
              onChange={({ currentTarget }) =>
                set({ category: currentTarget.value as Category, keyword: null })
              }
            >
              {CATEGORIES.map((one) => (
                <option key={one} value={one}>
                  {i18n.t(`taxonomy.${one}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {keywordsOf(category).length > 0 && (
          <Field label={i18n.t('report.keyword')} problem={problemText(problems, 'keyword')}>
            {(control) => (
              <select
                {...control}
                value={keyword ?? ''}
                onChange={({ currentTarget }) =>
                  set({ category, keyword: (currentTarget.value || null) as Keyword | null })
                }
              >
                <option value="">{i18n.t('report.noKeyword')}</option>
                {keywordsOf(category).map((one) => (
                  <option key={one} value={one}>
                    {i18n.t(`taxonomy.${one}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        <Grounds report={report} change={change} />
      </details>
      <SaidInEnglish report={report} />
    </>
  );
}

/** Which findings a notice says in English although its language is another; nothing where it says none so. */
export function SaidInEnglish({ report }: { report: Report }) {
  const findings = report.own.explanation === undefined ? saidInEnglish(report) : [];
  if (findings.length === 0) return null;
  return (
    <p class="meta">
      {i18n.t('report.inEnglish', {
        language: languageName(report.language),
        findings: findings.map((finding) => sentenceOf(finding).text).join(' '),
      })}
    </p>
  );
}

/** What was filled in before, in one line with a way to change it. */
function Known({ text, change }: { text: string; change(): void }) {
  return (
    <p class="known">
      <bdi>{text}</bdi>
      <button type="button" class="plain" onClick={change}>
        {i18n.t('report.change')}
        <span class="unseen"> {text}</span>
      </button>
    </p>
  );
}

/** Second block of a report: who reports (Art. 16(2)(c)). One line where it is known. */
export function WhoReports({ report, problems, change, known }: Props & { known: boolean }) {
  const [open, setOpen] = useState(!known);
  const { name, email } = report;
  const set = (words: Partial<NoticeFields>) => change(withFields(report, words));
  return (
    <section class="block" aria-labelledby="who">
      <h2 id="who">{i18n.t('report.who')}</h2>
      {!open && !problems.name && !problems.email ? (
        <Known text={`${name}, ${email}`} change={() => setOpen(true)} />
      ) : (
        <>
          <Field label={i18n.t('report.name')} problem={problemText(problems, 'name')}>
            {(control) => (
              <input
                {...control}
                type="text"
                autocomplete="name"
                maxLength={200}
                value={name}
                onInput={({ currentTarget }) => set({ name: currentTarget.value })}
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
                value={email}
                onInput={({ currentTarget }) => set({ email: currentTarget.value })}
              />
            )}
          </Field>
        </>
      )}
    </section>
  );
}

/** The endpoint the notice goes to; part of the third block, what is sent. One line where it is known. */
export function WhereItGoes({
  report,
  problems,
  change,
  known,
  marketplace,
  folded,
}: Props & { known: boolean; marketplace: string /** Another way is there and chosen. */; folded: boolean }) {
  const [open, setOpen] = useState(!known);
  // A problem unfolds it; that the problem is gone folds nothing away while somebody types.
  const [unfolded, unfold] = useState(false);
  useEffect(() => {
    if (problems.endpoint) unfold(true);
  }, [problems.endpoint]);
  if (!open && !problems.endpoint)
    return (
      <Known
        text={i18n.t('report.to', { host: new URL(report.endpoint).host })}
        change={() => setOpen(true)}
      />
    );
  const field = (
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
          value={report.endpoint}
          onInput={({ currentTarget }) =>
            change({ ...withFields(report, { endpoint: currentTarget.value }), way: 'endpoint' })
          }
        />
      )}
    </Field>
  );
  if (!folded) return field;
  return (
    <details
      class="grounds elsewhere"
      open={unfolded || problems.endpoint !== undefined}
      onToggle={({ currentTarget }) => unfold(currentTarget.open)}
    >
      <summary>{i18n.t('report.elsewhere')}</summary>
      {field}
    </details>
  );
}
