import { html } from 'hono/html';
import type { Decision } from '../../utils/notices/interface.ts';
import type { CaseFile, NoticeOnFile } from './case-file.ts';
import { deadline } from './clocks.ts';
import { type DecisionDraft, decisionForm } from './decision-view.ts';
import { CATEGORY_NAMES, isCategory, keywordName, MEASURE_NAMES } from './names.ts';
import { clock, counted, csrfField, type Html, outside, page, prose, time, type Viewer } from './page.ts';

/** Notices shown whole; a case may have more, which say the same of the same listing. */
const SHOWN = 10;

const categoryName = (category: string) => (isCategory(category) ? CATEGORY_NAMES[category] : category);

/** How a moderator stands to a case: what they may do with it. */
export type Standing = 'mine' | 'free' | 'taken' | 'not for you' | 'decided';

/** A case: what was reported, by whom, about whom, and what is decided. */
export const caseView = (viewer: Viewer, file: CaseFile, standing: Standing, draft?: DecisionDraft): Html => {
  const { case: row, notices, complaint } = file;
  const title = file.listings[0]?.title ?? file.listings[0]?.urls[0] ?? 'Case';
  return page(
    row.about === 'complaint' ? `Complaint: ${title}` : title,
    viewer,
    html`
${draft && Object.keys(draft.problems).length > 0 && problems(draft.problems)}
<p class="tags">${row.place < 10 && html`<span class="tag note"><span aria-hidden="true">●</span> Trusted flagger</span>`}${row.state === 'open' ? clock(row.due_at) : html`<span class="tag">Decided</span>`}${file.claimant && html`<span class="tag">With ${file.claimant}</span>`}</p>
<p class="meta">${categoryName(row.category)} · ${counted(notices.length, 'notice')} · since ${time(row.opened_at)}${row.state === 'open' && html` · ${dueText(file)}`}</p>
<div class="columns">
<div>
${complaint && complaintView(complaint)}
${file.decision && html`<section class="card"><h2>Decision</h2>${decisionView(file.decision)}</section>`}
<section><h2>${notices.length === 1 ? 'The notice' : `The notices, decided together`}</h2>
${notices.slice(0, SHOWN).map((notice) => noticeView(row.id, notice))}
${notices.length > SHOWN && html`<p>And ${notices.length - SHOWN} more about the same listings: ${notices.slice(SHOWN).map(({ number }) => html`<code>${number}</code> `)}</p>`}
</section>
</div>
<aside>
<section class="card"><h2>${counted(file.listings.length, 'listing')}</h2>
<ul class="plain">${file.listings.map(({ title, urls, reports }) => html`<li>${title && html`<strong>${title}</strong><br>`}${urls.map((url) => html`${outside(url)}<br>`)}<span class="meta">reported ${reports === 1 ? 'once' : `${reports} times`}${urls.length > 1 && html` under ${urls.length} addresses; look at each`}</span></li>`)}</ul>
</section>
<section class="card"><h2>This trader before</h2>${historyView(file, row.trader !== null)}</section>
</aside>
<div>
${actions(viewer, file, standing, draft)}
</div>
</div>`,
  );
};

const problems = (all: Record<string, string>): Html =>
  html`<div class="problem" role="alert" tabindex="-1" id="problems"><h2>Not decided yet</h2><ul>${Object.entries(all).map(([name, text]) => html`<li><a href="#${name}">${text}</a></li>`)}</ul></div>`;

function dueText({ case: row }: CaseFile): Html {
  const { by } = deadline(
    row.about,
    isCategory(row.category) ? row.category : 'STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE',
    row.opened_at,
  );
  return by === 'gpsr'
    ? html`due ${time(row.due_at)}: three working days, Regulation (EU) 2023/988, Art. 22; public holidays are not taken off`
    : html`due ${time(row.due_at)}: our own aim; the law says “without undue delay”`;
}

const noticeView = (
  caseId: string,
  { id, number, receivedAt, content, notifier, flagger, attachments }: NoticeOnFile,
): Html => html`<article class="card">
<h3>Notice <code>${number}</code></h3>
<p class="meta">${time(receivedAt)} · ${categoryName(content.category)}${content.keyword && html` (${keywordName(content.keyword)})`} · in ${content.language}${flagger && html` · trusted flagger ${flagger}`}</p>
<div lang="${content.language}">${prose(content.explanation)}</div>
${content.evidence.length > 0 && html`<h4>Words on the page</h4><ul class="plain">${content.evidence.map(({ listing, field, text, rule }) => html`<li><q>${text}</q> <span class="meta">in the ${field}${content.listings.length > 1 && html` of listing ${listing + 1}`}, by rule ${rule}</span></li>`)}</ul>`}
${content.law.length > 0 && html`<h4>Law named</h4><ul class="plain">${content.law.map(({ act, article, url }) => html`<li>${act}${article && html`, Art. ${article}`}<br>${url ? outside(url) : 'named by the notifier'}</li>`)}</ul>`}
<h4>Where</h4><ol class="plain">${content.listings.map(({ url, title, marketplace, id, variant, seller }) => html`<li>${title && html`${title}<br>`}${outside(url)}<br><span class="meta">${[marketplace, id && `item ${id}`, variant && `variant ${variant}`, seller?.name && `sold by ${seller.name}`, seller?.id && `seller ${seller.id}`].filter(Boolean).join(' · ')}</span></li>`)}</ol>
${
  attachments.length > 0 &&
  html`<h4>Attached</h4><ul class="plain">${attachments.map(({ sha256, name, mediaType, size, received }) =>
    received
      ? html`<li><a href="/moderation/cases/${caseId}/attachments/${id}/${sha256}" download>${name}</a> <span class="meta">${mediaType}, ${size.toLocaleString('en')} bytes. Somebody else’s file: open it with care.</span></li>`
      : html`<li>${name} <span class="meta">was not handed in</span></li>`,
  )}</ul>`
}
<details><summary>Who reported</summary><p>${notifier ? html`${notifier.name}, ${notifier.email}` : 'Not named, or erased.'}</p></details>
</article>`;

const complaintView = ({
  complaint,
  receivedAt,
  first,
  firstBy,
}: NonNullable<CaseFile['complaint']>): Html => html`<section class="card"><h2>The complaint</h2>
<p class="meta">${time(receivedAt)} · in ${complaint.language}</p>
<div lang="${complaint.language}">${prose(complaint.explanation)}</div></section>
<section class="card"><h2>The decision it is about</h2>${firstBy && html`<p class="meta">by ${firstBy}</p>`}${decisionView(first)}</section>`;

const decisionView = (decision: Decision): Html => html`<dl>
<dt>Decided</dt><dd>${time(decision.decidedAt)}</dd>
<dt>Outcome</dt><dd>${decision.outcome === 'acted' ? 'Something was done' : 'Nothing was done'}</dd>
${decision.measures.length > 0 && html`<dt>Measures</dt><dd>${decision.measures.map((measure) => MEASURE_NAMES[measure]).join('; ')}</dd>`}
${decision.ground && html`<dt>Ground</dt><dd>${decision.ground === 'DECISION_GROUND_ILLEGAL_CONTENT' ? 'Illegal content' : 'Terms of the contract'}: ${decision.groundReference}</dd>`}
</dl>
${prose(decision.reasons)}`;

const historyView = ({ history, before }: CaseFile, known: boolean): Html =>
  history.length === 0
    ? html`<p>${known ? 'Nothing was reported before.' : 'No notice says who sells it.'}</p>`
    : html`<p>${counted(before.cases, 'other case')}; something was done in ${before.acted}.${before.cases > history.length && html` The latest:`}</p>
<ul class="plain">${history.map(({ id, about, openedAt, category, notices, outcome }) => html`<li><a href="/moderation/cases/${id}">${about === 'complaint' ? 'Complaint' : counted(notices, 'notice')}, ${time(openedAt)}</a><br><span class="meta">${categoryName(category)} · ${outcome === null ? 'open' : outcome === 'acted' ? 'something was done' : 'nothing was done'}</span></li>`)}</ul>`;

const button = (viewer: Viewer, action: string, text: string, accent: boolean): Html =>
  html`<form method="post" action="${action}">${csrfField(viewer.csrf)}<button class="${accent ? 'accent' : 'quiet'}">${text}</button></form>`;

function actions(viewer: Viewer, file: CaseFile, standing: Standing, draft?: DecisionDraft): Html {
  const at = `/moderation/cases/${file.case.id}`;
  switch (standing) {
    case 'mine':
      return html`<section class="card" aria-labelledby="decide"><h2 id="decide">${file.complaint ? 'Answer the complaint' : 'Decide'}</h2>${decisionForm(viewer, file, draft)}</section>
${button(viewer, `${at}/release`, 'Give the case back', false)}`;
    case 'free':
      return button(viewer, `${at}/claim`, 'Take this case', true);
    case 'taken':
      return html`<p>${file.claimant ?? 'Somebody else'} has this case before them.</p>`;
    case 'not for you':
      return html`<p>You took the decision this complaint is about; somebody else answers it (Art. 20(4) and (6)).</p>`;
    case 'decided':
      return html``;
  }
}
