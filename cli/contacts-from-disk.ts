import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bodies, bodiesSchema, type Contacts, contactsSchema } from '../utils/notices/contacts.ts';

/** The contacts that come with Caveat. */
export const CONTACTS = join(import.meta.dirname, '../public/contacts');

/** A file of contacts: "aliexpress.json". */
export interface ContactsFile {
  path: string;
  name: string;
  text: string;
}

/** Every file of contacts in a folder, by name; the JSON Schemas beside them are none. */
export const contactsFilesAt = (folder: string = CONTACTS): ContactsFile[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json'))
    .sort()
    .map((name) => ({ path: join(folder, name), name, text: readFileSync(join(folder, name), 'utf8') }));

/** All of a folder's, checked. Throws where one is not as it must be. */
export function contactsFromDisk(folder: string = CONTACTS): { contacts: Contacts[]; bodies: Bodies } {
  const files = contactsFilesAt(folder);
  const bodies = files.find(({ name }) => name === 'bodies.json');
  return {
    contacts: files
      .filter((file) => file !== bodies)
      .map(({ text }) => contactsSchema.parse(JSON.parse(text))),
    bodies: bodiesSchema.parse(JSON.parse(bodies?.text ?? 'null')),
  };
}
