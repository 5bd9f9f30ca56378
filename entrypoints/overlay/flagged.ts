import type { PageState } from '../../utils/page-state.ts';

type FlaggedCard = PageState['cards'][number];

/** A link is followed up to so many ancestors to find the picture of its card. */
const LEVELS = 6;
/** A picture is at least this wide and high, in px; smaller ones are badges and stars. */
const PICTURE = 48;

/** Tells whether an address leads to one of the cards; by item id where the marketplace has one. */
export function cardFinder(cards: FlaggedCard[]): (href: string) => FlaggedCard | undefined {
  const byId = new Map(cards.flatMap((card) => (card.card.id ? [[card.card.id, card] as const] : [])));
  const byPath = new Map(cards.map((card) => [path(card.card.url), card]));
  return (href) => {
    const address = path(href);
    if (address === null) return;
    const found = byPath.get(address);
    if (found) return found;
    // Subdomains and slugs differ between what was read and what is linked; the id in the path does not.
    for (const word of address.split(/[^A-Za-z0-9]+/)) {
      const card = byId.get(word);
      if (card) return card;
    }
  };
}

function path(href: string): string | null {
  if (!URL.canParse(href)) return null;
  const { protocol, host, pathname } = new URL(href);
  return protocol === 'https:' || protocol === 'http:' ? `${host}${pathname}` : null;
}

/**
 * Where each flagged card on the page is marked: at its picture, or at its link as long as the picture has no size
 * yet. Each place once.
 */
export function flaggedPictures(document: Document, cards: FlaggedCard[]): Map<Element, FlaggedCard> {
  const find = cardFinder(cards);
  const links = [...document.querySelectorAll<HTMLAnchorElement>('a[href]')].flatMap((link) => {
    const card = find(link.href);
    return card ? [{ link, card, picture: pictureOf(link, (other) => find(other.href) === card) }] : [];
  });
  const places = new Map<Element, FlaggedCard>();
  for (const { picture, card } of links) if (picture) places.set(picture, card);
  const marked = new Set(places.values());
  for (const { link, card } of links) {
    if (marked.has(card)) continue;
    marked.add(card);
    places.set(link, card);
  }
  return places;
}

/** The first large picture in a link, or around it as long as no other card's link is there too. */
function pictureOf(link: HTMLAnchorElement, own: (link: HTMLAnchorElement) => boolean): Element | null {
  let box: Element | null = link;
  for (let level = 0; box && level <= LEVELS; level += 1, box = box.parentElement) {
    if (level > 0 && ![...box.querySelectorAll<HTMLAnchorElement>('a[href]')].every(own)) return null;
    const picture = [...box.querySelectorAll('img, picture, video')].find((element) => {
      const { width, height } = element.getBoundingClientRect();
      return width >= PICTURE && height >= PICTURE;
    });
    if (picture) return picture.parentElement?.closest('picture') ?? picture;
  }
  return null;
}
