/** "4,7" → 4.7; undefined where it is no number. */
export const decimalOf = (value: string | undefined): number | undefined => {
  const found = /\d{1,3}(?:[.,]\d{1,6})?/.exec(value?.slice(0, 50) ?? '')?.[0];
  return found === undefined ? undefined : Number(found.replace(',', '.'));
};
/** "1,234 reviews" → 1234. */
export const wholeOf = (value: string | undefined): number | undefined => {
  const digits = /\d[\d.,\s]*/.exec(value?.slice(0, 50) ?? '')?.[0].replace(/\D/g, '');
  return digits && digits.length < 12 ? Number(digits) : undefined;
};
