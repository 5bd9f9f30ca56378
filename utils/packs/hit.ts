/** A term found: where it stands, and how it was read. */
export interface Hit {
  /** For the caller to say which text it is in: a second object for each hit would cost more than finding it. */
  in: object | undefined;
  vocabulary: number;
  /** UTF-16 offsets into the text as given. */
  start: number;
  end: number;
  /** The first and last token it stands in. */
  first: number;
  last: number;
  /** Found in the second reading only. */
  reread: boolean;
  /** Found by undoing a disguise. */
  disguised: boolean;
  /** One letter differs from the term's. */
  misspelt: boolean;
  /** Letters of its last word after those the term gives. */
  rest: number;
}

const compare = (a: Hit, b: Hit): number =>
  a.start - b.start || +a.reread - +b.reread || a.end - b.end || a.vocabulary - b.vocabulary;

/** Sorts hits by where they start; leaves out what is there twice, and what the first reading found within. */
export function inOrder(hits: Hit[]): Hit[] {
  for (let n = 1; n < hits.length; n++)
    if (compare(hits[n - 1] as Hit, hits[n] as Hit) > 0) {
      hits.sort(compare);
      break;
    }
  // What is there twice is side by side, unless it was found in both readings.
  if (!hits.some(({ reread }) => reread)) {
    let kept = 0;
    for (const hit of hits) {
      const before = hits[kept - 1];
      if (before?.start === hit.start && before.end === hit.end && before.vocabulary === hit.vocabulary)
        continue;
      hits[kept++] = hit;
    }
    hits.length = kept;
    return hits;
  }
  /** By vocabulary, where its hits of the first reading have come to, and its last hit. */
  const plain = new Map<number, number>();
  const last = new Map<number, Hit>();
  return hits.filter((hit) => {
    const before = last.get(hit.vocabulary);
    if (before && before.start === hit.start && before.end === hit.end) return false;
    // "arsenic-free" read as one word would hide that "free" follows.
    if (hit.reread && (plain.get(hit.vocabulary) ?? 0) > hit.start) return false;
    last.set(hit.vocabulary, hit);
    if (!hit.reread) plain.set(hit.vocabulary, Math.max(hit.end, plain.get(hit.vocabulary) ?? 0));
    return true;
  });
}
