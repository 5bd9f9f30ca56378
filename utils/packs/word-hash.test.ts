import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldBriefly } from './fold.ts';
import { room } from './token-room.ts';
import { hashOf, powerOf } from './word-hash.ts';

test('the hash of any stretch of a folded text is one subtraction, and so is that of each token', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 200 }).map((text) => `Straße ${text}`),
      fc.nat(),
      fc.nat(),
      (text, one, other) => {
        const { count, units } = foldBriefly(text);
        const { codes, prefix, from, to, hash } = room;
        const stretch = (start: number, end: number): number =>
          ((prefix[end] as number) - Math.imul(prefix[start] as number, powerOf(end - start))) | 0;
        for (let i = 0; i < count; i++)
          expect(hash[i]).toBe(hashOf(codes, from[i] as number, to[i] as number));
        const [start = 0, end = 0] = [one % (units + 1), other % (units + 1)].sort((a, b) => a - b);
        expect(stretch(start, end)).toBe(hashOf(codes, start, end));
      },
    ),
  );
});

test('powers of lengths beyond the table go on from those in it', () => {
  expect(powerOf(1_500)).toBe(Math.imul(powerOf(1_000), powerOf(500)));
  expect(powerOf(70_001)).toBe(Math.imul(powerOf(70_000), powerOf(1)));
});
