import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { type Settings, settingsSchema } from '../utils/settings.ts';

/** What the person set; what cannot be read counts as not set. */
export async function readSettings(): Promise<Settings> {
  const { settings } = await browser.storage.local.get('settings');
  return settingsSchema.catch(settingsSchema.parse({})).parse(settings ?? {});
}

/** Sets some of it and leaves the rest; what may not be so is not set. Whether it was. */
export async function changeSettings(change: Partial<Settings>): Promise<boolean> {
  const { success, data } = settingsSchema.safeParse({ ...(await readSettings()), ...change });
  if (success) await browser.storage.local.set({ settings: data });
  return success;
}

/** The settings as they change; null while first asked for. */
export function useSettings(): Settings | null {
  const [settings, setSettings] = useState<Settings | null>(null);
  useEffect(() => {
    const ask = () => void readSettings().then(setSettings);
    const changed = (changes: Record<string, unknown>, area: string) => {
      if (area === 'local' && 'settings' in changes) ask();
    };
    ask();
    browser.storage.onChanged.addListener(changed);
    return () => browser.storage.onChanged.removeListener(changed);
  }, []);
  return settings;
}
