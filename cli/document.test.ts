import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentOf } from './document.ts';

/** A tree as brackets: "html(head body(p("x")))". */
function shapeOf(node: Node): string {
  if (node.nodeType === 3) return JSON.stringify(node.nodeValue);
  const inside = [...node.childNodes].map(shapeOf).join(' ');
  return node.nodeName.toLowerCase() + (inside && `(${inside})`);
}
const bodyOf = (html: string) => shapeOf(documentOf(html).body).replace(/^body\(?|\)$/g, '');

test.each([
  ['nothing', '', 'html(head body)'],
  ['text only', 'x', 'html(head body("x"))'],
  ['no html, head or body', '<title>t</title><p>x', 'html(head(title("t")) body(p("x")))'],
  [
    'a doctype, a comment and spaces',
    '<!doctype html> <!-- <p> --> <html>\n<head><meta></head>\n<body>x</body>\n</html>',
    'html(head(meta) body("x\\n"))',
  ],
  ['two bodies', '<body class=a><p>x<body class=b id=c><p>y', 'html(head body(p("x") p("y")))'],
  ['what belongs into a head after it', '<head></head><meta><p>x', 'html(head(meta) body(p("x")))'],
])('a document is whole: %s', (_, html, shape) => {
  expect(shapeOf(documentOf(html))).toBe(`#document(${shape})`);
});

test.each([
  ['paragraphs', '<p>a<p>b<div>c</p>d', 'p("a") p("b") div("c" p "d")'],
  ['list items', '<ul><li>a<li>b<ul><li>c</ul><li>d</ul>', 'ul(li("a") li("b" ul(li("c"))) li("d"))'],
  ['definitions', '<dl><dt>a<dd>b<dt>c<dd>d</dl>', 'dl(dt("a") dd("b") dt("c") dd("d"))'],
  ['options', '<select><option>a<option selected>b</select>c', 'select(option("a") option("b")) "c"'],
  [
    'rows and cells',
    '<table><tr><th>a<td>b<tr><td>c</table>d',
    'table(tbody(tr(th("a") td("b")) tr(td("c")))) "d"',
  ],
  [
    'a table in a table',
    '<table><td><table><td>a</table>b<td>c</table>',
    'table(tbody(tr(td(table(tbody(tr(td("a")))) "b") td("c"))))',
  ],
  ['headings', '<h2>a<h3>b</h2>c', 'h2("a") h3("b") "c"'],
  ['links', '<a>a<a>b', 'a("a") a("b")'],
  ['buttons and forms', '<form><button>a<button>b<form>c', 'form(button("a") button("bc"))'],
])('end tags may be left out: %s', (_, html, shape) => {
  expect(bodyOf(html)).toBe(shape);
});

test.each([
  ['parts of a table where none is', '<tr><td>a</td><th>b</tr><tbody>c', '"abc"'],
  ['an end tag of nothing', 'a</b></div></x-y>b', '"ab"'],
  ['a comment between texts', 'a<!-- -->b', '"a" "b"'],
  ['inline across a block', '<b><div>a</b>b</div>', 'b(div("ab"))'],
  ['across a cell', '<div><table><td>a</div>b</table>', 'div(table(tbody(tr(td("ab")))))'],
  ['a drawing left open', '<svg><path/><g><div>a</div>', 'svg(path g) div("a")'],
  ['text in a drawing', '<svg><title>a<b>c</b></title></svg>d', 'svg(title("a" b("c"))) "d"'],
  ['a tag that never ends', 'a<div class="x', '"a"'],
  ['void and self-closed', '<br/><img>a<div/>b', 'br img "a" div("b")'],
])('wrong order: %s', (_, html, shape) => {
  expect(bodyOf(html)).toBe(shape);
});

test('scripts, titles and text areas hold text; templates hold nothing', () => {
  const document = documentOf(
    '<title>a &amp; <b></title><script>"<p>&amp;"</script><textarea><p></textarea><template><p>x</p></template>',
  );
  expect(document.querySelector('p,b')).toBeNull();
  expect(document.title).toBe('a & <b>');
  expect(document.querySelector('script')?.textContent).toBe('"<p>&amp;"');
  expect(document.body.textContent).toBe('<p>');
});

describe('an element', () => {
  const document =
    documentOf(`<html lang=de><body><main id=m><p class="a b" DATA-X='1 &lt; 2' data-x=no>x <i>y</i> z</p>
    <ul><li>1<li class=price-Now>2<li>3</ul></main><p>after`);
  const main = document.getElementById('m') as HTMLElement;
  const [p, i, ul] = ['p', 'i', 'ul'].map((name) => main.querySelector(name) as Element) as [
    Element,
    Element,
    Element,
  ];

  test('knows its attributes, the first of each name', () => {
    expect([p.className, main.id, document.documentElement.lang]).toEqual(['a b', 'm', 'de']);
    expect(p.getAttribute('Data-X')).toBe('1 < 2');
    expect([p.hasAttribute('data-x'), p.getAttribute('title'), p.getAttributeNames()]).toEqual([
      true,
      null,
      ['class', 'data-x'],
    ]);
  });

  test('knows its neighbours', () => {
    expect(i.parentElement).toBe(p);
    expect([i.previousSibling?.nodeValue, i.nextSibling?.nodeValue]).toEqual(['x ', ' z']);
    expect([p.nextElementSibling, ul.previousElementSibling, ul.nextElementSibling]).toEqual([ul, p, null]);
    expect([...main.children]).toEqual([p, ul]);
    expect([main.firstElementChild, main.lastElementChild]).toEqual([p, ul]);
    expect([main.contains(i), main.contains(i.firstChild), main.contains(main), p.contains(ul)]).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(main.contains(document.querySelector('main + p'))).toBe(false);
    expect(p.textContent).toBe('x y z');
  });

  test('is found by selectors', () => {
    const all = (selector: string, root: ParentNode = document) =>
      [...root.querySelectorAll(selector)].map((one) => one.textContent);
    expect(all('li')).toEqual(['1', '2', '3']);
    expect(all('[class*="PRICE" i],li:first-child,i', main)).toEqual(['y', '1', '2']);
    expect(all('html p i')).toEqual(['y']);
    expect(all('body li', ul)).toEqual(['1', '2', '3']);
    expect(all(':scope > li:not([class])', ul)).toEqual(['1', '3']);
    expect(all('p:has(i) ~ ul > li + li')).toEqual(['2', '3']);
    expect(all('html main > ul li + li, body p > i')).toEqual(['y', '2', '3']);
    expect(all('main main, li li, body > li, ul ul > li')).toEqual([]);
    expect(all('p', ul)).toEqual([]);
    expect([i.closest('main'), i.closest('i'), i.closest('ul'), p.matches('.b')]).toEqual([
      main,
      i,
      null,
      true,
    ]);
    expect(() => all('p[')).toThrow();
  });
});

/** Of what a hostile page might be made, to look for costs that grow faster than the page. */
const PIECES = [
  '<div>',
  '<svg>',
  '<b><p>',
  '<table><tr><td>',
  '<ul><li>',
  '</x>',
  '<x></div><a>',
  '<!--',
  '&',
  '<',
];
test.each(PIECES)('%s a hundred thousand times is read in no time', (piece) => {
  const before = process.cpuUsage();
  const document = documentOf(piece.repeat(100_000));
  const { user } = process.cpuUsage(before);
  expect(document.querySelectorAll('no-such[thing]')).toHaveLength(0);
  expect(user / 1_000).toBeLessThan(2_000);
});

test('what stands within what is found in no time on a deep page', () => {
  const document = documentOf('<div>'.repeat(100_000));
  const before = process.threadCpuUsage().user;
  for (const name of ['nav', 'main', 'table', '.price', '[id]', 'p > b', 'nav main'])
    expect(document.querySelectorAll(`${name} div`)).toHaveLength(0);
  expect(document.querySelectorAll('body div div')).toHaveLength(99_999);
  expect((process.threadCpuUsage().user - before) / 1_000).toBeLessThan(1_000);
});

test('no piece of markup breaks the tree', () => {
  const names = 'p div a b li ul table tr td svg title form select option template head body h1 script'.split(
    ' ',
  );
  const piece = fc.oneof(
    fc.constantFrom(...names.flatMap((name) => [`<${name}>`, `</${name}>`, `<${name} id="x" class=a/>`])),
    fc.constantFrom('x', '<!--', '-->', '<![CDATA[', ']]>', '&#x', '"', '<', '>', '</', '='),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const document = documentOf(pieces.join(''));
      const all = [...document.querySelectorAll('*')];
      expect([document.head.nodeName, document.body.nodeName]).toEqual(['HEAD', 'BODY']);
      // The array of elements, and where each ends in it, agree with the links between nodes.
      const walked: Element[] = [];
      const walk = (element: Element) => {
        walked.push(element);
        const before = walked.length;
        for (const child of element.children) {
          expect(child.parentElement).toBe(element);
          walk(child);
        }
        expect(element.querySelectorAll('*')).toHaveLength(walked.length - before);
      };
      walk(document.documentElement);
      expect(all).toEqual(walked);
    }),
    { numRuns: 2_000 },
  );
});
