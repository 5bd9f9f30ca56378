import { brandOf } from '../listing/brand.ts';
import { wordsOf } from '../listing/words.ts';
import { named } from './attributes.ts';
import type { Row } from './shown-rows.ts';
import { isCalled, type Spot } from './spots.ts';

/** What an element says: its text, else what stands for a picture in it. */
function saying(spots: readonly Spot[], place: number): string {
  const { text, element, end } = spots[place] as Spot;
  if (text || end - place > 12) return text;
  const picture = spots.slice(place, end).find(({ tag }) => tag === 'IMG')?.element;
  return (
    picture?.getAttribute('alt') || picture?.getAttribute('title') || element.getAttribute('content') || ''
  );
}

/**
 * The brand: what a table of specifications says, else what is marked as brand near the heading, else a brand's
 * link or picture, or a step of the breadcrumb in another script or in capitals, that the heading names as well.
 */
export function brandIn(
  spots: readonly Spot[],
  heading: number,
  title: string,
  rows: readonly Row[],
): string | undefined {
  const told = brandOf(named(rows, 'brand'));
  if (told) return told;
  let fallback: string | undefined;
  for (let place = 0; place < spots.length; place++) {
    const spot = spots[place] as Spot;
    const { element, text, tag, elsewhere } = spot;
    const marked = isCalled(spot, BRANDED);
    const link =
      tag === 'A' &&
      /\/(?:brands?|manufacturers?|marken?|marques?|producers?|hersteller)\//i.test(
        element.getAttribute('href') ?? '',
      );
    const picture =
      tag === 'IMG' &&
      /brand|manufacturer|producer|marque|hersteller/i.test(element.getAttribute('src') ?? '');
    if ((!marked && !link && !picture) || elsewhere || text.length > 60) continue;
    const name = brandOf(saying(spots, place));
    if (!name || name.length > 60) continue;
    if (isNamed(name, title)) return name;
    if (marked && heading >= 0 && Math.abs(place - heading) < 40) fallback ??= name;
  }
  return fallback;
}

const BRANDED =
  /(?:^|[ _-])(?:brand|manufacturer|producer|designer|vendor)(?:$|[ _-]|name|link|logo)|productbrand|brandname/;

const isNamed = (name: string, title: string) =>
  name.length > 1 && ` ${wordsOf(title).join(' ')} `.includes(` ${wordsOf(name).join(' ')} `);
