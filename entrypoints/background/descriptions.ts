import { browser } from 'wxt/browser';
import { z } from 'zod';
import { LIMITS } from '../../utils/listing/limits.ts';
import { sites } from '../../utils/reading/marketplaces/index.ts';
import type { Reading } from '../../utils/reading/reader.ts';

/** What a frame of a marketplace's description host said, and on which page. */
const keptSchema = z.strictObject({
  page: z.url(),
  site: z.string(),
  text: z.string().max(LIMITS.description),
});

const key = (tab: number) => `description:${tab}`;
const address = (url: string) => new URL(url).origin + new URL(url).pathname;

/** Whether an address is one of the frames in which this marketplace shows descriptions. */
export const showsDescriptions = (url: string, site: string): boolean =>
  sites.some(
    ({ id, descriptionFrames }) => id === site && descriptionFrames?.includes(new URL(url).hostname),
  );

/** Keeps what the frame of a page says, until the tab is closed or another page's frame speaks. */
export async function keepDescription(tab: number, page: string, site: string, text: string): Promise<void> {
  await browser.storage.session.set({ [key(tab)]: { page, site, text } });
}

/** A reading with the description its page shows in a frame, where the page itself has none. */
export async function withDescription(tab: number, reading: Reading): Promise<Reading> {
  const { listing } = reading;
  if (reading.page !== 'product' || !listing || listing.description) return reading;
  const kept = keptSchema.safeParse((await browser.storage.session.get(key(tab)))[key(tab)]).data;
  if (!kept || kept.site !== reading.reader || address(kept.page) !== address(reading.url)) return reading;
  return { ...reading, listing: { ...listing, description: kept.text } };
}

export const forgetDescription = (tab: number): Promise<void> => browser.storage.session.remove(key(tab));
