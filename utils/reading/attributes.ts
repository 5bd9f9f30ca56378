import type { Listing } from '../listing/listing.ts';
import { isPlaceholder } from '../listing/placeholder.ts';
import { wordsOf } from '../listing/words.ts';
import type { Attribute } from './shown.ts';

/**
 * What the attributes of an item are called where they say more than an attribute: in the languages of the shops Caveat
 * reads, as `wordsOf` leaves them. Of several that are there, one of an earlier line wins, then the first row. Words and
 * no patterns: a browser takes longer to compile one of so many words than to read the page.
 */
const NAMES = {
  brand: [
    'brand|brand name|brandname|product brand|product brand name|marke|marque|marca|marcă|marka|marchio|značka|марка|merk|märke|значка|бренд|品牌|ブランド|ブランド名|nome marca|nome della marca|nome da marca|markenname|merknaam|nazwa marki|make|márka|mærke|varumärke|varemerke|varemærke|merke|merkki|tuotemerkki|μάρκα|blagovna znamka|robna marka|brend|brendas|prekės ženklas|zīmols|kaubamärk',
    'manufacturer|manufacturer name|make manufacturer|hersteller|produttore|fabricante|fabricant|fabrikant|producent|výrobce|výrobca|gyártó|producător|производител|производитель|бренд производитель|tillverkare|produsent|valmistaja|κατασκευαστής|proizvajalec|proizvođač|gamintojas|ražotājs|tootja',
  ],
  model: [
    'model|modell|model number|model no|item model|item model number|item model no|product model|product model number|apple model number|apple model|modellnummer|artikelmodellnummer|modelnummer|modelnummer item|número de modelo|número de modelo del producto|numero modello|numero di modello|numero modello articolo|numero di modello articolo|numéro de modèle|numéro du modèle|numéro de modèle de l article|numéro du modèle de l article|modèle|modello|modelo|numer modelu|numer modelu przedmiotu|артикул|модель|型号|型號|型番|製造元型番|μοντέλο|malli|mudel|modelis|модел',
    'model name|model name number|modellname|nombre de modelo|nombre del modelo|nome modello|nome del modello|nom de modèle|nom du modèle|nazwa modelu|modellbezeichnung|modelnaam|modellnamn|款式',
  ],
  mpn: [
    'mpn|part number|part no|manufacturer part number|manufacturer part no|manufacturer s part number|manufacturers part number|manufacturer number|manufacturer no|mfr part number|mfr part no|mfr part|mfr number|mfr no|herstellernummer|hersteller nr|teilenummer|artikelnummer|herstellerreferenz|hersteller referenz|herstellerteilenummer|hersteller teilenummer|herstellerartikelnummer|hersteller artikelnummer|numéro de pièce|numéro de pièce du fabricant|référence|référence fabricant|référence du fabricant|codice articolo|riferimento produttore|codice produttore|número de pieza|número de pieza del fabricante|número de parte|referencia|referencia del fabricante|referencia fabricante|kod producenta|kód výrobce|kód výrobcu|katalogové číslo výrobce|gyártói cikkszám|gyártói kód|cod producător|numer części|numer części producenta|onderdeelnummer|onderdeelnummer van fabrikant|fabrikantnummer|artikelnummer fabrikant|número de peça|артикул производителя|код на производителя|tillverkarens artikelnummer|producentens varenummer|valmistajan tuotekoodi|κωδικός κατασκευαστή',
  ],
  gtin: [
    'ean|gtin|upc|jan|barcode|isbn13|isbn 13|global trade identification number|global trade item number|código universal de producto|kod ean|codice ean|código ean|code ean|cod ean|strichcode|kod kreskowy|kod paskowy|code barre|code barres|code à barres|codice a barre|código de barras|cod de bare|streepjescode|streckkod|stregkode|strekkode|viivakoodi|čárový kód|čiarový kód|vonalkód|штрих код|штрихкод|баркод|barkod|bar kod|črtna koda|γραμμωτός κώδικας|svītrkods|brūkšninis kodas|ribakood|條碼|条形码|バーコード|europäische artikelnummer',
    'isbn|isbn10|isbn 10',
  ],
  condition: [
    'condition|item condition|article condition|artikelzustand|zustand|état|état de l objet|condizione|condizioni|condizione dell oggetto|condizioni dell oggetto|estado|estado del artículo|condición|condición del ítem|condición del item|stan|stav|állapot|stare|staat|objektstatus|skick|tilstand|kunto|състояние',
  ],
  /** Where the maker is, in a row of its own beside the maker's name. */
  manufacturer: [
    'manufacturer|hersteller|fabricante|fabricant|produttore|fabrikant|producent|tillverkare|manufacturer name',
  ],
  contact: [
    'kontakt zum hersteller|manufacturer contact|manufacturer contact information|manufacturer address|contact fabricant|contact du fabricant|contatto produttore|contacto del fabricante',
  ],
} satisfies Record<string, string[]>;

const tables = new Map<string, ReadonlySet<string>>();
function tableOf(line: string): ReadonlySet<string> {
  const table = tables.get(line) ?? new Set(line.split('|'));
  tables.set(line, table);
  return table;
}

/** What people write where they have nothing to say, besides placeholders; and how that begins. */
const NOTHING = tableOf('no|unbranded|generic|no name|noname|doesn t apply|nicht applicable|non applicabile');
const UNSAID =
  'markenlos|sans marque|ohne|senza marca|sin marca|no aplica|no procede|nie dotyczy|brak|bez marki|niet van toepassing|merkloos|neuvedeno|fără marcă'.split(
    '|',
  );

/** A value that says something, or undefined. */
export function said(value: string | undefined): string | undefined {
  const words = wordsOf(value?.slice(0, 60) ?? '').join(' ');
  const nothing =
    isPlaceholder(value ?? '') || NOTHING.has(words) || UNSAID.some((one) => words.startsWith(one));
  return nothing ? undefined : value;
}

/** The value of the attribute of one kind. */
export function named(attributes: readonly Attribute[], kind: keyof typeof NAMES): string | undefined {
  for (const line of NAMES[kind]) {
    const table = tableOf(line);
    const found = attributes.find(({ name, value }) => {
      const words = wordsOf(name.slice(0, 60));
      // "EAN / UPC", "GTIN code": what the number is called comes first.
      const isNamed = table.has(words.join(' ')) || (kind === 'gtin' && table.has(words[0] ?? ''));
      return isNamed && said(value);
    });
    if (found) return found.value;
  }
  return undefined;
}

/** What an item's attributes say of its brand, model and identifiers. */
export function fromAttributes(attributes: readonly Attribute[]): Partial<Listing> {
  const gtin = named(attributes, 'gtin')?.split(/[,;/]/)[0]?.replace(/[\s-]/g, '');
  return {
    attributes: attributes.length ? [...attributes] : undefined,
    brand: named(attributes, 'brand'),
    model: named(attributes, 'model'),
    identifiers: {
      mpn: named(attributes, 'mpn'),
      gtin: /^\d{8}(?:\d{4,6})?$/.test(gtin ?? '') ? gtin : undefined,
    },
  };
}

/** How the condition of a thing is written, as schema.org's OfferItemCondition; parts and repairs before the rest. */
const CONDITIONS: [term: string, words: RegExp][] = [
  [
    'DamagedCondition',
    /parts|defe[kc]t|ersatzteil|bastler|pièces|ricamb|piezas|części|onderdelen|damaged|beschädigt/i,
  ],
  [
    'RefurbishedCondition',
    /refurb|renewed|generalüberholt|erneuert|repasovan|felújít|recondi[țt]ionat|reconditionn|ricondizionat|reacondicionad|odnowion|gereviseerd|restaurado/i,
  ],
  [
    'UsedCondition',
    /used|pre-?owned|like new|very good|good|acceptable|gebraucht|wie neu|sehr gut|akzeptabel|occasion|usato|segunda mano|usad[oa]|używan|gebruikt|tweedehands|begagnad|bon état|satisfais|použit|használt|folosit|משומש|б\/у/i,
  ],
  [
    'NewCondition',
    /new|open(?:ed)? box|\bneu|neuf|nuov|nuev|now[ey]|nieuw|nov[oaýé]|\búj\b|\bnou\b|\bny|новый/i,
  ],
];
export const conditionOf = (told: string | undefined): string | undefined =>
  told && CONDITIONS.find(([, words]) => words.test(told.slice(0, 60)))?.[0];
