import { browser } from 'wxt/browser';
import { type Counted, tallied, tallySchema } from '../../utils/reading/tally.ts';

/** One count after the other: two at once would lose one. */
let counting: Promise<unknown> = Promise.resolve();

/** Counts how a page was read, in place of what was counted of it `before`. Counts only; no address is kept. */
export function countReading(before: Counted | null, now: Counted): Promise<unknown> {
  counting = counting.then(async () => {
    const { readings } = await browser.storage.local.get('readings');
    const tally = tallied(tallySchema.catch({}).parse(readings), before, now);
    await browser.storage.local.set({ readings: tally });
  }, console.error);
  return counting;
}
