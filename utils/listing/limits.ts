/**
 * How much of a page a listing may hold, in UTF-16 units or entries. Readers cut to these, the schema refuses
 * what is over them. Kept apart from the schema so that a content script can have the bounds without zod.
 */
export const LIMITS = {
  id: 200,
  name: 500,
  line: 2_000,
  title: 2_000,
  url: 4_096,
  description: 100_000,
  categories: 20,
  attributes: 300,
  images: 60,
  variants: 200,
  cards: 300,
} as const;
