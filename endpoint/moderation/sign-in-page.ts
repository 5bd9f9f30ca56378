import { html } from 'hono/html';
import { csrfField, type Html, page } from './page.ts';
import { PASSWORD_MAX } from './passwords.ts';

/** The page moderators sign in on; `problem` says why they are still there. */
export const signInPage = (csrf: string, next: string, problem?: string): Html =>
  page(
    'Sign in',
    { moderator: null, csrf },
    html`
${problem && html`<p class="problem" role="alert">${problem}</p>`}
<form class="card narrow" method="post" action="/moderation/sign-in">
${csrfField(csrf)}
<input type="hidden" name="next" value="${next}">
<label for="name">Name</label>
<input id="name" name="name" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="100">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="${PASSWORD_MAX}">
<button class="accent">Sign in</button>
</form>`,
  );
