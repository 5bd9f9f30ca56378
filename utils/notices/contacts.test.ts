import { describe, expect, test } from 'vitest';
import { contactsFromDisk } from '../../cli/contacts-from-disk.ts';
import { channelsFor } from './channels/channels.ts';
import {
  bodiesIn,
  type Contacts,
  contactsInUse,
  contactsOf,
  type Form,
  isFormHost,
  standing,
} from './contacts.ts';

const { contacts: bundled, bodies } = contactsFromDisk();
const now = Date.parse('2026-11-25T12:00:00Z');

test('the project’s newer contacts stand in for bundled ones; older ones do not', () => {
  const newer: Contacts = { id: 'etsy', version: 2, updated: '2026-11-25', points: [] };
  expect(contactsOf('etsy', contactsInUse(bundled, [newer]))).toBe(newer);
  expect(contactsOf('etsy', contactsInUse(bundled, [{ ...newer, version: 0 }]))?.dsaPage).toBeTruthy();
  expect(contactsOf('nowhere', bundled)).toBeNull();
});

test.each([
  [null, 'unverified'],
  ['2026-11-25', 'fresh'],
  ['2025-11-26', 'fresh'],
  ['2025-11-24', 'stale'],
] as const)('a fact verified on %s is %s', (verified, state) =>
  expect(standing({ verified }, now)).toBe(state),
);

test('a country’s bodies come with those for all of the EU', () => {
  expect(bodiesIn(bodies.hotlines, 'IE').map(({ country }) => country)).toEqual(['EU', 'IE']);
  expect(bodiesIn(bodies.hotlines, null).map(({ country }) => country)).toEqual(['EU']);
});

describe('a form’s hosts', () => {
  const form: Form = {
    at: 'page',
    url: 'https://forms.other.example/report',
    signIn: null,
    fields: [],
    source: 'https://shop.example/',
    verified: null,
  };
  test.each([
    ['forms.other.example', true],
    ['www.shop.example', true],
    ['shop.example', true],
    ['other.example', false],
    ['evilshop.example', false],
    ['shop.example.evil.test', false],
    ['', false],
  ])('%s: %s', (host, fits) => expect(isFormHost(host, form, ['shop.example'])).toBe(fits));
});

describe('channels, best first', () => {
  const listing = 'https://www.temu.com/goods.html?goods_id=1';
  const kinds = (site: string, endpoint = '') =>
    channelsFor(listing, { endpoint }, contactsOf(site, bundled));

  test('an endpoint the person chose, the form, the contact point for users', () => {
    expect(kinds('temu', 'https://notices.example/')).toMatchObject([
      { kind: 'endpoint', base: 'https://notices.example' },
      { kind: 'form', url: listing },
      { kind: 'email', address: 'DSA-point-of-contact-users@eur.temu.com' },
    ]);
  });

  test('addresses for authorities only are no way for a notice', () => {
    expect(kinds('zalando')).toEqual([]);
    expect(kinds('shein').map(({ kind }) => kind)).toEqual(['form']);
  });

  test('none where nothing is known, or the endpoint is none', () => {
    expect(kinds('taobao', 'http://notices.example')).toEqual([]);
  });

  test('a form with a page of its own is opened there', () => {
    expect(kinds('bol')[0]).toMatchObject({
      kind: 'form',
      url: expect.stringMatching(/^https:\/\/www\.bol\.com\//),
    });
  });
});
