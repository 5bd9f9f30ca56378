import { LIMITS } from '../listing/limits.ts';
import { isCalled, type Spot } from './spots.ts';
import { textOf } from './text.ts';

const ABOUT =
  /descri(?:ption|pcion|zione)|beschreibung|descripti|opis\b|popis\b|product-?(?:details|info|overview|story|features)|overview|(?:^|[ _-])(?:details|features|bullets)(?:$|[ _-])|postingbody|about-?(?:product|item)|produktinfo|lot-?description|(?:^| )rte(?:$| )|prod(?:uct)?-?desc/;

const NO_BLOCK = /^(?:A|BUTTON|META|INPUT|UL)$/;
const BESIDE = /review|title|tab-?(?:nav|list|header)|meta/;

/** The blocks that are called description or details, outermost first, each text once. */
export function descriptionOf(spots: readonly Spot[], price: number): string | undefined {
  const wholes = spots.flatMap(({ tag }, place) => (tag === 'H1' || tag === 'FORM' ? place : []));
  const texts: string[] = [];
  let length = 0;
  for (let place = 0; place < spots.length && length < LIMITS.description && texts.length < 8; place++) {
    const spot = spots[place] as Spot;
    const { element, elsewhere, end, tag } = spot;
    if (!isCalled(spot, ABOUT) || elsewhere || NO_BLOCK.test(tag) || isCalled(spot, BESIDE)) continue;
    // What holds the price or the heading is the whole item, not what is said of it.
    if ((price > place && price < end) || wholes.some((one) => one >= place && one < end)) continue;
    const text = textOf(element, LIMITS.description);
    if (text.length >= 20 && !texts.some((have) => have.includes(text))) {
      texts.push(text);
      length += text.length;
    }
    place = end - 1;
  }
  return texts.join('\n').slice(0, LIMITS.description) || undefined;
}
