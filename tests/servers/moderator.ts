import { parseHTML } from 'linkedom';
import type { Decision, Measure } from '../../utils/notices/interface.ts';

/** A page as a browser without scripts has it. */
export interface Page {
  status: number;
  /** Where it is, after redirects: path and query. */
  path: string;
  document: Document;
  /** What can be read on it, in one line. */
  text: string;
}

/** What a moderator fills into the form of a decision. */
export interface DecisionFields {
  outcome: Decision['outcome'];
  measures?: readonly Measure[];
  ground?: NonNullable<Decision['ground']>;
  groundReference?: string;
  reasons: string;
}

/** A moderator at the pages of an endpoint. All that is done goes through the forms, as they are on the page. */
export interface ModeratorAtWork {
  open(path: string): Promise<Page>;
  /** Fills in and sends the form whose action ends so; a list chooses boxes, and no member leaves what is there. */
  send(page: Page, action: string, fields?: Record<string, string | readonly string[]>): Promise<Page>;
  /** Takes the open case with a notice of this number, or the complaint about it, and decides it. */
  decide(number: string, decision: DecisionFields, about?: 'notice' | 'complaint'): Promise<Page>;
}

type Ask = (url: string, init: RequestInit) => Promise<Response>;

/**
 * Signs in at `base`, an endpoint's base URL, with what `npm run endpoint -- moderator add` was given. Throws when
 * that does not work. `ask` is `fetch` unless the endpoint has no socket.
 */
export async function signInModerator(
  base: string,
  { name, password }: { name: string; password: string },
  ask: Ask = fetch,
): Promise<ModeratorAtWork> {
  const browser = atPages(base, ask);
  const page = await browser.open('/moderation/sign-in');
  const after = await browser.send(page, '/sign-in', { name, password });
  if (after.status !== 200 || after.path.includes('sign-in'))
    throw new Error(`${name} cannot sign in: ${after.status} ${after.text.slice(0, 300)}`);
  return browser;
}

/** The same without signing in. */
export function atPages(base: string, ask: Ask = fetch): ModeratorAtWork {
  const { origin } = new URL(base);
  const cookies = new Map<string, string>();

  async function go(path: string, init: RequestInit = {}): Promise<Page> {
    const url = new URL(path, origin);
    const headers = new Headers(init.headers);
    headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await ask(url.href, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (response.status === 303 && location) return go(location);
    const { document } = parseHTML(await response.text());
    return {
      status: response.status,
      path: url.pathname + url.search,
      document,
      text: (document.body?.textContent ?? '').replace(/\s+/g, ' ').trim(),
    };
  }

  async function send(page: Page, action: string, fields: Record<string, string | readonly string[]> = {}) {
    const form = [...page.document.querySelectorAll('form')].find((form) =>
      (form.getAttribute('action') ?? '').endsWith(action),
    );
    if (!form) throw new Error(`no form ends in ${action} at ${page.path}: ${page.text.slice(0, 300)}`);
    const body = new URLSearchParams(filledIn(form, fields));
    const path = form.getAttribute('action') ?? '';
    if (form.getAttribute('method') !== 'post') return go(`${path}?${body}`);
    return go(path, { method: 'POST', body, headers: { origin } });
  }

  return {
    open: (path) => go(path),
    send,
    async decide(number, decision, about = 'notice') {
      for (let path: string | null = `/moderation/queue?about=${about}`; path; ) {
        const queue: Page = await go(path);
        const row = [...queue.document.querySelectorAll('.cases > li')].find(({ textContent }) =>
          textContent?.includes(number),
        );
        const link = row?.querySelector('h2 a')?.getAttribute('href');
        if (link) {
          let page = await go(link);
          if (!page.document.querySelector('form.decision')) page = await send(page, '/claim');
          const { outcome, measures = [], ground, groundReference = '', reasons } = decision;
          return send(page, '/decision', {
            outcome,
            measures,
            groundReference,
            reasons,
            ...(ground && { ground }),
          });
        }
        const next = [...queue.document.querySelectorAll('a')].find((a) => a.textContent === 'Next page');
        path = next?.getAttribute('href') ?? null;
      }
      throw new Error(`no open case has ${number}`);
    },
  };
}

/** What a browser would send of a form: what stands in it, but for what is filled in. */
function filledIn(form: Element, fields: Record<string, string | readonly string[]>): [string, string][] {
  const sent: [string, string][] = [];
  const put = new Set<string>();
  for (const control of form.querySelectorAll('input, textarea, select')) {
    const name = control.getAttribute('name') ?? '';
    const type = control.getAttribute('type') ?? '';
    const given = fields[name];
    if (given === undefined) {
      if (['checkbox', 'radio'].includes(type) && !control.hasAttribute('checked')) continue;
      sent.push([name, standing(control)]);
    } else if (!put.has(name)) {
      put.add(name);
      for (const value of [given].flat()) sent.push([name, value]);
    }
  }
  const unknown = Object.keys(fields).find((name) => !put.has(name));
  if (unknown) throw new Error(`the form has no field ${unknown}`);
  return sent;
}

function standing(control: Element): string {
  if (control.localName === 'textarea') return control.textContent ?? '';
  if (control.localName !== 'select') return control.getAttribute('value') ?? '';
  const chosen = control.querySelector('option[selected]') ?? control.querySelector('option');
  return chosen?.getAttribute('value') ?? '';
}
