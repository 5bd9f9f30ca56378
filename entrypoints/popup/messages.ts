import { browser } from 'wxt/browser';
import type { ScreenMessage, SendAnswer } from '../../utils/messages.ts';
import type { OutboxEntry } from '../../utils/notices/outbox.ts';

type Said<Type extends ScreenMessage['type']> = Omit<Extract<ScreenMessage, { type: Type }>, 'type'>;

const say = (message: ScreenMessage): Promise<unknown> => browser.runtime.sendMessage(message);

/** What the background does for the popup, one function a message. */
export const background = {
  read: (said: Said<'read'>) =>
    say({ type: 'read', ...said }) as Promise<{ ok: true } | { ok: false; problem: string }>,
  send: (said: Said<'send'>) => say({ type: 'send', ...said }) as Promise<SendAnswer>,
  retry: (said: Said<'retry'>) => say({ type: 'retry', ...said }),
  pause: (said: Said<'pause'>) => say({ type: 'pause', ...said }),
  outbox: () => say({ type: 'outbox' }) as Promise<OutboxEntry[]>,
};
