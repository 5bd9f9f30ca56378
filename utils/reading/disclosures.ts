import { LIMITS } from '../listing/limits.ts';
import type { Listing } from '../listing/listing.ts';
import { countryOf } from './countries.ts';
import { linesOf } from './text.ts';
import { fieldOf, imprintFrom, safetyFrom } from './trader.ts';

/** Headings over what a page says of the trader, in the languages of the marketplaces (DSA Art. 30(7)). */
const TRADER =
  /(?:verkäufer|händler|anbieter)(?:s|-| )?(?:information|angaben|daten|details)|(?:über den|informationen zum|angaben zum) (?:verkäufer|händler|anbieter)|impressum|(?:seller|trader|business)(?:'s)? (?:information|details|identity)|about the seller|dane (?:sprzedawcy|firmy|przedsiębiorcy)|o sprzedawcy|(?:informations?|identité|coordonnées|à propos).{0,20}vendeur|mentions légales|(?:gegevens|informatie) (?:van de |over de )?verkoper|verkoopinformatie|o prodejci|o predajcovi|az eladóról|eladó (?:adatai|információ)|(?:informații|date|detalii|despre).{0,20}vânzător|за търговеца|информация за (?:продавача|търговеца)|informazioni (?:sul venditore|legali)|información del vendedor/i;

const COLON = /^[^:]{2,60}:/;

/** A label on a line of its own with the line below it, as one: "Adresse", "Hafenstr. 1" → "Adresse: Hafenstr. 1". */
function joined(lines: readonly string[]): string[] {
  const out: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string;
    const next = lines[at + 1];
    // A company's name may hold such a word, but is no such word: "Trade Tools Ltd".
    const label = line.replace(/:$/, '');
    const alone = label.length < 30 && !/[\d@,.:]/.test(label) && label.split(' ').length < 4;
    if (alone && next && !COLON.test(next) && fieldOf(label)) {
      out.push(`${label}: ${next}`);
      at++;
    } else out.push(line);
  }
  return out;
}

/** A trader out of lines that may be one's; a heading over links or prose discloses nothing. */
function traderOf(lines: readonly string[]): Listing['trader'] {
  const trader = imprintFrom(joined(lines.slice(0, 30)), countryOf);
  const { email, phone, vatNumber, registrationNumber, address } = trader ?? {};
  const placed = /\d{4,6}|\d{2,3}[ -]\d{2,3}/.test(address ?? '');
  return trader?.name && (email || phone || vatNumber || registrationNumber || placed) ? trader : undefined;
}

/**
 * What an element shows of the trader and of the product's safety (GPSR, Regulation (EU) 2023/988, Art. 19), read
 * from its lines, whatever markup they stand in. `trader` says that the element is about the trader even where it
 * has no heading of its own.
 */
export function disclosures(root: Element, trader = false): Partial<Listing> {
  const lines = linesOf(root, LIMITS.description).slice(0, 400);
  const heading = lines.findIndex((line) => line.length < 70 && TRADER.test(line));
  const from = heading < 0 && trader ? 0 : heading + 1;
  const about = heading < 0 && !trader ? [] : lines.slice(from);
  const { manufacturer, responsiblePerson, safetyInformation } = safetyFrom(lines);
  // "Notes on privacy" are no safety information: only beside who answers for it, or in a block named so.
  const named = `${root.id} ${root.getAttribute('class')} ${root.getAttribute('data-testid')}`;
  const lawful = manufacturer || responsiblePerson || /gpsr|safety|sicherheit/i.test(named);
  return {
    trader: about.length ? traderOf(about) : undefined,
    manufacturer: manufacturer ?? undefined,
    responsiblePerson: responsiblePerson ?? undefined,
    safetyInformation: lawful ? safetyInformation : undefined,
  };
}
