import { LIMITS } from '../listing/limits.ts';
import { wordsOf } from '../listing/words.ts';
import { isCalled, type Spot } from './spots.ts';
import { textOf } from './text.ts';

const words = (text: string) => new Set(wordsOf(text).filter((word) => word.length > 1));
const TITLED = /title|product-?name|item-?name|(?:^| )name(?: |$)|headline/;

/** Place of the heading that says most of what the document's own title says; -1 where there is none. */
export function headingOf(document: Document, spots: readonly Spot[]): number {
  const title = words(textOf(document.querySelector('title'), LIMITS.title));
  let best = -1;
  let most = 0;
  for (let place = 0, tried = 0; place < spots.length && tried < 300; place++) {
    const spot = spots[place] as Spot;
    const { tag, text, element } = spot;
    if (tag !== 'H1' && !isCalled(spot, TITLED)) continue;
    const shown = words(text || (tag === 'H1' ? textOf(element, LIMITS.title) : ''));
    if (!shown.size) continue;
    tried++;
    const shared = [...shown].filter((word) => title.has(word)).length;
    // Half for saying nothing else, half for saying all of it; a first-level heading wins a draw.
    const score = shared / shown.size / 2 + shared / (title.size || 1) / 2 + (tag === 'H1' ? 0.25 : 0);
    if (score > most) [best, most] = [place, score];
  }
  return best;
}
