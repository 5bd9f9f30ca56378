/*
 * Patterns of lower case: one that matches whatever the case takes a browser many times as long to compile.
 */

/** What stands before a former price: "Was $12", "statt 12 €". */
const FORMER =
  /(?:\bwas|\bwere|instead of|\brrp|msrp|\buvp|\bstatt|list price|\bavant|\bantes|\bprima|zamiast|原價|原价|市價|定價)(?: price)?[:.：]? ?[^\d ]{0,4}$/;
/** What stands before a sum to reach: "Free shipping on orders over $49". */
const TO_REACH = /\b(?:orders?|spend)(?: over| above| of)? ?[^\d ]{0,4}$/;
/** What stands after the price of a measure of it: "2,50 €/100 g". */
const PER_MEASURE =
  /^ ?\)? ?(?:\/|per\b|pro\b|je\b|par\b|al\b|za\b) ?(?:\d+(?:[.,]\d+)? ?)?(?:k?g|[mc]?l|kilo|lit|lb|oz|fl|c?m[²³23]?|count|st[kü]|unit)\b/;
/** What stands after a number that measures something else. */
const MEASURED = /^ ?(?:%|ft\b|[ckm]?m\b|k?g\b|[mc]?l\b|lbs?\b|oz\b|inch)/;

/**
 * What a number is besides the price to pay, by the text before and after it: `other`, a former price or one per
 * measure; `none`, a sum to reach or no money at all; undefined where nothing speaks against it.
 */
export function besides(before: string, after: string): 'other' | 'none' | undefined {
  const [ahead, behind] = [before.toLowerCase(), after.slice(0, 30)];
  if (TO_REACH.test(ahead)) return 'none';
  if (FORMER.test(ahead) || PER_MEASURE.test(behind.toLowerCase())) return 'other';
  return MEASURED.test(behind) ? 'none' : undefined;
}
