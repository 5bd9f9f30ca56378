import { browser } from 'wxt/browser';
import type {
  FillAnswer,
  FormInTab,
  PacksStatus,
  ScreenMessage,
  SendAnswer,
  WhoTakesNotices,
} from '../utils/messages.ts';
import type { OutboxEntry } from '../utils/notices/outbox.ts';

type Said<Type extends ScreenMessage['type']> = Omit<Extract<ScreenMessage, { type: Type }>, 'type'>;

const say = (message: ScreenMessage): Promise<unknown> => browser.runtime.sendMessage(message);

/** What the background does for Caveat's own screens, one function a message. */
export const background = {
  read: (said: Said<'read'>) =>
    say({ type: 'read', ...said }) as Promise<{ ok: true } | { ok: false; problem: string }>,
  send: (said: Said<'send'>) => say({ type: 'send', ...said }) as Promise<SendAnswer>,
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
