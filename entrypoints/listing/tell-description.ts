import { browser } from '@wxt-dev/browser';
import type { Site } from '../../utils/reading/reader.ts';

/** Runs in the frames in which a marketplace shows descriptions: tells the background what this one says. */
export function tellDescription({ id }: Site, text: string): void {
  if (text) void browser.runtime.sendMessage({ type: 'description', site: id, text });
}
