import { browser } from 'wxt/browser';

/** What a notice carries, in the terms of Firefox's data-collection permissions. */
const DATA = { data_collection: ['websiteContent', 'personallyIdentifyingInfo'] };

/**
 * Asks Firefox for leave to send what a notice carries; other browsers have no such question. Must be called first
 * thing in the press of a button, or the browser refuses to ask.
 */
export function askToSend(): Promise<boolean> {
  if (!import.meta.env.FIREFOX) return Promise.resolve(true);
  return browser.permissions.request(DATA as Parameters<typeof browser.permissions.request>[0]);
}
