import { html } from 'hono/html';
import { MEASURES, type Measure } from '../../utils/notices/interface.ts';
import type { CaseFile } from './case-file.ts';
import { type FormFields, REASONS_MIN } from './decision-form.ts';
import { MEASURE_NAMES } from './names.ts';
import { csrfField, type Html, type Viewer } from './page.ts';

/** A decision as it was sent and not taken: what stood in the form, and what is wrong with it. */
export interface DecisionDraft {
  fields: FormFields;
  problems: Record<string, string>;
}

/** Listings that can be chosen one by one; a case with more says so. */
const LISTINGS_SHOWN = 200;

/** The form of a statement of reasons (Art. 17(3)): measures, facts, automated means, ground; redress is added. */
export function decisionForm(
  viewer: Viewer,
  { case: row, notices, listings }: CaseFile,
  draft?: DecisionDraft,
): Html {
  const has = (name: string, value: string, first = false) =>
    draft ? (draft.fields[name]?.includes(value) ?? false) : first;
  const text = (name: string) => draft?.fields[name]?.at(-1) ?? '';
  const problem = (name: string) => draft?.problems[name];
  const wrong = (name: string) =>
    problem(name) ? html` aria-invalid="true" aria-describedby="${name}-problem"` : '';
  const said = (name: string) =>
    problem(name) ? html`<p class="problem" id="${name}-problem">${problem(name)}</p>` : '';
  const choice = (
    type: 'radio' | 'checkbox',
    name: string,
    value: string,
    label: Html | string,
    on: boolean,
  ) =>
    html`<label class="check"><input type="${type}" name="${name}" value="${value}"${on ? html` checked` : ''}> <span>${label}</span></label>`;
  const group = (name: string, legend: string, choices: Html | Html[]) =>
    html`<fieldset id="${name}" tabindex="-1"${wrong(name)}><legend>${legend}</legend>${said(name)}<div class="choices">${choices}</div></fieldset>`;
  const measure = (one: Measure) =>
    choice('checkbox', 'measures', one, MEASURE_NAMES[one], has('measures', one));

  return html`<form class="decision" method="post" action="/moderation/cases/${row.id}/decision">
${csrfField(viewer.csrf)}
<input type="hidden" name="seen" value="${notices.length}">
${group('outcome', 'What comes of it', [
  choice('radio', 'outcome', 'acted', 'Something is done', has('outcome', 'acted')),
  choice('radio', 'outcome', 'not-acted', 'Nothing is done', has('outcome', 'not-acted')),
])}
${group('measures', 'What is done', MEASURES.map(measure))}
${group(
  'listings',
  'About which listings',
  listings
    .slice(0, LISTINGS_SHOWN)
    .map(({ key, title, urls }) =>
      choice('checkbox', 'listings', key, title ?? urls[0] ?? key, has('listings', key, true)),
    ),
)}
${group('ground', 'Ground', [
  choice(
    'radio',
    'ground',
    'DECISION_GROUND_ILLEGAL_CONTENT',
    'Illegal content',
    has('ground', 'DECISION_GROUND_ILLEGAL_CONTENT'),
  ),
  choice(
    'radio',
    'ground',
    'DECISION_GROUND_INCOMPATIBLE_CONTENT',
    'Contrary to our terms',
    has('ground', 'DECISION_GROUND_INCOMPATIBLE_CONTENT'),
  ),
])}
<label for="groundReference">Provision or term</label>
${said('groundReference')}
<input id="groundReference" name="groundReference" maxlength="500" list="law" value="${text('groundReference')}"${wrong('groundReference')}>
<datalist id="law">${lawNamed(notices).map((law) => html`<option value="${law}"></option>`)}</datalist>
<label for="reasons">Facts, and why they lead here</label>
<p class="meta" id="reasons-hint">Those who reported and the trader read this, and it is published without names: at least ${REASONS_MIN} characters, nothing about a person.</p>
${said('reasons')}
<textarea id="reasons" name="reasons" rows="8" maxlength="5000" required${problem('reasons') ? wrong('reasons') : html` aria-describedby="reasons-hint"`}>${text('reasons')}</textarea>
<label for="contentDate">Listed since, if known</label>
${said('contentDate')}
<input id="contentDate" name="contentDate" type="date" min="2000-01-01" value="${text('contentDate')}"${wrong('contentDate')}>
${group('automatedDecision', 'Automated means used for this decision', [
  choice(
    'radio',
    'automatedDecision',
    'AUTOMATED_DECISION_NOT_AUTOMATED',
    'None',
    has('automatedDecision', 'AUTOMATED_DECISION_NOT_AUTOMATED', true),
  ),
  choice(
    'radio',
    'automatedDecision',
    'AUTOMATED_DECISION_PARTIALLY',
    'As a help',
    has('automatedDecision', 'AUTOMATED_DECISION_PARTIALLY'),
  ),
])}
<p class="meta">${row.about === 'complaint' ? 'Out-of-court bodies and courts are named as redress.' : 'A complaint for six months, out-of-court bodies and courts are named as redress.'} ${notices.length === 1 ? 'The notifier gets' : `Each of the ${notices.length} notifiers gets`} the decision about what they reported.</p>
<button class="accent">${row.about === 'complaint' ? 'Answer the complaint' : 'Decide'}${notices.length > 1 ? ` all ${notices.length} notices` : ''}</button>
</form>`;
}

/** The provisions the notices name, to choose from. */
const lawNamed = (notices: CaseFile['notices']): string[] =>
  [
    ...new Set(
      notices.flatMap(({ content }) =>
        content.law.map(({ act, article }) => (article ? `${act}, Art. ${article}` : act)),
      ),
    ),
  ].slice(0, 20);
