import { LIMITS } from '../listing/limits.ts';
import { hasLetter } from '../listing/words.ts';
import { askable } from './plugins.ts';
import { isCalled, isWithin, type Spot } from './spots.ts';

/** A name and its value, as a table of specifications has them. */
export interface Row {
  name: string;
  value: string;
  /** Place of the name among the spots. */
  place: number;
}

const VALUE = /val|desc|data|right|content/;
/** How many elements in one may be names and values in turn. */
const MOST_IN_TURN = 80;
const LABEL = /label|name|key|title|term|caption|head|prop\b|left|attr|spec|characteristic|feature/;
const LONGEST_NAME = 80;
/** "Name: value", as a whole text. */
const LINE = /^[-•·*]?\s*([^:：]{2,50})\s?[:：]\s*(\S.{0,200})$/;
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
  const addPairs = (places: readonly number[]) => {
    for (let i = 0; i + 1 < places.length; i += 2)
      add(places[i] as number, at(places[i] as number).text, at(places[i + 1] as number).text);
  };
  const childrenOf = (place: number) => {
    const children: number[] = [];
    for (let next = place + 1; next < at(place).end; next = at(next).end) children.push(next);
    return children;
  };
  const linksIn = (place: number) => {
    let links = 0;
    for (let inner = place; inner < at(place).end; inner++) if (at(inner).tag === 'A') links++;
    return links;
  };
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
    const count = spot.children;
    const even = count % 2 === 0 && count <= (spot.tag === 'TR' ? 8 : MOST_IN_TURN);
    if (spot.tag === 'TR') {
      const children = even ? childrenOf(place) : [];
      if (children.every((cell) => at(cell).text)) addPairs(children);
      continue;
    }
    if (place > heading && even && count >= 4) {
      const children = childrenOf(place);
      if (alternate(spots, children)) addPairs(children);
    }
    const line = place > heading && spot.tag === 'LI' && count < 2 && LINE.exec(spot.text);
    if (line) add(place, line[1] as string, line[2] as string);
    else if (count === 2 && spot.text && /^(?:LI|DIV|P|SPAN|TD)$/.test(spot.tag)) {
      const [one, other] = [place + 1, at(place + 1).end];
      const [first, second] = [at(one), at(other)];
      const whole = first.text.length + second.text.length + 3 >= spot.text.length;
      if (!first.text || !second.text || !whole || first.text.length > LONGEST_NAME) continue;
      // A group of pairs, or a heading over links.
      if (first.children > 1 || linksIn(other) > 1) continue;
      const called = isCalled(first, LABEL) && (!isCalled(second, LABEL) || isCalled(second, VALUE));
      if (place > heading && (/[:：]$/.test(first.text) || called)) add(one, first.text, second.text);
      else if (!/^(?:A|BUTTON|H\d|IMG)$/.test(first.tag) && hasLetter(first.text)) {
        const made = `${spot.tag} ${spot.marks}|${first.tag} ${first.marks}|${second.tag} ${second.marks}`;
        const same = pairs.get(made);
        if (!same) pairs.set(made, [[one, other]]);
        else if (same.length < LIMITS.attributes) same.push([one, other]);
      }
    } else if (count === 1 && spot.text && /^(?:LI|P|SPAN)$/.test(spot.tag)) {
      const [, name = '', value = ''] = LINE.exec(spot.text) ?? [];
      const inner = at(place + 1).text;
      if (name && (inner === value || inner.replace(/\s*[:：]$/, '') === name)) add(place, name, value);
    }
    if (place > heading && /^(?:UL|P|DIV|TD)$/.test(spot.tag) && isWithin(spots, place, ABOUT, 5))
      for (let child = askable(spot.element.firstChild); child; child = askable(child.nextSibling)) {
        const said = child.nodeType === 3 ? (child.nodeValue as string).slice(0, 300) : '';
        const bare = /[:：]/.test(said) && LINE.exec(said.replace(/\s+/g, ' ').trim());
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
