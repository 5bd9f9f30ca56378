import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Moderator } from './moderators.ts';

/** A piece of a page. Everything put into one with `html` is escaped; nothing that came from outside is `raw`. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** Who looks at a page, and what every form on it carries. */
export interface Viewer {
  moderator: Moderator | null;
  csrf: string;
}

/** A whole page. */
export const page = (
  title: string,
  { moderator, csrf }: Viewer,
  content: Html,
): Html => html`${raw('<!doctype html>')}
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Notices</title>
<link rel="stylesheet" href="/moderation/style.css">
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="top">
<a class="home" href="/moderation/queue">Notices</a>
${
  moderator &&
  html`<form class="who" method="post" action="/moderation/sign-out">${csrfField(csrf)}
<span>${moderator.name}</span> <button class="quiet">Sign out</button></form>`
}
</header>
<main id="content" tabindex="-1">
<h1>${title}</h1>
${content}
</main>
</body>
</html>`;

export const csrfField = (csrf: string): Html => html`<input type="hidden" name="csrf" value="${csrf}">`;

/** A time as people read it, and exactly for machines. */
export const time = (at: string): Html =>
  html`<time datetime="${at}">${new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(new Date(at))} UTC</time>`;

const DAY_MS = 24 * 3_600_000;

/** "2 days", "5 hours", "1 minute". */
export function span(ms: number): string {
  const units: [string, number][] = [
    ['day', DAY_MS],
    ['hour', 3_600_000],
    ['minute', 60_000],
  ];
  const [name, size] = units.find(([, size]) => ms >= size) ?? ['minute', 60_000];
  const count = Math.max(1, Math.floor(ms / size));
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}

/** Says how a deadline stands, by a shape, a word and a colour. */
export function clock(dueAt: string, now = Date.now()): Html {
  const left = Date.parse(dueAt) - now;
  if (left < 0)
    return html`<span class="tag danger"><span aria-hidden="true">⬣</span> Overdue by ${span(-left)}</span>`;
  if (left < DAY_MS)
    return html`<span class="tag warning"><span aria-hidden="true">▲</span> Due in ${span(left)}</span>`;
  return html`<span class="tag">Due in ${span(left)}</span>`;
}

/** Somebody else's page: it is told nothing of where we come from. Only web addresses become links. */
export const outside = (url: string): Html =>
  /^https?:\/\//i.test(url) && URL.canParse(url)
    ? html`<a href="${url}" rel="noreferrer noopener external" referrerpolicy="no-referrer">${url}</a>`
    : html`${url}`;

/** Lines as they were written. */
export const prose = (text: string): Html => html`<div class="prose">${text}</div>`;

/** "1 notice", "3 notices". */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
