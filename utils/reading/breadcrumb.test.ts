import { describe, expect, test } from 'vitest';
import { documentOf } from '../../cli/document.ts';
import { stepsOf, withoutEnds } from './breadcrumb.ts';

const names = (html: string) =>
  stepsOf(documentOf(html).body.firstElementChild as Element).map(({ name }) => name);

describe('stepsOf', () => {
  test.each([
    [
      'links with signs between',
      '<p><a href="/">Home</a> &gt; <a href="/k">Pots &amp; pans</a> › Kettle</p>',
      'Home|Pots & pans|Kettle',
    ],
    ['a list', '<ul><li><a href="/">Home</a></li><li>/</li><li><span>Kettle</span></li></ul>', 'Home|Kettle'],
    [
      'a way back in front',
      '<div><a href="/s">Back</a><a href="/">Home</a><b>Kettle</b></div>',
      'Home|Kettle',
    ],
    ['words in front', '<div>You are here: <a href="/">Home</a> » Kettle</div>', 'Home|Kettle'],
    [
      'a menu that opens from a step',
      '<ol><li class="dropdown"><a href="/a">Pots</a><ul><li><a href="/b">Pans</a></li></ul></li></ol>',
      'Pots',
    ],
    [
      'a picture for the home page',
      '<p><a href="/"><img alt="Home" src="h.png"></a> / <a href="/k">Kettles</a></p>',
      'Home|Kettles',
    ],
    ['the next item', '<p><a href="/k">Kettles</a><a class="next" href="/2">Other kettle</a></p>', 'Kettles'],
    ['one link', '<a href="/k">Kettles</a>', 'Kettles'],
  ])('%s', (_, html, want) => expect(names(html).join('|')).toBe(want));

  test('is bounded', () => {
    expect(names(`<p>${'<a href="/x">Step</a><b>or</b>'.repeat(10_000)}</p>`).length).toBeLessThan(100);
  });
});

test('withoutEnds leaves out the home page and the item itself', () => {
  expect(withoutEnds(['Home', 'Kitchen', 'Big kettle'], 'Big kettle')).toEqual(['Kitchen']);
  expect(withoutEnds(['shop.com', 'Kitchen', 'Kettles'], 'Big kettle')).toEqual(['Kitchen', 'Kettles']);
});
