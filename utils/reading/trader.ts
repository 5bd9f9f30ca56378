import type { Listing } from '../listing/listing.ts';
import { hasLetter } from '../listing/words.ts';

type Trader = NonNullable<Listing['trader']>;
type Operator = NonNullable<Listing['manufacturer']>;

/** What the parts of a trader's details are called on the pages that disclose them (DSA Art. 30(7)), in order. */
const LABELS: [field: keyof Trader | 'other', label: RegExp][] = [
  [
    'other',
    /represent|vertret|représent|rappresent|business type|geschäftsart|\btyp|tipo|customer|kunden|service|assistenza|atención|klant|obsług/i,
  ],
  [
    'vatNumber',
    /\bvat\b|\bu\.?st\.?|umsatzst|mwst|\btva\b|\bp?\.? ?iva\b|\bbtw\b|\bmoms|\bnip\b|\bdph\b|\báfa|\bddv\b|tax (?:id|number)|steuernummer|^dič|adószám|ддс/i,
  ],
  ['email', /e-?mail|correo|e-?post|courriel/i],
  ['phone', /phone|telef|téléph|\btél|\btel\b|puhelin|电话|телефон/i],
  [
    'registrationNumber',
    /regist|rejestr|\bsire[nt]\b|\bkvk\b|\bkrs\b|\bhr[ab]\b|\bregon\b|\bcui\b|organisationsn|company number|\bcif\b|\bnif\b|\brcs\b|licen[sc]e n|^ič?o\b|cégjegyz|cod fiscal|^еик/i,
  ],
  [
    'address',
    /address|adres|anschrift|indirizzo|direcci|endereço|morada|osoite|sídlo|sede|地址|siège|siedziba|székhely|^cím|sediu|адрес/i,
  ],
  [
    'name',
    /name|namn|naam|nom\b|nome\b|nombre|nazwa|firma|ragione|raison|razón|společnost|company|unternehmen|公司|n[áa]zov|název|név$|denumire|^nume|^име|société/i,
  ],
];

/** The country of an address that ends in a code. Of one that ends in a name, `countries.ts` knows. */
const byCode = (line: string | undefined) => (/^[A-Z]{2}$/.test(line ?? '') ? line : undefined);

/** Which part of a trader's details a label names. */
export const fieldOf = (label: string) => LABELS.find(([, words]) => words.test(label.slice(0, 100)))?.[0];

/** A trader's details from pairs of label and lines. A label with nothing after it gives null: shown, and empty. */
export function traderFrom(
  pairs: readonly { name: string; lines: readonly string[] }[],
  countryOf: (line: string | undefined) => string | undefined = byCode,
): Trader | undefined {
  const trader: Trader = {};
  for (const { name, lines } of pairs.slice(0, 40)) {
    const field = fieldOf(name);
    if (!field || field === 'other' || field === 'country' || trader[field]) continue;
    const said = lines.filter(Boolean);
    trader[field] = said.join(', ') || null;
    const country = field === 'address' && countryOf(said.at(-1));
    if (country) trader.country = country;
  }
  return Object.keys(trader).length ? trader : undefined;
}

const CONTACT = /@|^https?:|^www\.|^(?:tel|phone|telefon|e-?mail|fax)\b|^\+?[\d\s()/.-]{7,}$/i;

/** Who made an item or answers for it in the EU (GPSR Art. 16, 19), from the lines of the block that says so. */
export function operatorFrom(lines: readonly string[]): Operator | undefined {
  const [name, ...rest] = lines.slice(0, 20).filter(Boolean);
  if (!name) return undefined;
  const contact = rest.filter((line) => CONTACT.test(line)).join(', ');
  const address = rest.filter((line) => !CONTACT.test(line)).join(', ');
  return { name, address: address || null, contact: contact || null };
}

/** The headings under which a page gives what GPSR Art. 19 wants, in the languages of the marketplaces. */
const PARTS: [part: 'responsiblePerson' | 'manufacturer' | 'safetyInformation', heading: RegExp][] = [
  [
    'responsiblePerson',
    /responsible person|responsible in the eu|verantwortliche|responsable|responsabile|verantwoordelijke|odpowiedzialn|ansvarig|(?:od|zod)povědn|zodpovedn|felelős|responsabil|отговорно/i,
  ],
  [
    'manufacturer',
    /^(?:product )?(?:manufacturer|hersteller|fabricant|informations? (?:sur|du) le? fabricant|(?:informazioni sul )?produttore|(?:información del )?fabricante|fabrikant|producent|dane producenta|tillverkare|výrobc|gyártó|producător|informații producător|производител)/i,
  ],
  [
    'safetyInformation',
    /warning|safety|sicherheit|hinweis|avertissement|sécurité|avvertenz|sicurezza|advertencia|seguridad|veiligheid|ostrzeżeni|bezpiecze|säkerhet|bezpečnost|upozorn|biztonság|figyelmezt|siguran|averti|безопасност|предупрежд/i,
  ],
];

/** Splits the lines of a product-safety block at its headings. */
export function safetyFrom(lines: readonly string[]): Partial<Listing> {
  const parts: Partial<Record<(typeof PARTS)[number][0], string[]>> = {};
  let current: string[] | undefined;
  for (const line of lines.slice(0, 200)) {
    const part =
      line.length < 80 && !CONTACT.test(line)
        ? PARTS.find(([, heading]) => heading.test(line))?.[0]
        : undefined;
    // A heading may be said again over each entry, and the block's own stands before all.
    if (part) current = parts[part] ??= [];
    else current?.push(line);
  }
  const { manufacturer, responsiblePerson, safetyInformation } = parts;
  return {
    manufacturer: manufacturer && (operatorFrom(manufacturer) ?? null),
    responsiblePerson: responsiblePerson && (operatorFrom(responsiblePerson) ?? null),
    safetyInformation: safetyInformation?.join(' ') || undefined,
  };
}

/** "Email: a@b.c" and the like out of the lines of a legal notice that begins with a name and an address. */
export function imprintFrom(
  lines: readonly string[],
  countryOf?: (line: string | undefined) => string | undefined,
): Trader | undefined {
  const labelled = lines.flatMap((line) => {
    const [, name, rest] = /^([^::]{2,60})[::]\s*(.*)$/.exec(line) ?? [];
    return name ? [{ name, lines: rest ? [rest] : [] }] : [];
  });
  const plain = lines.filter(
    (line) => !/^[^::]{2,60}[::]/.test(line) && (hasLetter(line) || /\d/.test(line)),
  );
  const email = plain.find((line) => /^\S+@\S+$/.test(line));
  const [name, ...address] = plain.filter((line) => line !== email);
  const told = traderFrom(
    [
      ...labelled,
      ...(name ? [{ name: 'name', lines: [name] }] : []),
      ...(address.length ? [{ name: 'address', lines: address }] : []),
      ...(email ? [{ name: 'email', lines: [email] }] : []),
    ],
    countryOf,
  );
  return told && { name: null, address: null, ...told };
}
