import { browser } from 'wxt/browser';
import type { WhoTakesNotices } from '../../utils/messages.ts';
import { bodiesSchema, contactsInUse, contactsOf, contactsSchema } from '../../utils/notices/contacts.ts';
import { publishedContacts } from './packs.ts';

const get = async (name: string): Promise<unknown> =>
  (await fetch(browser.runtime.getURL(`/contacts/${name}.json` as '/'))).json();

/** Who takes notices about a marketplace: what came with Caveat, or what the project has published since. */
export async function whoTakesNotices(site: string): Promise<WhoTakesNotices> {
  const bundled = await get(site).then(
    (value) => [contactsSchema.parse(value)],
    () => [],
  );
  const published = await publishedContacts().catch(() => []);
  return {
    contacts: contactsOf(site, contactsInUse(bundled, published)),
    bodies: bodiesSchema.parse(await get('bodies')),
  };
}
