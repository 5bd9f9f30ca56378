import type { Listing } from '../listing/listing.ts';
import { ratingOf, reviewCountOf, withoutCount } from './rating.ts';
import { isCalled, type Spot } from './spots.ts';

const RATES = /rating|stars?(?:$|[ _-])|score|bewertung|review|note-?moyenne|valoraci/;

/** The mean rating of the item and how many rated it, from what stands near the heading first. */
export function ratingIn(spots: readonly Spot[], heading: number): Pick<Listing, 'rating' | 'reviewCount'> {
  let rating: number | undefined;
  let reviewCount: number | undefined;
  for (
    let place = Math.max(0, heading - 10);
    place < spots.length && (rating === undefined || reviewCount === undefined);
    place++
  ) {
    const spot = spots[place] as Spot;
    const { text, element, elsewhere } = spot;
    if (elsewhere || !isCalled(spot, RATES)) continue;
    const said = [
      text,
      element.getAttribute('aria-label'),
      element.getAttribute('title'),
      element.getAttribute('alt'),
    ].find((one) => one && /\d/.test(one) && one.length < 100);
    if (!said) continue;
    const counts = reviewCountOf(said);
    reviewCount ??= counts;
    if (rating !== undefined) continue;
    // "5 average, 1 review": the number of reviews is no mean.
    const { value, best } = ratingOf(counts === undefined ? said : withoutCount(said)) ?? {};
    if (
      value !== undefined &&
      value <= (best ?? 5) &&
      (best || /^\D{0,12}\d(?:[.,]\d{1,4})?\D{0,20}$/.test(said) || reviewCountOf(said) !== undefined)
    )
      rating = value;
  }
  return {
    rating: rating || undefined,
    reviewCount: rating === undefined ? reviewCount || undefined : reviewCount,
  };
}
