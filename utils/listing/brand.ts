import { isPlaceholder } from './placeholder.ts';
import { wordsOf } from './words.ts';

/** What stands before a brand in a link to its shop, in lower case. */
const VISIT =
  'visit the|besuche den|besuchen den|besuche sie den|besuchen sie den|visita la tienda de|visiter la boutique|visita lo store di|visite a loja|bezoek de|odwiedź sklep|besök|mağazasını ziyaret edin|mağazasını ziyaret edin:'.split(
    '|',
  );
const MORE =
  'shop all|see all|more from|mehr von|alle produkte von|weitere produkte von|plus de produits'.split('|');
/** What a brand is labelled, before a colon. */
const LABELS = new Set(
  'brand|marke|marque|marca|merk|marka|märke|mærke|merke|značka|merkki|brend|márka|бренд|марка|品牌|ブランド|manufacturer|hersteller|fabricant|produttore|fabricante|producent|fabrikant|výrobce|производитель|by|von|da'.split(
    '|',
  ),
);

/** What follows one of these beginnings and a space. */
function after(name: string, beginnings: readonly string[]): string | undefined {
  const lower = name.toLowerCase();
  const found = beginnings.find((one) => lower.startsWith(`${one} `));
  return found && (name.slice(found.length + 1).trim() || undefined);
}

/** A brand as marketplaces print it, as a link to its shop, with its label or as a picture's text, to the name alone. */
function unwrapped(text: string): string {
  let name = text;
  // Most are one word, with nothing around it.
  if (!/[ :：]/.test(name)) return name;
  name = after(name, VISIT)?.replace(/[- ](?:store|shop|winkel|butiken|butik)$/i, '') ?? name;
  const colon = name.search(/[:：]/);
  if (
    colon > 0 &&
    colon < 60 &&
    LABELS.has(name.slice(0, colon).toLowerCase().trim().split(' ').at(-1) ?? '')
  )
    name = name.slice(colon + 1).trim() || name;
  name = after(name, MORE) ?? name;
  return name.replace(/(?<=.) logo$/i, '').trim();
}

/** What some platforms say is the brand of everything: their own name. */
const PLATFORMS =
  /^(?:ali|aliexpress|alibaba(?:\.com)?|etsy|ebay|temu|wish|shopify|woocommerce|my ?store|generic_brand)$/i;

const sameName = (one: string, other: string) => {
  const [a, b] = [one, other].map((name) => wordsOf(name).join(''));
  return a !== '' && a === b;
};

/**
 * A brand without what platforms put around or instead of it: "Visit the Acme Store" is "Acme"; "n/a" (but not
 * "Unbranded", which a seller says), a platform's own name and the names in `never` (the seller's, where a marketplace passes it off as the brand) are
 * undefined.
 */
export function brandOf(
  text: string | null | undefined,
  ...never: (string | null | undefined)[]
): string | undefined {
  const name = unwrapped(
    (text ?? '')
      .slice(0, 500)
      .replace(/[\s\u200b-\u200f\ufeff]+/g, ' ')
      .trim(),
  );
  const good = name.length <= 100 && !isPlaceholder(name) && !PLATFORMS.test(name) && !/^https?:/i.test(name);
  return good && !never.some((other) => other && sameName(name, other)) ? name : undefined;
}
