import { LARGEST } from './input.ts';

/**
 * Splits a stream of bytes into lines at "\n" and nowhere else: JSON may hold every other separator. A line
 * that is too long is given as null, without being held in memory.
 */
export async function* linesOf(input: AsyncIterable<Buffer>): AsyncGenerator<string | null> {
  let held: Buffer[] = [];
  let size = 0;
  const take = (): string | null => {
    const line = size > LARGEST ? null : Buffer.concat(held).toString('utf8');
    held = [];
    size = 0;
    return line;
  };
  const hold = (part: Buffer) => {
    size += part.length;
    if (size > LARGEST) held = [];
    else if (part.length) held.push(part);
  };
  for await (const chunk of input) {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      hold(chunk.subarray(from, end));
      yield take();
      from = end + 1;
    }
    hold(chunk.subarray(from));
  }
  if (size) yield take();
}
