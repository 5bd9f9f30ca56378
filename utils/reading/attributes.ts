import type { Listing } from '../listing/listing.ts';
import type { Attribute } from './shown.ts';

/**
 * What the attributes of an item are called where they say more than an attribute: in the languages of the
 * marketplaces Caveat reads. Of several that fit, the first name in the pattern wins, then the first row.
 */
const NAMES = {
  brand: [
    /^(?:brand(?: ?name)?|m[aá]r(?:ke|que|c[aă]|ka|chio)|značka|марка|merk|märke|значка|бренд|品牌|ブランド(?:名)?|nome? (?:della |da )?marca|markenname|merknaam|nazwa marki)$/i,
    /^(?:manufacturer|hersteller|produttore|fabricante|fabricant|fabrikant|producent|výrobc[ea]|gyártó|producător|производител)$/i,
  ],
  model: [
    /^(?:item |product |apple )?(?:model(?:l)?(?: ?number| ?no\.?)?|(?:artikel)?modellnummer|modelnummer(?: item)?|número de modelo(?: del producto)?|numero (?:di )?modello(?: articolo)?|numéro d[eu] modèle(?: de l.article)?|modèle|modello|modelo|numer modelu(?: przedmiotu)?|артикул|модель|型号|型號|型番|製造元型番)$/i,
    /^(?:model name|modellname|nombre de(?:l)? modelo|nome (?:del )?modello|nom d[eu] modèle|nazwa modelu|modellbezeichnung|modelnaam|modellnamn)$/i,
    /^(?:teilenummer|artikelnummer|article number)$/i,
  ],
  mpn: [
    /^(?:mpn|(?:manufacturer(?:'s)? )?part ?(?:number|no\.?)|(?:hersteller|teile|artikel)nummer|hersteller-?(?:referenz|teilenummer)|numéro de pièce(?: du fabricant)?|référence(?: fabricant)?|codice articolo|riferimento produttore|codice produttore|número de pieza(?: del fabricante)?|número de parte|referencia(?: del fabricante)?|kod producenta|kód výrobc[eu]|gyártói (?:cikkszám|kód)|cod producător|numer części(?: producenta)?|onderdeelnummer(?: van fabrikant)?|fabrikantnummer|número de peça)$/i,
  ],
  gtin: [
    /^(?:ean|gtin|upc|isbn-?13|global trade identification number|código universal de producto|ean ?\/ ?gtin|barcode)\b/i,
    /^isbn/i,
  ],
  condition: [
    /^(?:(?:item |article )?condition|artikelzustand|zustand|état(?: de l.objet)?|condizion[ei](?: dell.oggetto)?|estado(?: del artículo)?|condición(?: del [ií]tem)?|stan|stav|állapot|stare|staat|objektstatus|skick)$/i,
  ],
  /** Where the maker is, in a row of its own beside the maker's name. */
  manufacturer: [
    /^(?:manufacturer|hersteller|fabricante|fabricant|produttore|fabrikant|producent|tillverkare|manufacturer name)$/i,
  ],
  contact: [
    /^(?:kontakt zum hersteller|manufacturer (?:contact(?: information)?|address)|contact(?: du)? fabricant|contatto produttore|contacto del fabricante)$/i,
  ],
} satisfies Record<string, RegExp[]>;

/** What people write where they have nothing to say. */
const NOTHING =
  /^(?:n\/?a|n\.a\.|none|no|null|-+|unbranded|generic|no ?name|does ?n[o']t apply|not applicable|not specified|(?:nicht|non) (?:zutreffend|applicable|applicabile)|(?:markenlos|sans marque|ohne|senza marca|sin marca|no aplica|no procede|nie dotyczy|brak|bez marki|niet van toepassing|merkloos|neuvedeno|fără marcă).*)$/i;

/** A value that says something, or undefined. */
export const said = (value: string | undefined): string | undefined =>
  value && !NOTHING.test(value.slice(0, 60)) ? value : undefined;

/** The value of the attribute of one kind. */
export function named(attributes: readonly Attribute[], kind: keyof typeof NAMES): string | undefined {
  for (const pattern of NAMES[kind]) {
    const found = attributes.find(({ name, value }) => pattern.test(name.slice(0, 60)) && said(value));
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
