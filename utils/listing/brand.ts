import { isPlaceholder } from './placeholder.ts';

/** How marketplaces print a brand: as a link to its shop, or with its label. */
const WRAPPED = [
  /^(?:visit the|besuchen? (?:sie )?den|visita la tienda de|visiter la boutique|visita lo store di|visite a loja|bezoek de|odwiedź sklep|besök|mağazasını ziyaret edin:?) (.+?)(?:[- ](?:store|shop|winkel|butiken|butik))?$/iu,
  /^(?:.{0,40} )?(?:brand|marke|marque|marca|merk|marka|märke|mærke|merke|značka|merkki|brend|márka|бренд|марка|品牌|ブランド|manufacturer|hersteller|fabricant|produttore|fabricante|producent|fabrikant|výrobce|производитель|by|von|da)\s*[:：]\s*(.+)$/iu,
  /^(?:shop all|see all|more from|mehr von|alle produkte von|weitere produkte von|plus de produits) (.+)$/iu,
  /^(.+?)\s+logo$/iu,
];

/** What some platforms say is the brand of everything: their own name. */
const PLATFORMS =
  /^(?:ali|aliexpress|alibaba(?:\.com)?|etsy|ebay|temu|wish|shopify|woocommerce|my ?store|generic_brand)$/i;

const sameName = (one: string, other: string) => {
  const [a, b] = [one, other].map((name) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));
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
  let name = (text ?? '')
    .slice(0, 500)
    .replace(/[\s\u200b-\u200f\ufeff]+/g, ' ')
    .trim();
  for (const wrapping of WRAPPED) name = wrapping.exec(name)?.[1]?.trim() ?? name;
  const good = name.length <= 100 && !isPlaceholder(name) && !PLATFORMS.test(name) && !/^https?:/i.test(name);
  return good && !never.some((other) => other && sameName(name, other)) ? name : undefined;
}
