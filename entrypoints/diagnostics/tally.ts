import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { type Tally, tallySchema } from '../../utils/reading/tally.ts';

/** The counts as they change; null while first looked up. */
export function useTally(): Tally | null {
  const [tally, setTally] = useState<Tally | null>(null);
  useEffect(() => {
    const look = async () => {
      const { readings } = await browser.storage.local.get('readings');
      setTally(tallySchema.catch({}).parse(readings));
    };
    const changed = (changes: Record<string, unknown>) => {
      if ('readings' in changes) void look();
    };
    void look();
    browser.storage.local.onChanged.addListener(changed);
    return () => browser.storage.local.onChanged.removeListener(changed);
  }, []);
  return tally;
}

/** Begins counting anew. */
export const forgetReadings = (): void => void browser.storage.local.remove('readings');
