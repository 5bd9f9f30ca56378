/** How large a pack may be; more is refused. Lengths in UTF-16 units. */
export const PACK_LIMITS = {
  vocabularies: 400,
  terms: 60_000,
  term: 120,
  words: 12,
  rules: 400,
  depth: 8,
  branches: 60,
  examples: 60,
  problems: 5,
} as const;
