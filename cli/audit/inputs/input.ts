/** A page as it was stored, in bytes. */
export interface StoredPage {
  id: string;
  /** Null where nothing around the page says it; the page itself may. */
  url: string | null;
  body: Uint8Array;
  /** What the answer that brought the page, or the archive, says of its encoding. */
  charset?: string | undefined;
}

/** One thing to be answered by one line. */
export interface Input {
  /** "line 5", "crawl.warc.gz record 12": where it came from, for the errors. */
  where: string;
  /** A line of NDJSON, a page, or why there is neither. */
  what: string | StoredPage | { id: string | null; error: string };
}

/** Larger than this is told of and not read: a page of 64 MB is none. */
export const LARGEST = 64 * 1024 * 1024;
