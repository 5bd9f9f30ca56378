import { expect, test } from 'vitest';
import { meanOf, ratingOf, reviewCountOf } from './rating.ts';

test.each([
  ['4.5', 4.5, undefined],
  ['4,5 von 5 Sternen', 4.5, 5],
  ['4.5/5', 4.5, 5],
  ['3,8 de 5', 3.8, 5],
  ['8,8/10 (9 reviews)', 8.8, 10],
  ['5つ星のうち4.1', 4.1, 5],
  ['Average rating: 4.56 out of 5', 4.56, 5],
  ['80 %', 80, undefined],
])('the rating in %j', (text, value, best) => expect(ratingOf(text)).toEqual({ value, best }));

test.each(['', 'no reviews yet', '1500', undefined])('none in %j', (text) =>
  expect(ratingOf(text)).toBeUndefined(),
);

test.each([
  ['472 ratings', 472],
  ['1,234 Reviews', 1234],
  ['(89)', 89],
  ['1.091 Kundenbewertungen', 1091],
  ['Reviews (12)', 12],
  ['4.8 average, 4 reviews', 4],
  ['12 отзывов', 12],
  ['4.8', undefined],
  ['12 litres', undefined],
])('the number of reviews in %j', (text, want) => expect(reviewCountOf(text)).toBe(want));

test.each([
  ['4.7 out of 5 stars', 4.7],
  ['4,1 von 5 Sternen', 4.1],
  ['5つ星のうち4.6', 4.6],
  ['5 out of 5', 5],
  ['none', undefined],
])('%s is %s stars', (told, stars) => expect(meanOf(told)).toBe(stars));

test('a count beside the mean is no scale', () => expect(meanOf('5.0 (1 rating)')).toBe(5));
