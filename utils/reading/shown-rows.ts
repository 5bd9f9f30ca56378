import { LIMITS } from '../listing/limits.ts';
import type { Spot } from './spots.ts';

/** A name and its value, as a table of specifications has them. */
export interface Row {
  name: string;
  value: string;
  /** Place of the name among the spots. */
  place: number;
}

const LABEL = /label|name|key|title|term|caption|head|prop\b|left|attr|spec|characteristic|feature/;
const LONGEST_NAME = 80;

/** Pairs of name and value in tables, definition lists, lists of specifications, and lines of "name: value". */
export function rowsOf(spots: readonly Spot[]): Row[] {
  const rows: Row[] = [];
  const add = (place: number, name: string, value: string) => {
    const key = name.replace(/\s*[:：]\s*$/, '');
    if (key && value && key !== value && key.length <= LONGEST_NAME && rows.length < LIMITS.attributes)
      rows.push({ name: key, value, place });
  };
  const childrenOf = (place: number, most: number) => {
    const children: number[] = [];
    for (
      let at = place + 1;
      at < (spots[place] as Spot).end && children.length <= most;
      at = (spots[at] as Spot).end
    )
      children.push(at);
    return children;
  };
  const text = (place: number) => (spots[place] as Spot).text;
  for (let place = 0; place < spots.length; place++) {
    const spot = spots[place] as Spot;
    if (spot.elsewhere) continue;
    if (spot.tag === 'DT') {
      const value = spots[spot.end];
      if (value?.tag === 'DD') add(place, spot.text, value.text);
      continue;
    }
    if (spot.tag === 'TR') {
      const cells = childrenOf(place, 8);
      if (cells.length % 2 === 0 && cells.length <= 8 && !cells.some((cell) => !text(cell)))
        for (let i = 0; i < cells.length; i += 2)
          add(cells[i] as number, text(cells[i] as number), text(cells[i + 1] as number));
      continue;
    }
    if (!/^(?:LI|DIV|P|SPAN|TD)$/.test(spot.tag) || !spot.text) continue;
    const parts = childrenOf(place, 2);
    if (parts.length === 2) {
      const [one, other] = parts as [number, number];
      const [first, second] = [spots[one] as Spot, spots[other] as Spot];
      const whole = first.text.length + second.text.length + 3 >= spot.text.length;
      const named =
        /[:：]$/.test(first.text) ||
        (LABEL.test(first.marks) && !LABEL.test(second.marks)) ||
        (LABEL.test(first.marks) && /val|desc|data|right|content/.test(second.marks));
      if (whole && named && first.text.length <= LONGEST_NAME) add(one, first.text, second.text);
      else if (whole && isRepeated(spots, place)) add(one, first.text, second.text);
    } else if (parts.length === 1 && !/^(?:DIV|TD)$/.test(spot.tag)) {
      const [, name = '', value = ''] = /^([^:：]{2,60})[:：]\s*(\S.*)$/.exec(spot.text) ?? [];
      const inner = text(parts[0] as number);
      if (name && (inner === value || inner.replace(/\s*[:：]$/, '') === name)) add(place, name, value);
    }
  }
  return rows;
}

/** Whether an element stands in a row of at least three that are made and called like it. */
function isRepeated(spots: readonly Spot[], place: number): boolean {
  const { tag, marks, up } = spots[place] as Spot;
  if (
    up < 0 ||
    !/spec|detail|attrib|propert|param|charact|feature|overview|info|dimension|data/.test(
      `${marks} ${spots[up]?.marks}`,
    )
  )
    return false;
  let like = 0;
  for (
    let at = up + 1, tried = 0;
    at < (spots[up] as Spot).end && like < 3 && tried < 100;
    at = (spots[at] as Spot).end, tried++
  ) {
    const other = spots[at] as Spot;
    if (other.tag === tag && other.marks === marks) like++;
  }
  return like >= 3;
}
