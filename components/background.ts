import { browser } from 'wxt/browser';
import type {
  FillAnswer,
  FormInTab,
  KeptAnswer,
  PacksStatus,
  ScreenMessage,
  WhoTakesNotices,
} from '../utils/messages.ts';
import type { JournalEntry } from '../utils/notices/outbox-database.ts';
import type { OutboxEntry } from '../utils/notices/outbox-entry.ts';

type Said<Type extends ScreenMessage['type']> = Omit<Extract<ScreenMessage, { type: Type }>, 'type'>;

const say = (message: ScreenMessage): Promise<unknown> => browser.runtime.sendMessage(message);

/** What the background does for Caveat's own screens, one function a message. */
export const background = {
  read: (said: Said<'read'>) =>
    say({ type: 'read', ...said }) as Promise<{ ok: true } | { ok: false; problem: string }>,
  keepDraft: (said: Said<'keep-draft'>) => say({ type: 'keep-draft', ...said }) as Promise<KeptAnswer>,
  dropDraft: (said: Said<'drop-draft'>) => say({ type: 'drop-draft', ...said }) as Promise<KeptAnswer>,
  confirm: (said: Said<'confirm'>) => say({ type: 'confirm', ...said }) as Promise<KeptAnswer>,
  handOver: (said: Said<'hand-over'>) => say({ type: 'hand-over', ...said }) as Promise<KeptAnswer>,
  enterDecision: (said: Said<'enter-decision'>) =>
    say({ type: 'enter-decision', ...said }) as Promise<KeptAnswer>,
  keepComplaintDraft: (said: Said<'keep-complaint-draft'>) =>
    say({ type: 'keep-complaint-draft', ...said }) as Promise<KeptAnswer>,
  complain: (said: Said<'complain'>) => say({ type: 'complain', ...said }) as Promise<KeptAnswer>,
  ask: (said: Said<'ask'>) => say({ type: 'ask', ...said }),
  putAside: (said: Said<'put-aside'>) => say({ type: 'put-aside', ...said }) as Promise<KeptAnswer>,
  forget: (said: Said<'forget'>) => say({ type: 'forget', ...said }) as Promise<KeptAnswer>,
  eraseNotifier: (said: Said<'erase-notifier'>) =>
    say({ type: 'erase-notifier', ...said }) as Promise<KeptAnswer>,
  deleteEverything: (said: Said<'delete-everything'>) =>
    say({ type: 'delete-everything', ...said }) as Promise<KeptAnswer>,
  journal: () => say({ type: 'journal' }) as Promise<JournalEntry[]>,
  retry: (said: Said<'retry'>) => say({ type: 'retry', ...said }),
  pause: (said: Said<'pause'>) => say({ type: 'pause', ...said }),
  outbox: () => say({ type: 'outbox' }) as Promise<OutboxEntry[]>,
  packs: () => say({ type: 'packs' }) as Promise<PacksStatus>,
  checkPacks: () => say({ type: 'check-packs' }) as Promise<PacksStatus>,
  subscribe: (said: Said<'subscribe'>) =>
    say({ type: 'subscribe', ...said }) as Promise<PacksStatus | { problem: string }>,
  unsubscribe: (said: Said<'unsubscribe'>) => say({ type: 'unsubscribe', ...said }) as Promise<PacksStatus>,
  keepPersonal: (said: Said<'keep-personal'>) =>
    say({ type: 'keep-personal', ...said }) as Promise<PacksStatus>,
  contacts: (said: Said<'contacts'>) => say({ type: 'contacts', ...said }) as Promise<WhoTakesNotices>,
  openForm: (said: Said<'open-form'>) =>
    say({ type: 'open-form', ...said }) as Promise<{ tab: number } | { problem: string }>,
  form: (said: Said<'form'>) => say({ type: 'form', ...said }) as Promise<FormInTab | null>,
  fillForm: (said: Said<'fill-form'>) => say({ type: 'fill-form', ...said }) as Promise<FillAnswer>,
  leaveForm: (said: Said<'leave-form'>) => say({ type: 'leave-form', ...said }),
};
