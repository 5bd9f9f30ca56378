import { LIMITS } from '../listing/limits.ts';
import { isWithin, type Spot } from './spots.ts';

/** A name and its value, as a table of specifications has them. */
export interface Row {
  name: string;
  value: string;
  /** Place of the name among the spots. */
  place: number;
}

const LABEL = /label|name|key|title|term|caption|head|prop\b|left|attr|spec|characteristic|feature/;
const LONGEST_NAME = 80;
/** "Name: value", as a whole text. */
const LINE = /^[-•·*]?\s*([^:：]{2,50})\s?[:：]\s*(\S.{0,200})$/u;
/** Names of blocks whose bare lines may be such. */
const ABOUT = /desc|detail|spec|info|feature|attrib|propert/;

/**
 * Pairs of name and value in tables and definition lists, and after the heading, for there are menus before it, in
 * lists of specifications and lines of "name: value".
 */
export function rowsOf(spots: readonly Spot[], heading: number): Row[] {
  const rows: Row[] = [];
  const add = (place: number, name: string, value: string) => {
    const key = name.replace(/\s*[:：]\s*$/, '');
    if (key && value && key !== value && key.length <= LONGEST_NAME && rows.length < LIMITS.attributes)
      rows.push({ name: key, value, place });
  };
  const at = (place: number) => spots[place] as Spot;
  const childrenOf = (place: number, most: number) => {
    const children: number[] = [];
    for (let next = place + 1; next < at(place).end && children.length <= most; next = at(next).end)
      children.push(next);
    return children;
  };
  const linksIn = (place: number) =>
    spots.slice(place, at(place).end).filter(({ tag }) => tag === 'A').length;
  /** Two elements in one, each made like their fellows: by how they are called, where they stand. */
  const pairs = new Map<string, [number, number][]>();
  for (let place = 0; place < spots.length; place++) {
    const spot = at(place);
    if (spot.elsewhere) continue;
    if (spot.tag === 'DT') {
      const value = spots[spot.end];
      if (value?.tag === 'DD') add(place, spot.text, value.text);
      continue;
    }
    const children = childrenOf(place, 80);
    if (spot.tag === 'TR') {
      const filled = children.every((cell) => at(cell).text);
      for (
        let i = 0;
        filled && children.length <= 8 && children.length % 2 === 0 && i < children.length;
        i += 2
      )
        add(children[i] as number, at(children[i] as number).text, at(children[i + 1] as number).text);
      continue;
    }
    if (place > heading && alternate(spots, children))
      for (let i = 0; i < children.length; i += 2)
        add(children[i] as number, at(children[i] as number).text, at(children[i + 1] as number).text);
    const line = place > heading && spot.tag === 'LI' && children.length < 2 && LINE.exec(spot.text);
    if (line) add(place, line[1] as string, line[2] as string);
    else if (/^(?:LI|DIV|P|SPAN|TD)$/.test(spot.tag) && spot.text && children.length === 2) {
      const [one, other] = children as [number, number];
      const [first, second] = [at(one), at(other)];
      const whole = first.text.length + second.text.length + 3 >= spot.text.length;
      if (!first.text || !second.text || !whole || first.text.length > LONGEST_NAME) continue;
      // A group of pairs, or a heading over links.
      if (childrenOf(one, 2).length > 1 || linksIn(other) > 1) continue;
      const called =
        LABEL.test(first.marks) &&
        (!LABEL.test(second.marks) || /val|desc|data|right|content/.test(second.marks));
      if (place > heading && (/[:：]$/.test(first.text) || called)) add(one, first.text, second.text);
      else if (!/^(?:A|BUTTON|H\d|IMG)$/.test(first.tag) && /\p{L}/u.test(first.text)) {
        const made = `${spot.tag} ${spot.marks}|${first.tag} ${first.marks}|${second.tag} ${second.marks}`;
        pairs.set(made, [...(pairs.get(made) ?? []).slice(0, LIMITS.attributes), [one, other]]);
      }
    } else if (spot.text && children.length === 1 && /^(?:LI|P|SPAN)$/.test(spot.tag)) {
      const [, name = '', value = ''] = LINE.exec(spot.text) ?? [];
      const inner = at(children[0] as number).text;
      if (name && (inner === value || inner.replace(/\s*[:：]$/, '') === name)) add(place, name, value);
    }
    if (place > heading && /^(?:UL|P|DIV|TD)$/.test(spot.tag) && isWithin(spots, place, ABOUT, 5))
      for (let child = spot.element.firstChild; child; child = child.nextSibling) {
        const bare =
          child.nodeType === 3
            ? LINE.exec((child.nodeValue as string).slice(0, 300).replace(/\s+/g, ' ').trim())
            : null;
        if (bare) add(place, bare[1] as string, bare[2] as string);
      }
  }
  for (const same of pairs.values())
    if (same.length >= 2) for (const [one, other] of same) add(one, at(one).text, at(other).text);
  return rows;
}

/** Whether elements are called one thing and another in turn, at least twice: names and values in one row. */
function alternate(spots: readonly Spot[], places: readonly number[]): boolean {
  if (places.length < 4 || places.length % 2) return false;
  const marks = places.map((place) => `${(spots[place] as Spot).tag} ${(spots[place] as Spot).marks}`);
  return (
    marks[0] !== marks[1] &&
    places.every(
      (place, i) =>
        (spots[place] as Spot).text &&
        marks[i] === marks[i % 2] &&
        (i % 2 || (spots[place] as Spot).text.length <= LONGEST_NAME),
    )
  );
}
