import { isCalled, type Spot } from './spots.ts';

const BUY =
  /add.{0,3}to.{0,3}(?:cart|bag|basket|trolley)|addto(?:cart|bag|basket)|buy.{0,3}(?:now|it|box)|purchase|in den (?:warenkorb|einkaufswagen)|ajouter au panier|acheter|(?:al|ao) carrito|adicionar ao carrinho|comprar|al carrello|acquista|do koszyka|kup teraz|in winkel(?:wagen|mand)|в корзину|купить|do košíku|în coș|lisää ostoskoriin|place.{0,3}bid|加入購物車|立即購買|加入购物车|立即购买|カートに入れる|장바구니|ielikt grozā|į krepšelį|lisa ostukorvi|kosárba|sepete ekle|legg i handle|lägg i (?:varu|kund)korg|læg i kurv|bestellen|pridať do|добави в количка|στο καλάθι|join_?cart/;

const CART = /cart|basket|\bbag|buy/;
/** Whether an element is a button to buy. */
export const isToBuy = (spot: Spot): boolean => {
  if (!CLICKED.test(spot.tag) && !isCalled(spot, CART)) return false;
  const { marks, text, tag, element } = spot;
  const said = `${marks} ${text.slice(0, 60)} ${tag === 'DIV' || tag === 'SPAN' ? '' : labelled(element)}`;
  return BUY.test(said.toLowerCase());
};

const CLICKED = /^(?:BUTTON|INPUT|A|FORM|IMG)$/;
const labelled = (element: Element) =>
  `${element.getAttribute('value') ?? ''} ${element.getAttribute('name') ?? ''} ${element.getAttribute('alt') ?? ''}`;

const OUT =
  /out.?of.?stock|sold.?out|currently unavailable|no longer available|ausverkauft|nicht (?:verfügbar|auf lager|lieferbar)|rupture de stock|épuisé|agotado|esaurito|non disponibile|esgotado|indisponível|brak w magazynie|niedostępny|uitverkocht|нет в наличии|vyprodáno|distant?stock-?none|售完|缺貨|已售完|slutsåld|udsolgt|loppuunmyyty|tükendi|elfogyott|stoc epuizat/i;

const STOCK = /availab|stock|delivery-?status|soldout|sold-out/;
const CHOICE = /template|variant|swatch|size|option/;

/** Whether the page says near the heading, or where it tells of stock, that the item is gone. */
export function isGone(spots: readonly Spot[], heading: number): boolean {
  return spots.some((spot, place) => {
    const { text, elsewhere, tag, element } = spot;
    if (elsewhere || tag === 'OPTION' || !text || text.length > 100 || place < heading) return false;
    const told = isCalled(spot, STOCK) || (tag === 'BUTTON' && !element.hasAttribute('hidden'));
    return told && OUT.test(text) && !isCalled(spot, CHOICE);
  });
}
