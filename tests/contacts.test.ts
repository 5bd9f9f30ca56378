import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lintContacts } from '../cli/contacts/lint.ts';
import { CONTACTS, contactsFilesAt, contactsFromDisk } from '../cli/contacts-from-disk.ts';
import { contactsPage } from '../cli/contacts-table.ts';
import { contactsJsonSchemas } from '../utils/notices/contacts.ts';
import { sites } from '../utils/reading/marketplaces/index.ts';

/** Holds public/contacts, the marketplaces and the docs together. */

test('every marketplace has its file of contacts, and there is no other', () => {
  expect(contactsFilesAt().map(({ name }) => name)).toEqual(
    ['bodies', ...sites.map(({ id }) => id)].sort().map((id) => `${id}.json`),
  );
});

test('the lint finds no error in them', () => {
  expect(lintContacts(contactsFilesAt()).filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('every coordinator that is competent for a marketplace is among the bodies', () => {
  const { contacts, bodies } = contactsFromDisk();
  const countries = contacts.flatMap(({ coordinator }) => coordinator?.country ?? []);
  expect(countries.filter((country) => !bodies.coordinators.some((one) => one.country === country))).toEqual(
    [],
  );
});

test('docs/contacts.md says what the files say (npm run docs)', () => {
  expect(readFileSync(join(import.meta.dirname, '../docs/contacts.md'), 'utf8')).toBe(contactsPage());
});

test.each(Object.entries(contactsJsonSchemas()))(
  'public/contacts/%s is the schema as it is now',
  (name, text) => {
    expect(readFileSync(join(CONTACTS, name), 'utf8')).toBe(text);
  },
);
