import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { interfaceLanguage } from '../../components/localised.ts';
import type { NoticeFields } from '../../components/notice-fields.ts';
import { compose } from '../../utils/notices/compose.ts';
import { canonicalUrl } from '../../utils/notices/location.ts';
import type { Notice, NoticeDraft } from '../../utils/notices/notice.ts';
import { noticeLanguage } from '../../utils/notices/phrases.ts';
import type { PageState } from '../../utils/page-state.ts';
import { type Settings, settingsSchema } from '../../utils/settings.ts';

/** A report in the making; kept for the session, so that closing the popup loses nothing. */
export interface Draft {
  /** Id of the notice it becomes: sending twice is sending once. */
  id: string;
  composed: NoticeDraft;
  fields: NoticeFields;
}

/** The same listing however it was reached. */
const keyOf = (url: string) => `draft:${canonicalUrl(url)}`;

/** The report on a listing: taken up where it was left, else composed from what was found. */
export function useDraft(state: PageState) {
  const [draft, setDraft] = useState<Draft | null>(null);
  const key = keyOf(state.url);
  useEffect(() => {
    let left = false;
    void resume(state).then((resumed) => !left && setDraft(resumed));
    return () => {
      left = true;
    };
  }, [key]);
  useEffect(() => {
    if (draft) void browser.storage.session.set({ [key]: draft });
  }, [draft]);
  const change = (change: Partial<NoticeFields>) =>
    setDraft((before) => before && { ...before, fields: { ...before.fields, ...change } });
  return { draft, change };
}

/** A draft nobody has touched is composed anew: the page may have been read better since. */
async function resume(state: PageState): Promise<Draft> {
  const key = keyOf(state.url);
  const kept = (await browser.storage.session.get(key))[key] as Draft | undefined;
  if (kept && kept.fields.explanation !== kept.composed.explanation) return kept;
  const fresh = begin(state, await settings());
  if (!kept) return fresh;
  const { name, email, endpoint } = kept.fields;
  return { ...fresh, id: kept.id, fields: { ...fresh.fields, name, email, endpoint } };
}

function begin({ listing, findings, url }: PageState, { name, email, endpoint }: Settings): Draft {
  const worse = findings.some(({ severity }) => severity !== 'note');
  const composed = compose({
    offers: [{ listing: listing ?? { url }, findings }],
    language: noticeLanguage(interfaceLanguage()),
    // Notes are left out of a report beside something worse, but may be all there is to report.
    ...(worse ? {} : { chosen: findings.map(({ rule }) => rule) }),
  });
  const { explanation, category, keyword } = composed;
  return {
    id: crypto.randomUUID(),
    composed,
    fields: { explanation, category, keyword, name, email, endpoint },
  };
}

async function settings(): Promise<Settings> {
  const { settings } = await browser.storage.local.get('settings');
  return settingsSchema.catch(settingsSchema.parse({})).parse(settings ?? {});
}

/** The notice a draft becomes when it is confirmed at a time (RFC 3339, UTC). */
export function noticeFrom({ id, composed, fields }: Draft, createdAt: string): Notice {
  const { explanation, category, keyword, name, email } = fields;
  const anonymous = name.trim() === '' && email.trim() === '';
  return {
    ...composed,
    ...{ version: 1, id, createdAt, goodFaith: true },
    ...{ explanation, category, keyword },
    notifier: anonymous ? null : { name: name.trim(), email: email.trim() },
  };
}

/** The notice is safely kept: the draft has served, and who reports is remembered for the next one. */
export async function finish({ fields: { name, email, endpoint } }: Draft, url: string): Promise<void> {
  const remembered = settingsSchema.safeParse({
    name: name.trim(),
    email: email.trim(),
    endpoint: endpoint.trim(),
  });
  if (remembered.success) await browser.storage.local.set({ settings: remembered.data });
  await browser.storage.session.remove(keyOf(url));
}
