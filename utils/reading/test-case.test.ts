import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { documentOf } from '../../cli/document.ts';
import { aliexpress } from './marketplaces/aliexpress.ts';
import { readPage } from './read.ts';
import { testCase } from './test-case.ts';

const url = 'https://www.aliexpress.com/item/1005001234567890.html';
const data = {
  titleModule: { subject: 'Blue kettle' },
  priceModule: { minAmount: { currency: 'EUR', value: 19 } },
  storeModule: { storeName: 'Kettle Store', storeNum: 77 },
  userModule: {
    firstName: 'Ada',
    lastName: 'Example',
    email: 'ada@example.com',
    userId: 123456,
    csrfToken: 'c0ffee',
  },
};
const html = `<html class="logged-in account"><head>
<style>.x { color: red }</style><script src="https://cdn.example/a.js"></script><script>track('ada'); go()</script>
<script>window.runParams = { data: ${JSON.stringify(data)} };</script>
<script type="application/ld+json">{"@type":"Product","name":"Blue kettle","review":[{"author":{"@type":"Person","name":"Grace H."},"reviewBody":"ok"}]}</script>
<script>self.__next_f.push([1,"{\\"firstName\\":\\"Ada\\",\\"id\\":5}"])</script>
<meta name="csrf-token" content="s3cr3t"></head>
<body class="account-page" onload="go()"><!-- served to ada -->
<div id="nav-account">Hello, Ada Example</div><div class="Deliver-To">Example Street 5, 12345 Town</div>
<h1>Blue kettle</h1><p>Write to shop+kettles@mail.example.co.uk</p><form><input type="hidden" name="_csrf" value="abc"></form>
<a href="/x?sid=42&amp;q=kettle">more</a><div class="review"><span class="user-x-name">Grace H.</span>Fine.</div></body></html>`;

test('keeps what was read and what a reader needs, and nothing of who was reading', () => {
  // The audit's documents cannot be changed or written out.
  const { document } = parseHTML(html);
  const before = document.documentElement.outerHTML;
  const reading = readPage(document, `${url}?token=abc123&x=1`, [aliexpress]);
  const saved = testCase(document, reading);
  expect(document.documentElement.outerHTML).toBe(before);

  for (const gone of [
    ...[
      'Ada',
      'Grace',
      'Example Street',
      'ada@example.com',
      'mail.example',
      'c0ffee',
      's3cr3t',
      '123456,',
      'abc',
    ],
    ...['cdn.example', 'track(', 'color: red', 'onload', 'served to', 'sid=42', '"abc"'],
  ])
    expect(saved, gone).not.toContain(gone);
  for (const kept of ['Blue kettle', 'Kettle Store', 'q=kettle', 'reviewBody', 'account-page'])
    expect(saved).toContain(kept);

  const again = readPage(documentOf(saved), url, [aliexpress]);
  expect(again).toEqual({ ...reading, url, listing: { ...reading.listing, url } });
  expect(saved).toMatch(
    /^<!doctype html>\n<!-- saved from url=\(0072\)https:\/\/www\.aliexpress\.com\S+token=redacted&x=1 -->\n<!-- read: \{/,
  );
});

test('what only looks like a part of the person’s stays', () => {
  const { document } = parseHTML(
    '<html><body><div class="my-4 mx-2"><h1>Blue kettle</h1></div></body></html>',
  );
  expect(testCase(document, readPage(document, url, [aliexpress]))).toContain('Blue kettle');
});

test('a page cannot end the comment what was read stands in', () => {
  const { document } = parseHTML('<html><body><h1>x --> <script>alert(1)</script> --!></h1></body></html>');
  const reading = readPage(document, url, [aliexpress]);
  const saved = testCase(document, { ...reading, layout: '--><b>--!>' });
  expect(saved.split('\n')[2]).not.toMatch(/--!?>.*--!?>/);
});
