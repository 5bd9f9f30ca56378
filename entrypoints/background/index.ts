import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { pageMessageSchema, screenMessageSchema } from '../../utils/messages.ts';
import { whoTakesNotices } from './contacts.ts';
import { keepDescription, showsDescriptions } from './descriptions.ts';
import { fillFormIn, fillingFor, formIn, leaveForm, openForm } from './forms.ts';
import {
  askNow,
  complain,
  confirmNotice,
  deleteEverything,
  dropDraft,
  enterDecision,
  eraseNotifier,
  forgetNotice,
  handOver,
  keepComplaintDraft,
  keepDraft,
  listNotices,
  OUTBOX_ALARM,
  outbox,
  putAside,
  retryNotice,
  tendOutbox,
} from './notices.ts';
import {
  checkPacks,
  forgetPrepared,
  keepPersonal,
  PACKS_ALARM,
  packsStatus,
  resumePackChecks,
  subscribe,
  unsubscribe,
  warmPacks,
} from './packs.ts';
import {
  bringReader,
  dismiss,
  forgetTab,
  judgeAgain,
  openReport,
  pause,
  readOnRequest,
  showReading,
  stateFor,
} from './pages.ts';
import { openFromNotifications } from './reminders.ts';
import { noteSighting } from './sightings.ts';

type Sender = Parameters<Parameters<typeof browser.runtime.onMessage.addListener>[0]>[1];

/** Messages are taken from this extension's own scripts only: no page and no other extension is heard. */
function hear(message: unknown, sender: Sender): Promise<unknown> | undefined {
  if (sender.id !== browser.runtime.id) return;
  return sender.url?.startsWith(browser.runtime.getURL('')) ? hearScreen(message) : hearPage(message, sender);
}

async function hearScreen(message: unknown): Promise<unknown> {
  const parsed = screenMessageSchema.safeParse(message);
  if (!parsed.success)
    return {
      ok: false,
      problem: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
    };
  const said = parsed.data;
  switch (said.type) {
    case 'read':
      return readOnRequest(said.tab);
    case 'keep-draft':
      return keepDraft(said);
    case 'drop-draft':
      return dropDraft(said);
    case 'confirm':
      return confirmNotice(said);
    case 'hand-over':
      return handOver(said);
    case 'retry':
      return retryNotice(said);
    case 'enter-decision':
      return enterDecision(said);
    case 'keep-complaint-draft':
      return keepComplaintDraft(said);
    case 'complain':
      return complain(said);
    case 'ask':
      return askNow(said);
    case 'put-aside':
      return putAside(said);
    case 'forget':
      return forgetNotice(said);
    case 'erase-notifier':
      return eraseNotifier(said);
    case 'delete-everything':
      return deleteEverything(said);
    case 'journal':
      return outbox.journal();
    case 'outbox':
      return listNotices();
    case 'pause':
      return pause(said.host, said.paused);
    case 'packs':
      return packsStatus();
    case 'check-packs':
      return checkPacks();
    case 'subscribe':
      return subscribe({ url: said.url, root: said.root });
    case 'unsubscribe':
      return unsubscribe(said.url);
    case 'keep-personal':
      return keepPersonal(said.personal);
    case 'contacts':
      return whoTakesNotices(said.site);
    case 'open-form':
      return openForm(said.site, said.notice);
    case 'form':
      return formIn(said.tab);
    case 'fill-form':
      return fillFormIn(said.tab);
    case 'leave-form':
      return leaveForm(said.tab);
  }
}

async function hearPage(message: unknown, sender: Sender): Promise<unknown> {
  if (sender.tab?.id === undefined || !sender.url) return;
  const page = { tab: sender.tab.id, url: sender.url };
  const parsed = pageMessageSchema.safeParse(message);
  if (sender.frameId !== 0) {
    // A frame could pass itself off as the listing around it: only descriptions are heard, from where they are shown.
    const said = parsed.data;
    if (said?.type !== 'description' || !sender.tab.url || !showsDescriptions(sender.url, said.site)) return;
    await keepDescription(page.tab, sender.tab.url, said.site, said.text);
    return judgeAgain(page.tab, sender.tab.url);
  }
  if (!parsed.success)
    return showReading(
      page,
      null,
      `This page's reading was refused: ${parsed.error.issues[0]?.path.join('.')}`,
    );
  const said = parsed.data;
  switch (said.type) {
    case 'reading':
      void noteSighting(page.tab, page.url, said.reading).catch(console.error);
      return showReading(page, said.reading, null);
    case 'description':
      return;
    case 'reader':
      return bringReader(page.tab, said.id);
    case 'overlay-ready':
      return stateFor(page.tab);
    case 'report':
      return openReport(page.tab);
    case 'dismiss':
      return dismiss(page.tab, said.url);
    case 'filling':
      return fillingFor(page.tab, page.url);
  }
}

export default defineBackground(() => {
  // What wakes the worker is nearly always a page's reading, which is still on its way.
  warmPacks();
  browser.runtime.onMessage.addListener(hear);
  browser.tabs.onRemoved.addListener(forgetTab);
  openFromNotifications();
  browser.tabs.onRemoved.addListener(leaveForm);
  browser.runtime.onInstalled.addListener(() => void forgetPrepared());
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === OUTBOX_ALARM) void tendOutbox();
    if (name === PACKS_ALARM) void checkPacks();
  });
  // Every start of the worker is a chance to deliver: an unpacked extension loses its alarms with the browser.
  void tendOutbox();
  void resumePackChecks();
});
