import { room } from './token-room.ts';

/**
 * The number of the token that an offset stands in, or that comes before it: of the text in the room, or of one that has
 * arrays of its own.
 */
export function wordAt(offset: number, count: number, start: Int32Array = room.start): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((start[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
