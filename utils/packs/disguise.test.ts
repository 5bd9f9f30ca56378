import { describe, expect, test } from 'vitest';
import { Matcher } from './matcher.ts';

/** Names that filters look for, none of them written for this test alone: what a seller would want to hide. */
const NAMES = [
  'sildenafil*',
  'tadalafil*',
  'semaglutid*',
  'tirzepatid*',
  'melanotan*',
  'botulinum*',
  'clenbuterol*',
  'ostarine',
  'ligandrol*',
  'oxandrolon*',
  'trenbolon*',
  'alprazolam*',
  'zolpidem*',
  'tramadol*',
  'fentanyl*',
  'ketamin*',
  'mephedron*',
  'psilocybin*',
  'kratom',
  'sibutramin*',
  'phenibut*',
  'ephedrin*',
  'isotretinoin*',
  'misoprostol*',
  'ivermectin*',
  'hydroquinon*',
  'lidocain*',
  'elfbar',
  'switchblade*',
  'nunchaku',
  'hidden link',
  'royal honey',
];
const matcher = Matcher.of(
  NAMES.map((text, n) => ({ text, vocabularies: [n], typos: text.length > 7 ? [n] : [] })),
);

const each = (word: string, change: (letter: string, at: number) => string): string =>
  [...word].map(change).join('');
/** Replaces the letters a map knows; no change where it knows none. */
const by = (map: Record<string, string>) => (word: string) => each(word, (letter) => map[letter] ?? letter);
/** The first letter that a map knows, after the first of the word. */
const one = (map: Record<string, string>) => (word: string) => {
  const at = [...word].findIndex((letter, n) => n > 0 && map[letter]);
  return at < 0 ? word : each(word, (letter, n) => (n === at ? (map[letter] as string) : letter));
};
const shifted = (capital: number, small: number) => (word: string) =>
  each(word, (letter) => {
    const code = letter.charCodeAt(0);
    if (code >= 97 && code < 123) return String.fromCodePoint(small + code - 97);
    return code >= 65 && code < 91 ? String.fromCodePoint(capital + code - 65) : letter;
  });
const between = (sign: string) => (word: string) =>
  word
    .split(' ')
    .map((part) => [...part].join(sign))
    .join(' ');
const inMiddle = (sign: string) => (word: string) => {
  const middle = Math.ceil(word.indexOf(' ') > 0 ? word.indexOf(' ') / 2 : word.length / 2);
  return word.slice(0, middle) + sign + word.slice(middle);
};
const wrong = (change: (word: string, at: number) => string) => (word: string) =>
  word.includes(' ') || word.length < 8 ? word : change(word, Math.floor(word.length / 2));

const CYRILLIC = { a: 'а', e: 'е', o: 'о', c: 'с', p: 'р', x: 'х', y: 'у', i: 'і' };
const GREEK = { o: 'ο', v: 'ν', i: 'ι', a: 'α', k: 'κ', n: 'η' };
const LEET = { a: '4', e: '3', i: '1', o: '0', s: '5', t: '7' };
const SIGNS = { a: '@', i: '!', s: '$', e: '€' };
const TURNED: Record<string, string> = Object.fromEntries(
  [...'ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹsʇnʌʍxʎz'].map((turned, n) => [String.fromCharCode(97 + n), turned]),
);
const SMALL: Record<string, string> = Object.fromEntries(
  [...'ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡxʏᴢ'].map((small, n) => [String.fromCharCode(97 + n), small]),
);

const LISU: Record<string, string> = Object.fromEntries(
  [...'ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑQꓣꓢꓔꓴꓦꓪꓫꓬꓜ'].map((lisu, n) => [String.fromCharCode(65 + n), lisu]),
);

const DISGUISES: Record<string, (word: string) => string> = {
  'zero-width space in the middle': inMiddle('\u200b'),
  'zero-width joiner between all': between('\u200d'),
  'soft hyphen in the middle': inMiddle('\u00ad'),
  'word joiner': inMiddle('\u2060'),
  'combining stroke': between('\u0336'),
  'full width': shifted(0xff21, 0xff41),
  'mathematical bold': shifted(0x1d400, 0x1d41a),
  'mathematical script': shifted(0x1d4d0, 0x1d4ea),
  'mathematical monospace': shifted(0x1d670, 0x1d68a),
  circled: shifted(0x24b6, 0x24d0),
  'negative squared': (word) => shifted(0x1f170, 0x1f170)(word.toUpperCase()),
  'small capitals': by(SMALL),
  'upside down': (word) =>
    word
      .split(' ')
      .map((part) => [...by(TURNED)(part)].reverse().join(''))
      .join(' '),
  'one Cyrillic letter': one(CYRILLIC),
  'all Cyrillic letters there are': by(CYRILLIC),
  'one Greek letter': one(GREEK),
  'one digit': one(LEET),
  'all digits there are': by(LEET),
  'one sign': one(SIGNS),
  'digits and signs': (word) => one(SIGNS)(one(LEET)(word)),
  'spaced out': (word) => word.split(' ').map(between(' ')).join('   '),
  'dotted out': between('.'),
  hyphenated: between('-'),
  underscored: between('_'),
  starred: between('*'),
  'pictures between': between('💊'),
  'a picture in the middle': inMiddle('🔥'),
  'a hyphen in the middle': inMiddle('-'),
  'a star in the middle': inMiddle('*'),
  'a capital I for each l': (word) => word.replaceAll('l', 'I'),
  'rn for m': (word) => word.replaceAll('m', 'rn'),
  'invisible tags': inMiddle('\u{e0061}'),
  'letters in parentheses of their own': shifted(0x249c, 0x249c),
  'Lisu letters': (word) => by(LISU)(word.toUpperCase()),
  ornaments: (word) => `★彡${word}彡★`,
  'blank letters for spaces': (word) => word.replaceAll(' ', '\u3164'),
  'capitals and lower case': (word) => each(word, (letter, n) => (n % 2 ? letter.toUpperCase() : letter)),
  'a letter dropped': wrong((word, at) => word.slice(0, at) + word.slice(at + 1)),
  'a letter doubled': wrong((word, at) => word.slice(0, at) + word[at] + word.slice(at)),
  'letters swapped': wrong(
    (word, at) => word.slice(0, at - 1) + word[at] + word[at - 1] + word.slice(at + 1),
  ),
  'a letter replaced': wrong((word, at) => `${word.slice(0, at)}w${word.slice(at + 1)}`),
};

const FRAMES = [
  (word: string) => `Original ${word} 100mg, 20 pcs`,
  (word: string) => word,
  (word: string) => `NEW!! ${word}`,
];

describe('disguised names are found', () => {
  test.each(Object.entries(DISGUISES))('%s', (_, disguise) => {
    const missed = NAMES.flatMap((name, n) =>
      FRAMES.map((frame) => frame(disguise(name.replaceAll('*', '')))).filter(
        (text) => !matcher.match(text).some(({ vocabulary }) => vocabulary === n),
      ),
    );
    // A name of which no letter could be changed is there as it is; at most one in 50 may get away.
    expect(
      missed.length / (NAMES.length * FRAMES.length),
      missed.slice(0, 6).join(' | '),
    ).toBeLessThanOrEqual(0.02);
  });

  test('and told to be disguised, with the very words as evidence', () => {
    for (const text of [
      'V1agra',
      'ѕildenafil',
      'ｏｓｔａｒｉｎｅ',
      'k.e.t.a.m.i.n',
      'ʇɯɐʇoʞ'.replace('ʇɯɐʇoʞ', 'ɯoʇɐɹʞ'),
    ])
      for (const hit of matcher.match(`buy ${text} now`)) {
        expect(hit.disguised).toBe(true);
        expect(`buy ${text} now`.slice(hit.start, hit.end)).toBe(text);
      }
  });
});

describe('several words of one phrase, and short ones', () => {
  const phrases = [
    'brass knuckles',
    'pepper spray gun',
    'mdma',
    'snus',
    'd. electr*',
    'poing americain',
    'hydroquinon*',
    'препарат',
  ];
  const own = Matcher.of(phrases.map((text, n) => ({ text: text.replace('d. ', ''), vocabularies: [n] })));
  const found = (text: string) =>
    own
      .match(text)
      .filter((hit) => hit.disguised)
      .map(({ start, end, first, last }) => [text.slice(start, end), first, last]);

  test.each<[string, string, number, number]>([
    ['Br4ss knuckl3s', 'Br4ss knuckl3s', 0, 5],
    ['P0ing am3ricain', 'P0ing am3ricain', 0, 5],
    ['P3pp3r spr4y gun', 'P3pp3r spr4y gun', 0, 8],
    ['pepper spr🔥ay g🔥un', 'pepper spr🔥ay g🔥un', 0, 4],
    ['MDМA crystal', 'MDМA', 0, 0],
    ['M-D-M-A crystal', 'M-D-M-A', 0, 3],
    ['SN🌲US box', 'SN🌲US', 0, 1],
    ['appareil éIectrique', 'éIectrique', 1, 1],
    ['l’hydro-qu1none', 'hydro-qu1none', 1, 4],
    ['п.р.е.п.а.р.а.т', 'п.р.е.п.а.р.а.т', 0, 7],
  ])('%s', (text, words, first, last) => expect(found(text)).toContainEqual([words, first, last]));

  test.each([
    'Pepper mill, spray can, gun metal',
    'SN US UK EU plug',
    'In Illinois, I like IKEA and an ice-cream',
    'M D',
    'D.I.Y. kit S-M-L-XL',
    'modern corner, burn; vv.',
    'lbs, ltr, lcd',
  ])('%s is none', (text) => expect(found(text)).toEqual([]));
});

describe('ordinary writing is no disguise', () => {
  test.each([
    'Размери S M L XL, цвят черен',
    'Μεγέθη S M L XL, χρώμα μαύρο',
    'A4 B5 C6 / USB-C 3.0 / M8x60 / RAD-140',
    'ABC 123 d e f g h i j k l m n o p',
    'Kreuzworträtsel: S E M A N T I K',
    '100% Baumwolle, 30°C, 5-in-1',
    '€5 off! $20 @home',
    'Λίδο, Κέτα, Τράμ',
    'кетъринг, тримаран, алпийски',
    'Elf in a Bar and Grill; royal purple, honey-coloured',
    'Lidos Hotel, Ketoni Sushi, Kratos figure',
  ])('%s', (text) => expect(matcher.match(text)).toEqual([]));
});
