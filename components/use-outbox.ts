import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import type { OutboxEntry } from '../utils/notices/outbox-entry.ts';
import { background } from './background.ts';

/** Every notice and draft kept, newest first, as it changes; null while first asked for. */
export function useOutbox(): OutboxEntry[] | null {
  const [entries, setEntries] = useState<OutboxEntry[] | null>(null);
  useEffect(() => {
    const ask = () => void background.outbox().then((kept) => setEntries(Array.isArray(kept) ? kept : []));
    const changed = (changes: Record<string, unknown>, area: string) => {
      if (area === 'session' && 'outboxChanged' in changes) ask();
    };
    ask();
    browser.storage.onChanged.addListener(changed);
    return () => browser.storage.onChanged.removeListener(changed);
  }, []);
  return entries;
}

export const retry = (id: string): void => void background.retry({ id });
