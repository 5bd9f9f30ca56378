import { html } from 'hono/html';
import { CATEGORIES } from '../../utils/notices/taxonomy.ts';
import { CATEGORY_NAMES, isCategory } from './names.ts';
import { clock, counted, csrfField, type Html, page, time, type Viewer } from './page.ts';
import { type Filter, type QueueRow, queryOf, type queueCounts, type queuePage } from './queue.ts';

const categoryName = (category: string) => (isCategory(category) ? CATEGORY_NAMES[category] : category);

export interface QueueView {
  filter: Filter;
  counts: Awaited<ReturnType<typeof queueCounts>>;
  found: Awaited<ReturnType<typeof queuePage>>;
}

/** The queue: what is waiting, the most pressing first, and a way to take the next one. */
export const queueView = (viewer: Viewer, { filter, counts, found }: QueueView, notice?: string): Html =>
  page(
    filter.state === 'open' ? 'Waiting for a decision' : 'Decided',
    viewer,
    html`
${notice && html`<p class="said" role="status">${notice}</p>`}
<p class="counts">${counted(counts.open, 'open case')}${counts.overdue > 0 && html` · <a href="/moderation/queue?overdue=1">${counts.overdue} overdue</a>`}${counts.flagged > 0 && html` · <a href="/moderation/queue?flagged=1">${counts.flagged} from trusted flaggers</a>`}${counts.complaints > 0 && html` · <a href="/moderation/queue?about=complaint">${counted(counts.complaints, 'complaint')}</a>`}</p>
${
  counts.open > 0 &&
  html`<form method="post" action="/moderation/next">${csrfField(viewer.csrf)}<button class="accent">Take the next case</button></form>`
}
${filters(filter)}
${
  found.rows.length === 0
    ? html`<p>No case ${filter.state === 'open' ? 'is waiting' : 'was decided'} here.</p>`
    : html`<ol class="cases">${found.rows.map(row)}</ol>`
}
${
  found.next &&
  html`<p><a class="button quiet" href="/moderation/queue${queryOf({ ...filter, after: found.next })}">Next page</a></p>`
}`,
  );

const option = (value: string, text: string, chosen: boolean) =>
  html`<option value="${value}"${chosen ? html` selected` : ''}>${text}</option>`;
const check = (name: string, text: string, on: boolean) =>
  html`<label class="check"><input type="checkbox" name="${name}" value="1"${on ? html` checked` : ''}> ${text}</label>`;

const filters = (
  filter: Filter,
): Html => html`<form class="filters" method="get" action="/moderation/queue" role="search" aria-label="Which cases are shown">
<div><label for="state">State</label>
<select id="state" name="state">${option('open', 'Waiting', filter.state === 'open')}${option('decided', 'Decided', filter.state === 'decided')}</select></div>
<div><label for="about">About</label>
<select id="about" name="about">${option('', 'Notices and complaints', !filter.about)}${option('notice', 'Notices', filter.about === 'notice')}${option('complaint', 'Complaints', filter.about === 'complaint')}</select></div>
<div><label for="category">Category</label>
<select id="category" name="category">${option('', 'All categories', !filter.category)}${CATEGORIES.map((category) => option(category, CATEGORY_NAMES[category], filter.category === category))}</select></div>
<div class="checks">${check('flagged', 'Trusted flaggers', filter.flagged)}${check('overdue', 'Overdue', filter.overdue)}${check('mine', 'Before me', filter.mine)}</div>
<button class="quiet">Show</button>
</form>`;

const row = (one: QueueRow): Html => html`<li class="card">
<h2><a href="/moderation/cases/${one.id}">${one.title ?? one.url}</a></h2>
<p class="tags">${one.place < 10 && html`<span class="tag note"><span aria-hidden="true">●</span> Trusted flagger</span>`}${one.about === 'complaint' && html`<span class="tag note">Complaint</span>`}${one.state === 'open' ? clock(one.due_at) : html`<span class="tag">Decided</span>`}${one.claimant && html`<span class="tag">With ${one.claimant}</span>`}</p>
<p class="meta">${categoryName(one.category)} · ${counted(one.notices, 'notice')} · ${one.number} · ${one.state === 'open' ? html`since ${time(one.opened_at)}` : one.decided_at && html`decided ${time(one.decided_at)}`}${one.seller && html` · sold by ${one.seller}`}</p>
</li>`;
