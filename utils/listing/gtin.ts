/** GS1 check digit: from the right, digits weigh 1 and 3 in turn and together make tens. */
const isChecked = (digits: string): boolean => {
  let sum = 0;
  for (let at = digits.length - 1, weight = 1; at >= 0; at--, weight = 4 - weight)
    sum += Number(digits[at]) * weight;
  // A run of one digit is what shops type into a field they may not leave empty.
  return sum % 10 === 0 && !/^(\d)\1*$/.test(digits);
};

/** ISBN-10 (ISO 2108): its digits weigh 10 down to 1, X is ten, and together they make elevens. */
function isbn13Of(isbn: string): string | undefined {
  let sum = 0;
  for (let at = 0; at < 10; at++) sum += (10 - at) * (isbn[at] === 'X' ? 10 : Number(isbn[at]));
  if (sum % 11) return undefined;
  return [...'0123456789'].map((digit) => `978${isbn.slice(0, 9)}${digit}`).find(isChecked);
}

/**
 * The GTIN-8, -12, -13 or -14 in a short text, digits only. ISBN and ISMN are GTIN-13s; an ISBN-10 named as such
 * becomes one. A label ("EAN13#…"), spaces and hyphens do no harm. Undefined where the check digit says that it is
 * none: shops put article numbers where a GTIN belongs.
 */
export function gtinOf(text: string | null | undefined): string | undefined {
  const line = (text ?? '')
    .slice(0, 100)
    .toUpperCase()
    .replace(/(?<=\d)[ \u2010-\u2015-](?=[\dX])/g, '');
  const isbn = /ISBN-?(?:10)?\D{0,3}(\d{9}[\dX])(?![\dX])/.exec(line)?.[1];
  if (isbn) return isbn13Of(isbn);
  // "GTIN1312345…": the digits of a label may run into the number's.
  for (const [, label, run = ''] of line.matchAll(/(EAN|GTIN|UPC)?(\d{8,16})/g))
    for (const digits of label ? [run, run.slice(2)] : [run])
      if (/^(?:\d{8}|\d{12,14})$/.test(digits) && isChecked(digits)) return digits;
  return undefined;
}
