import { isCalled, type Spot } from './spots.ts';

/** In lower case, for a pattern that matches whatever the case takes a browser many times as long to compile. */
const SKU_LABEL =
  /(?:\bsku|\bart(?:ikel|icle|\.)?[ .-]{0,2}(?:nr|no|number|nummer|n\u00b0)|\bitem (?:no|number|#|id)|\b(?:product|produkt|item)[ -]?(?:code|id|number|nummer|kode|kod)|\bid (?:do |del )?produ(?:c)?to|\bproducto id|\bprodukta kods|\bprekės kodas|\btoote kood|\btuotenumero|\bvarenr|\btermékkód|\bcod produs|\bκωδικός|\bstyle (?:no|number)|\bréf(?:érence)?|\bref(?:erence|\.)?|\bcódigo|\bcod(?:ice)?|\bkod produktu|артикул|(?<![а-я])код(?: товара)?|модель|貨號|商品編號|\basin)\.?\s{0,2}[:#№°]?\s{0,2}#?/g;
const CODE =
  /(?=[a-z\u00c0-\u1fff\u3041-\ufaff._/-]*\d)[a-z\d\u00c0-\u1fff\u3041-\ufaff][a-z\d\u00c0-\u1fff\u3041-\ufaff._/-]{2,}/y;
const LONGEST_CODE = 40;
const CODED =
  /sku|article-?(?:number|no)|product-?(?:number|code|id|identifier)|item-?(?:number|no\b)|artikelnummer|model-?number/;

function labelledCode(text: string): string | undefined {
  if (!/\d/.test(text)) return undefined;
  const lower = text.toLowerCase();
  for (const label of lower.matchAll(SKU_LABEL)) {
    CODE.lastIndex = label.index + label[0].length;
    const found = CODE.exec(lower)?.[0];
    if (found) return text.slice(CODE.lastIndex - found.length, CODE.lastIndex).slice(0, LONGEST_CODE);
  }
  return undefined;
}
const isCode = (text: string) => {
  CODE.lastIndex = 0;
  return (
    text.length <= LONGEST_CODE &&
    /(?:\d\D*){4}/.test(text) &&
    CODE.exec(text.toLowerCase())?.[0].length === text.length
  );
};

/** The shop's own number: what is marked as one, else what stands after a label such as "Art. no.". */
export function skuOf(spots: readonly Spot[], heading: number): string | undefined {
  let labelled: string | undefined;
  for (let place = 0; place < spots.length; place++) {
    const spot = spots[place] as Spot;
    const { text, element, elsewhere, up } = spot;
    if (elsewhere) continue;
    if (isCalled(spot, CODED)) {
      const shown = element.getAttribute('content') ?? text;
      const code = labelledCode(shown) ?? (isCode(shown) ? shown : undefined);
      if (code) return code;
    }
    // The outermost element short enough holds both label and code.
    if ((!labelled || place < heading) && text !== spots[up]?.text) labelled = labelledCode(text) ?? labelled;
  }
  return labelled;
}
