/** One token of JSON as pages write it. Each alternative takes at least one character and never looks back. */
const TOKEN =
  /\s+|\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*|<!--|-->|<!\[CDATA\[|\]\]>|"[^"\\]*(?:\\[\s\S][^"\\]*)*(?:"|$)|'[^'\\]*(?:\\[\s\S][^'\\]*)*(?:'|$)|[{}[\],:]|[^\s{}[\],:"'/<\]]+|[\s\S]/g;
const SKIPPED = /^(?:\s|\/[*/]|<!|-->|\]\])/;
/** A string that JSON takes as it stands, as most are. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: pages leave them in, JSON refuses them
const PLAIN = /^"[^"\\\x00-\x1f]*"$/;
const LITERAL = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

/** The inside of a string in either quotes, as JSON has it. */
const quoted = (inside: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: pages leave them in, JSON refuses them
  `"${inside.replace(/\\[\s\S]|["\x00-\x1f]/g, (found) =>
    found === '"' ? '\\"' : /^\\["\\/bfnrtu]/.test(found) ? found : found.length > 1 ? found.slice(1) : ' ',
  )}"`;

/**
 * Reads the one value that begins at `from`, forgiving what pages get wrong: trailing commas, comments, CDATA,
 * single quotes, keys without quotes, raw control characters, `undefined`, anything after the value. Gives
 * undefined where no value can be made out. Linear in the text, and never runs any of it.
 */
export function looseJson(text: string, from = 0): unknown {
  const parts: string[] = [];
  let depth = 0;
  let comma = false;
  let word = '';
  TOKEN.lastIndex = from;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const token = match[0];
    const mark = token.length === 1 ? token : '';
    const isString = token[0] === '"' || token[0] === "'";
    if (!isString && !mark && SKIPPED.test(token)) continue;
    if (mark && !mark.trim()) continue;
    if (mark === ',') {
      comma = true;
      continue;
    }
    const closes = mark === '}' || mark === ']';
    if (comma && !closes) parts.push(',');
    comma = false;
    if (mark === ':' && word) parts[parts.length - 1] = JSON.stringify(word);
    word = '';
    if (mark && '{}[]:'.includes(mark)) parts.push(mark);
    else if (isString) parts.push(PLAIN.test(token) ? token : quoted(token.slice(1, -1)));
    else if (depth === 0 && !LITERAL.test(token)) return undefined;
    else {
      word = token;
      parts.push(LITERAL.test(token) ? token : 'null');
    }
    depth += mark === '{' || mark === '[' ? 1 : closes ? -1 : 0;
    if (depth <= 0) break;
  }
  return parseJson(parts.join(''));
}

/** `JSON.parse` that gives undefined instead of throwing. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An object's own values by a path of names; undefined where it ends early. */
export function at(value: unknown, ...path: (string | number)[]): unknown {
  let here = value;
  for (const name of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, name)) return undefined;
    here = (here as Record<string | number, unknown>)[name];
  }
  return here;
}

/** The same, as an array; anything else gives an empty one. */
export function listAt(value: unknown, ...path: (string | number)[]): unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** The text that a path of names leads to; a number as text. */
export function textAt(value: unknown, ...path: (string | number)[]): string | undefined {
  const found = at(value, ...path);
  return (typeof found === 'string' && found.trim()) || typeof found === 'number' ? String(found) : undefined;
}

/** How many values are looked at for one that may be anywhere. */
const MOST_SOUGHT = 20_000;

/** The first object, outermost first, that has a property of this name: for states whose shape moves about. */
export function seek(root: unknown, name: string): unknown {
  const queue: unknown[] = [root];
  for (let next = 0; next < queue.length; next++) {
    const value = queue[next];
    if (typeof value !== 'object' || value === null) continue;
    if (Object.hasOwn(value, name)) return value;
    for (const inner of Object.values(value)) if (queue.length < MOST_SOUGHT) queue.push(inner);
  }
  return undefined;
}
