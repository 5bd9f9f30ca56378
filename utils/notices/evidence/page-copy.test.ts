import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { documentOf } from '../../../cli/document.ts';
import { generic } from '../../reading/generic.ts';
import { readPage } from '../../reading/read.ts';
import { PAGE_COPY_MAX, pageCopy } from './page-copy.ts';

const url = 'https://www.aliexpress.com/item/1005001234567890.html';
const copied = (html: string, published: string[] = []) =>
  pageCopy(parseHTML(`<html><head></head><body>${html}</body></html>`).document, url, published);

const html = `<html lang="en"><head><title>Blue kettle</title><meta http-equiv="refresh" content="0; url=https://evil.example">
<style>.x { color: red }</style><script src="https://cdn.example/a.js"></script><base href="https://base.example/">
<script type="application/ld+json">{"@type":"Product","name":"Blue kettle","brand":"Kettles"}</script>
<meta name="csrf-token" content="s3cr3t"></head>
<body onload="go()"><!-- served to ada --><script>track('ada')</script><noscript><img src="https://spy.example/x"></noscript>
<div id="nav-account">Hello, Ada Example</div><div class="Deliver-To">Example Street 5</div><div class="mini-basket">3 things</div>
<section class="just-for-you">Picked for you: slippers</section>
<div class="account-layout"><h1>Blue kettle</h1><p>EUR 12.00, from <a href="mailto:shop@kettles.example">shop@kettles.example</a></p></div>
<p>Signed in as ada@example.com</p><iframe src="https://ads.example"></iframe><embed src="x"><object data="y"></object>
<form action="javascript:steal()"><input type="text" name="q" value="what Ada looked for"><input type="hidden" name="_csrf" value="abc123">
<textarea>my message</textarea><input type="submit" value="Buy now"></form>
<a href="javascript:alert(1)" onclick="x()" ping="https://spy.example">one</a><a href=" &#10;jAvAsCrIpT:alert(1)">two</a><a href="/b?sid=42&amp;q=1">three</a>
<svg><script>x()</script><use href="https://evil.example#x"></use><a xlink:href="javascript:x()">s</a><animate attributeName="href" to="javascript:x()"/></svg>
<img src="/a.jpg" srcset="https://spy.example/2x 2x" onerror="x()" alt="A kettle"></body></html>`;

test('shows the page, runs nothing, leads nowhere by itself, and says nothing of who was reading', () => {
  const { document } = parseHTML(html);
  const before = document.documentElement.outerHTML;
  const copy = pageCopy(document, url, ['Shop@kettles.example']);
  expect(document.documentElement.outerHTML).toBe(before);
  for (const gone of [
    ...['Ada', 'ada', 'Example Street', '3 things', 'slippers', 's3cr3t', 'abc123', 'my message'],
    ...[
      'javascript',
      'jAvAsCrIpT',
      'onload',
      'onclick',
      'onerror',
      'track(',
      'cdn.example',
      'evil.example',
      'spy.example',
    ],
    ...[
      '<iframe',
      '<embed',
      '<object',
      '<use',
      '<animate',
      '<noscript',
      '<base',
      'refresh',
      'sid=42',
      'served to',
    ],
  ])
    expect(copy, gone).not.toContain(gone);
  for (const kept of [
    ...[
      '<h1>Blue kettle</h1>',
      'EUR 12.00',
      'mailto:shop@kettles.example',
      '>shop@kettles.example<',
      'Buy now',
    ],
    ...[
      'color: red',
      'https://www.aliexpress.com/a.jpg',
      'A kettle',
      'https://www.aliexpress.com/b?sid=redacted&',
    ],
    ...['"brand":"Kettles"', "default-src 'none'", 'someone@example.org'],
  ])
    expect(copy, kept).toContain(kept);
  expect(copy.match(/<script/g)).toEqual(['<script']);
  expect(copy).toMatch(
    /^<!doctype html>\n<!-- saved from url=\(0053\)https:\/\/www\.aliexpress\.com\S+ -->\n<html lang="en"><head><meta charset/,
  );
});

test('what was read of the listing stays, whatever the parts it stands in are called', () => {
  const page = `<div class="reviews-open"><h2 class="item-name">Blue kettle, 2 l</h2><b class="store-name">Kettles &amp; Co</b>
<div class="review"><span class="user-name">Grace H.</span></div><p class="login-hint">Hello, Grace</p></div>`;
  expect(copied(page)).not.toMatch(/Blue kettle|Kettles/);
  const kept = copied(page, ['Blue kettle, 2 l', 'KETTLES & Co']);
  expect(kept).toMatch(/Blue kettle, 2 l.*Kettles &amp; Co|Blue kettle, 2 l.*Kettles & Co/s);
  expect(kept).not.toContain('Grace');
});

test('attributes that say who is looking go', () => {
  const copy = copied(`<p data-user-id="u77" data-state="open" data-all="${'x'.repeat(300)}">a</p>`);
  expect(copy).toContain('<p data-state="open">a</p>');
});

test('what the audit reads of the copy is what was to be read', () => {
  const { document } = parseHTML(html);
  const read = (page: Document) => readPage(page, url, [], generic).listing;
  const before = read(parseHTML(html).document);
  expect(before).toMatchObject({ title: 'Blue kettle', brand: 'Kettles' });
  expect(read(documentOf(pageCopy(document, url)))).toEqual(before);
});

test('what is no part of the page is no part of the copy', () => {
  const { document } = parseHTML('<html><head></head><body><p>a</p></body></html>');
  document.documentElement.append(document.createElement('div'));
  expect(pageCopy(document, url)).toMatch(/<body><p>a<\/p><\/body><\/html>$/);
});

test('a style sheet and an address cannot get out of where they stand', () => {
  const { document } = parseHTML('<html><head></head><body></body></html>');
  const style = document.createElement('style');
  style.textContent = 'p::after { content: "</style><script>alert(1)</script>" }';
  document.head.append(style);
  const copy = pageCopy(document, url);
  expect(copy).not.toMatch(/<script|<\/style>.*<\/style>/s);
  expect(pageCopy(document, 'https://x.example/?--><script>').split('\n')[1]).toMatch(/^<!--[^<>]*-->$/);
});

test('a copy of a copy is the same, but for its head', () => {
  const once = copied('<h1>a</h1><p>b &amp; c</p>');
  const body = (text: string) => text.slice(text.indexOf('<body'));
  expect(body(pageCopy(parseHTML(once).document, url))).toBe(body(once));
});

test('a page that is too large is refused', () => {
  expect(() => copied(`<p>${'x'.repeat(PAGE_COPY_MAX)}</p>`)).toThrow('larger');
});

test('many elements take no longer than they are many', () => {
  const time = (count: number) => {
    const page = `<div class="review"><span class="name">a</span>${'<p onclick="x()" data-x="1">b@c.example</p>'.repeat(count)}</div>`;
    const { document } = parseHTML(`<html><head></head><body>${page}</body></html>`);
    const start = performance.now();
    pageCopy(document, url);
    return performance.now() - start;
  };
  time(2_000);
  expect(time(16_000)).toBeLessThan(Math.max(time(2_000), 50) * 40);
});
