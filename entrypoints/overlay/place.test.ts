import { describe, expect, it } from 'vitest';
import { clamped, freePlace } from './place.ts';

const viewport = { width: 1000, height: 700 };
const card = { width: 360, height: 400 };
const rect = (left: number, top: number, width: number, height: number) => ({
  ...{ left, top, right: left + width, bottom: top + height },
});

describe('freePlace', () => {
  it('takes the lower left when nothing is there', () => {
    expect(freePlace(card, viewport, [], null)).toEqual({ left: 16, bottom: 16 });
  });

  it('goes to the next corner that covers nothing', () => {
    const price = rect(100, 600, 80, 30);
    expect(freePlace(card, viewport, [price], null)).toEqual({ left: 16, bottom: 284 });
    expect(freePlace(card, viewport, [price, rect(40, 40, 200, 40)], null)).toEqual({
      left: 624,
      bottom: 16,
    });
  });

  it('says when there is no room', () => {
    expect(freePlace(card, viewport, [rect(0, 300, 1000, 100)], null)).toBeNull();
  });

  it('keeps the place that was wanted, as long as it covers nothing', () => {
    const wanted = { left: 300, bottom: 200 };
    expect(freePlace(card, viewport, [], wanted)).toEqual(wanted);
    expect(freePlace(card, viewport, [rect(350, 300, 50, 20)], wanted)).toEqual({ left: 624, bottom: 16 });
  });

  it('touches without covering', () => {
    expect(freePlace(card, viewport, [rect(376, 0, 200, 700)], null)).toEqual({ left: 16, bottom: 16 });
  });
});

describe('clamped', () => {
  it('brings a place from a larger window back into this one', () => {
    expect(clamped({ left: 1800, bottom: 900 }, card, viewport)).toEqual({ left: 624, bottom: 284 });
    expect(clamped({ left: -50, bottom: -50 }, card, viewport)).toEqual({ left: 16, bottom: 16 });
  });

  it('stays in the corner of a window that is too small', () => {
    expect(clamped({ left: 90, bottom: 90 }, card, { width: 320, height: 300 })).toEqual({
      left: 16,
      bottom: 16,
    });
  });
});
