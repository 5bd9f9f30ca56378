/** Reads a stream of bytes by lines and by counts, holding no more of it than is asked for. */
export class ByteReader {
  private readonly source: AsyncIterator<Buffer>;
  private held: Buffer = Buffer.alloc(0);
  private ended = false;

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]();
  }

  private async more(): Promise<boolean> {
    if (this.ended) return false;
    const { value, done } = await this.source.next();
    if (done) this.ended = true;
    else this.held = this.held.length ? Buffer.concat([this.held, value]) : value;
    return !this.ended;
  }

  /** The next line without its end; null at the end of the stream. Throws where it is longer than `most`. */
  async line(most: number): Promise<string | null> {
    for (;;) {
      const end = this.held.indexOf(10);
      if (end > most || (end < 0 && this.held.length > most)) throw new Error(`a line of over ${most} bytes`);
      if (end >= 0) {
        const text = this.held.toString('latin1', 0, end).replace(/\r$/, '');
        this.held = this.held.subarray(end + 1);
        return text;
      }
      if (!(await this.more())) {
        if (!this.held.length) return null;
        const text = this.held.toString('latin1');
        this.held = Buffer.alloc(0);
        return text;
      }
    }
  }

  /** The next `count` bytes, or as many of them as there are. */
  async take(count: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    await this.each(count, (part) => parts.push(part));
    return Buffer.concat(parts);
  }

  /** Leaves out the next `count` bytes. */
  async skip(count: number): Promise<void> {
    await this.each(count, () => {});
  }

  private async each(count: number, use: (part: Buffer) => void): Promise<void> {
    for (let left = count; left > 0; ) {
      if (!this.held.length && !(await this.more())) throw new Error('cut short');
      const part = this.held.subarray(0, left);
      this.held = this.held.subarray(part.length);
      left -= part.length;
      use(part);
    }
  }
}
