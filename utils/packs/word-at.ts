import type { Tokens } from './fold.ts';

/** The number of the token that an offset stands in, or that comes before it. */
export function wordAt({ start, count }: Tokens, offset: number): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((start[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
