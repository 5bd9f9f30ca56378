import type { Exclusion, PreparedPacks, PreparedRule, RuleWords } from './compile.ts';
import type { TermIndex } from './term-index.ts';

/**
 * Packs prepared ahead, in one file: a JSON head, the typed arrays as they are in memory, and each rule's words as JSON
 * of their own. Opening it is laying views over its bytes; nothing is folded, and words are parsed only for what is
 * found. It is made by the build from the JSON packs, which stay the source, and what cannot be opened is made anew
 * from them.
 */

const MAGIC = 0x43_56_50_4b;
/** Raised when the format, the folding or the hashing changes: an older file is then not opened. */
const FORMAT = 5;
const HEAD_AT = 16;
const ALIGNMENT = 8;

const TYPES = { Uint8Array, Uint16Array, Int32Array } as const;
type TypeName = keyof typeof TYPES;
type TypedArray = InstanceType<(typeof TYPES)[TypeName]>;

interface Head {
  names: string[];
  weak: boolean[];
  exclusions: Exclusion[];
  rules: PreparedRule[];
  /** Of each array: its type, and where it begins and how many entries it has. */
  arrays: Record<string, [TypeName, at: number, length: number]>;
  /** Of each rule's words: where their JSON begins and ends. */
  words: [from: number, to: number][];
}

/** Writes prepared packs; places in the head are counted from behind it. */
export function writePacks({
  names,
  wanted,
  weak,
  exclusions,
  rules,
  words,
  index,
}: PreparedPacks): Uint8Array {
  const encoder = new TextEncoder();
  const parts: { at: number; bytes: Uint8Array }[] = [];
  let end = 0;
  const put = (bytes: Uint8Array): number => {
    const at = Math.ceil(end / ALIGNMENT) * ALIGNMENT;
    parts.push({ at, bytes });
    end = at + bytes.length;
    return at;
  };
  const arrays: Head['arrays'] = {};
  for (const [name, array] of Object.entries({ ...index, wanted }) as [string, TypedArray][]) {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    arrays[name] = [array.constructor.name as TypeName, put(bytes), array.length];
  }
  const head: Head = {
    names,
    weak,
    exclusions,
    rules,
    arrays,
    words: rules.map((_, rule): [number, number] => {
      const bytes = encoder.encode(JSON.stringify(words(rule)));
      const at = put(bytes);
      return [at, at + bytes.length];
    }),
  };
  const json = encoder.encode(JSON.stringify(head));
  const body = bodyAt(json.length);
  const file = new Uint8Array(body + end);
  new Uint32Array(file.buffer, 0, 4).set([MAGIC, FORMAT, json.length, body + end]);
  file.set(json, HEAD_AT);
  for (const { at, bytes } of parts) file.set(bytes, body + at);
  return file;
}

const bodyAt = (headLength: number): number => Math.ceil((HEAD_AT + headLength) / ALIGNMENT) * ALIGNMENT;

/** Reads what `writePacks` wrote. Throws when it is of another format, of another byte order, or cut short. */
export function readPacks(file: ArrayBuffer): PreparedPacks {
  if (file.byteLength < HEAD_AT) throw new Error('compiled packs: cut short');
  const [magic, format, headLength = 0, length] = new Uint32Array(file, 0, 4);
  if (magic !== MAGIC || format !== FORMAT) throw new Error('compiled packs: another format');
  if (length !== file.byteLength) throw new Error('compiled packs: cut short');
  const decoder = new TextDecoder();
  const json = (from: number, to: number): unknown =>
    JSON.parse(decoder.decode(new Uint8Array(file, from, to - from)));
  const { names, weak, exclusions, rules, arrays, words } = json(HEAD_AT, HEAD_AT + headLength) as Head;
  const body = bodyAt(headLength);
  const { wanted, ...index } = Object.fromEntries(
    Object.entries(arrays).map(([name, [type, at, size]]) => [name, new TYPES[type](file, body + at, size)]),
  ) as unknown as TermIndex & { wanted: Uint16Array };
  return {
    names,
    wanted,
    weak,
    exclusions,
    rules,
    words: (rule) => {
      const [from, to] = words[rule] as [number, number];
      return json(body + from, body + to) as RuleWords;
    },
    index,
  };
}
