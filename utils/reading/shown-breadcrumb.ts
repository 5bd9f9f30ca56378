import { LIMITS } from '../listing/limits.ts';
import { HOME, stepsOf, withoutEnds } from './breadcrumb.ts';
import { isCalled, type Spot } from './spots.ts';

/** Where in the shop the item stands, outermost first: what is called a breadcrumb, else a line of links from home. */
export function categoryOf(spots: readonly Spot[], title: string): string[] | undefined {
  const read = (place: number) =>
    withoutEnds(
      stepsOf((spots[place] as Spot).element)
        .map(({ name }) => name)
        .slice(0, LIMITS.categories),
      title,
    );
  const root = spots[0]?.element;
  const labels = new Set(root?.querySelectorAll('[aria-label*="breadcrumb" i]:not(object,embed)'));
  for (let place = 0; place < spots.length; place++) {
    const spot = spots[place] as Spot;
    if (!isCalled(spot, CRUMBS) && !labels.has(spot.element)) continue;
    const path = read(place);
    if (path.length) return path;
  }
  // Not called a breadcrumb: a short line of links that begins with the home page.
  const links = spots.flatMap(({ tag }, place) => (tag === 'A' ? place : []));
  for (const [n, link] of links.entries()) {
    if (!HOME.test((spots[link] as Spot).text)) continue;
    const lines: number[] = [];
    for (let up = (spots[link] as Spot).up; up > (links[n - 1] ?? -1); up = (spots[up] as Spot).up) {
      const { text, end, elsewhere } = spots[up] as Spot;
      if (!text || end - up > 40) break;
      if (!elsewhere && (links[n + 1] ?? end) < end && /[>»›→/|\\]/.test(text)) lines.unshift(up);
    }
    for (const line of lines) {
      const path = read(line);
      if (path.length) return path;
    }
  }
  return undefined;
}

const CRUMBS = /breadcrumb|bread-?crumb|crumbs?(?:$| )|navigation_page|you-?are-?here|ariadne|fil-?ariane/;
