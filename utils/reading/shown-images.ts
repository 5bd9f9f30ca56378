import { isWithin, type Spot } from './spots.ts';

const GALLERY =
  /gallery|product-?(?:image|img|media|photo)|image-?(?:main|zoom|viewer)|main-?image|zoom|slider|carousel|thumb|photo/;
const PICTURE = /product|item|image|img|pic/;

/** The addresses of the item's pictures, as the page gives them. */
export function imagesOf(spots: readonly Spot[], heading: number): string[] {
  const found: string[] = [];
  for (let place = 0; place < spots.length && found.length < 30; place++) {
    const { tag, element, elsewhere } = spots[place] as Spot;
    if (tag !== 'IMG') continue;
    if (
      !isWithin(spots, place, GALLERY, 5) &&
      (elsewhere || Math.abs(place - heading) > 150 || !isWithin(spots, place, PICTURE, 5))
    )
      continue;
    const src = ['data-zoom-image', 'data-large', 'data-src', 'data-original', 'data-lazy', 'src']
      .map((name) => element.getAttribute(name))
      .find((one) => one && !/^data:|\.gif(?:\?|$)|pixel|spacer|blank|placeholder/i.test(one));
    if (src && !found.includes(src)) found.push(src);
  }
  return found;
}
