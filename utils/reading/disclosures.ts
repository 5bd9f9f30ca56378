import { LIMITS } from '../listing/limits.ts';
import type { Listing } from '../listing/listing.ts';
import { countryOf } from './countries.ts';
import { linesOf } from './text.ts';
import { fieldOf, operatorFrom, traderFrom } from './trader.ts';

/**
 * What EU law has marketplaces print of traders (DSA, Regulation (EU) 2022/2065, Art. 30(7)) and of a product's
 * safety (GPSR, Regulation (EU) 2023/988, Art. 19). They print it as headings with lines below, each in a markup
 * and language of its own, so it is read from the lines, whatever elements they stand in.
 */
export type Section = 'trader' | 'manufacturer' | 'responsiblePerson' | 'safetyInformation';

/** What the headings say, in order: a responsible person may be "the manufacturer's responsible person". */
const SECTIONS: [Section, RegExp][] = [
  [
    'responsiblePerson',
    /verantwortliche (?:person|stelle|wirtschaftsakteur)|verantwortlicher? wirtschaftsakteur|eu.?verantwortlich|bevollmächtigter|responsible (?:person|economic|operator)|authori[sz]ed rep|eu representative|(?:osoba|podmiot) odpowiedzialn|(?:personne|opérateur).{0,20}responsable|verantwoordelijke (?:persoon|marktdeelnemer)|(?:persona|operatore) responsabile|persona responsable|odpovědná osoba|zodpovedná osoba|felelős személy|persoan[aă] responsabil|отговорно лице|ansvarig person|ansvarlig person|vastuuhenkilö/,
  ],
  [
    'safetyInformation',
    /sicherheits(?:hinweis|information)|produktsicherheit|warnhinweis|safety (?:information|warning|instruction|notice)|^warnings?$|bezpieczeństw|ostrzeżeni|(?:informations?|consignes?|instructions?).{0,12}sécurité|avertissement|veiligheids|waarschuwing|bezpečnost|upozornění|upozornenia|biztonsági|figyelmeztet|siguran[tțţ]|averti[sz]|безопасност|предупрежден|avvertenz|sicurezza|información de seguridad|advertencias/,
  ],
  [
    'manufacturer',
    /^(?:(?:informa|angaben|details|dane|contact|données|gegevens|date).{0,25} )?(?:hersteller|manufacturer|producent|producător|fabricant|fabrikant|fabricante|produttore|výrobce|výrobca|výrobcu|gyártó|tillverkare|produsent|valmistaja|производител)/,
  ],
  [
    'trader',
    /(?:verkäufer|händler|anbieter)(?:s|-| )?(?:information|angaben|daten|details)|(?:über den|informationen zum|angaben zum) (?:verkäufer|händler|anbieter)|impressum|(?:seller|trader|business)(?:'s)? (?:information|details|identity)|about the seller|dane (?:sprzedawcy|firmy|przedsiębiorcy)|o sprzedawcy|(?:informations?|identité|coordonnées|à propos).{0,20}vendeur|mentions légales|(?:gegevens|informatie) (?:van de |over de )?verkoper|verkoopinformatie|(?:informace )?o prodejci|(?:informácie )?o predajcovi|az eladóról|eladó (?:adatai|információ)|(?:informații|date|detalii|despre).{0,20}vânzător|за търговеца|информация за (?:продавача|търговеца)|informazioni (?:sul venditore|legali)|información del vendedor/,
  ],
];

/** A label before a colon, short, and not the beginning of an address ("https:"). */
const LABELLED = /^([^:@/]{2,45}):(?!\/)\s*(.*)$/;
const CONTACT = /@|^https?:|^www\.|^\+?[\d\s()/.-]{7,}$/i;

/** Lines as pairs: a label with what follows it on its line or, where it has a line of its own, below it. */
function pairsOf(lines: readonly string[]): { name: string; lines: string[] }[] {
  const pairs = [{ name: '', lines: [] as string[] }];
  for (const line of lines) {
    const [, label, told] = LABELLED.exec(line) ?? [];
    // A label on a line of its own is short and holds no figure; a company's name may hold the word.
    const alone =
      label === undefined && line.length < 30 && !/[\d@,.]/.test(line) && line.split(' ').length < 4;
    const named = (label ?? (alone ? line : '')).trim();
    if (named && fieldOf(named)) pairs.push({ name: named, lines: told ? [told] : [] });
    else pairs.at(-1)?.lines.push(line);
  }
  return pairs;
}

function traderOf(lines: readonly string[]): Listing['trader'] {
  const [head, ...pairs] = pairsOf(lines);
  const trader = traderFrom(pairs) ?? {};
  const free = operatorFrom(head?.lines ?? []);
  const emails = lines.map((line) => /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}/.exec(line)?.[0]);
  const found = {
    ...trader,
    name: trader.name ?? free?.name,
    address: trader.address ?? free?.address ?? undefined,
    email: trader.email ?? emails.find(Boolean),
  };
  // A heading over nothing but links or prose discloses nothing.
  const said = Object.entries(found).some(
    ([field, value]) => value && field !== 'name' && field !== 'address',
  );
  const placed = trader.address || /\d{4,6}|\d{2,3}[ -]\d{2,3}/.test(found.address ?? '');
  return found.name && (said || placed)
    ? { country: countryOf(found.address ?? undefined), ...found }
    : undefined;
}

function operatorOf(lines: readonly string[]): Listing['manufacturer'] {
  const [head, ...pairs] = pairsOf(lines);
  if (!pairs.length) return operatorFrom(lines);
  const { name, address, email, phone } = traderFrom(pairs) ?? {};
  const free = operatorFrom(head?.lines ?? []);
  const contact = [email, phone, ...(head?.lines ?? []).filter((line) => CONTACT.test(line))];
  return {
    name: name ?? free?.name,
    address: address ?? free?.address,
    contact: contact.filter(Boolean).join(', ') || null,
  };
}

/**
 * The disclosures that an element shows: each section from its heading to the next. `within` is what the element
 * is known to hold where it has no heading of its own.
 */
export function disclosures(root: Element, within?: Section): Partial<Listing> {
  const sections = new Map<Section, string[]>();
  let section = within;
  for (const line of linesOf(root, LIMITS.description).slice(0, 400)) {
    const [, label = line, told] = LABELLED.exec(line) ?? [];
    const heading = label.length < 70 ? label.toLowerCase() : '';
    const found = SECTIONS.find(([, words]) => words.test(heading))?.[0];
    // The same again is the next heading's echo: "Manufacturer", "Manufacturer: …".
    section = found ?? section;
    if (!section) continue;
    const lines = sections.get(section) ?? [];
    sections.set(section, lines);
    if (!found) lines.push(line);
    else if (told) lines.push(told);
  }
  const [trader, manufacturer, responsible] = (['trader', 'manufacturer', 'responsiblePerson'] as const).map(
    (name) => sections.get(name),
  );
  return {
    trader: trader && traderOf(trader),
    manufacturer: manufacturer?.length ? operatorOf(manufacturer) : undefined,
    responsiblePerson: responsible?.length ? operatorOf(responsible) : undefined,
    safetyInformation: sections.get('safetyInformation')?.join(' ') || undefined,
  };
}
