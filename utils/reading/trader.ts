import type { Listing } from '../listing/listing.ts';
import { countryOf } from './countries.ts';

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
    /\bvat\b|\bu\.?st\.?|umsatzst|mwst|\btva\b|\bp?\.? ?iva\b|\bbtw\b|\bmoms|\bnip\b|\bdph\b|\báfa|\bddv\b|tax (?:id|number)|steuernummer|\bdič\b|adószám|ддс/i,
  ],
  ['email', /e-?mail|correo|e-?post|courriel/i],
  ['phone', /phone|telef|téléph|\btél|\btel\b|puhelin|电话|телефон/i],
  [
    'registrationNumber',
    /regist|rejestr|\bsire[nt]\b|\bkvk\b|\bkrs\b|\bhr[ab]\b|\bregon\b|\bcui\b|organisationsn|company number|\bcif\b|\bnif\b|\brcs\b|licen[sc]e n|\bič?o\b|cégjegyz|cod fiscal|\bеик\b/i,
  ],
  [
    'address',
    /address|adres|anschrift|indirizzo|direcci|endereço|morada|osoite|sídlo|sede|地址|siège|siedziba|székhely|\bcím|sediu|адрес/i,
  ],
  [
    'name',
    /name|namn|naam|nom\b|nome\b|nombre|nazwa|firma|ragione|raison|razón|společnost|company|unternehmen|公司|název|názov|\bnév|cégnév|denumire|nume\b|име\b|фирма|société|dénomination/i,
  ],
];

/** Which part of a trader's details a label names; "other" for what is said of traders besides. */
export const fieldOf = (label: string): keyof Trader | 'other' | undefined =>
  LABELS.find(([, words]) => words.test(label.slice(0, 100)))?.[0];

/** A trader's details from pairs of label and lines. A label with nothing after it gives null: shown, and empty. */
export function traderFrom(pairs: readonly { name: string; lines: readonly string[] }[]): Trader | undefined {
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
