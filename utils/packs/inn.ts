/**
 * Names of active substances across languages. An INN keeps its sound and changes its spelling by rule
 * (amoxicillin: amoxicilina, amoksycylina, amoksicilīns, амоксицилин, αμοξικιλλίνη), so a pack names it once, in
 * English, and the spellings are made here, without accents, as folding leaves them. The rules follow the names
 * that national medicines registers print (see the tests).
 */
type Rules = readonly (readonly [RegExp, string])[];

/** "ph→f, th→t", in this order; the left sides are regular expressions, each name on a line of its own. */
const rules = (changes: string): Rules =>
  changes.split(', ').map((change) => {
    const [from = '', to = ''] = change.split('→');
    return [new RegExp(from, 'gm'), to];
  });

const SINGLE = '([bdfglmnprst])\\1→$1';
/** The vowel before the last consonants is long in Finnish and Estonian: amoksisilliini, sildenafiil. */
const LONG = '([aeiou])([^aeiou\\n]+)$→$1$1$2';
const FINNISH = 'ph→f, th→t, ch→k, x→ks, qu→k, z→ts, c(?=[eiy])→s, c→k';
const ESTONIAN = 'ph→f, th→t, ch→k, x→ks, qu→k, z→s, c(?=[eiy])→ts, c→k, y→u';
/** hr, sl, lt, lv, and by its letters bg: amoksicilin, azitromicin, hlorokin. */
const SOUTH_SLAVIC = rules(`ph→f, th→t, ch→k, rh→r, x→ks, qu→kv, c(?![eiy])→k, y→i, w→v, ${SINGLE}`);
const LATIN: readonly Rules[] = [
  // es, pt, ro: azitromicina, hidroxicloroquina.
  rules(`ch(?=[lr])→c, ph→f, th→t, rh→r, y→i, ${SINGLE}`),
  // it: amoxicillina, idroxiclorochina.
  rules('ch(?=[lr])→c, ph→f, th→t, rh→r, y→i, ^h→, quin→chin'),
  // cs: amoxicilin, klarithromycin; sk writes t where Czech keeps th.
  rules(`ph→f, qu→ch, c(?![eiyh])→k, ${SINGLE}`),
  rules(`ph→f, qu→ch, c(?![eiyh])→k, th→t, ${SINGLE}`),
  SOUTH_SLAVIC,
  // pl: amoksycylina, azytromycyna, finasteryd, prylokaina.
  rules(`ph→f, th→t, rh→r, x→ks, qu→ch, c(?![eiyh])→k, v→w, (?<=[cdrstz])i(?![aeou])→y, ${SINGLE}`),
  // hu: szildenafil, azitromicin.
  rules('ph→f, th→t, y→i, s(?!z)→sz, c(?![eiyh])→k'),
  // fi: amoksisilliini, atsitromysiini, tramadoli.
  rules(FINNISH),
  rules(`${FINNISH}, ${LONG}`),
  // et: amoksitsilliin, asitromütsiin.
  rules(ESTONIAN),
  rules(`${ESTONIAN}, ${LONG}`),
];

/** Letters and pairs of letters, each before what it becomes. */
const alphabet = (pairs: string): Map<string, string> =>
  new Map(pairs.split(' ').map((pair) => pair.split(':') as [string, string]));
const BULGARIAN = alphabet(
  'a:а b:б v:в g:г d:д e:е z:з i:и j:и k:к l:л m:м n:н o:о p:п r:р s:с t:т u:у f:ф h:х c:ц',
);
const GREEK = alphabet(
  'th:θ ph:φ ch:χ rh:ρ qu:κ a:α b:β c:κ d:δ e:ε f:φ g:γ h: i:ι j:ι k:κ l:λ m:μ n:ν o:ο p:π q:κ r:ρ s:σ t:τ u:ου v:β w:β x:ξ y:υ z:ζ',
);

const apply = (names: string, changes: Rules): string =>
  changes.reduce((spelt, [from, to]) => spelt.replace(from, to), names);
const transliterate = (names: string, letters: Map<string, string>): string =>
  names.replace(/th|ph|ch|rh|qu|[a-z]/g, (letter) => letters.get(letter) ?? letter);

/** Names shorter than this are matched whole: as the beginning of a word they would mean other things. */
const SHORTEST_STEM = 6;

/**
 * The beginnings under which INNs, given in English, are found in the 24 languages, as terms of a pack; duplicates
 * removed. All names are spelt at once: that is ten times faster than one after the other.
 */
export function spellings(inns: readonly string[]): string[] {
  const stems = inns
    .join('\n')
    .toLowerCase()
    .replace(/(?<=[a-z]{4})e$/gm, '');
  const spelt = [
    stems,
    ...LATIN.map((changes) => apply(stems, changes)),
    transliterate(apply(stems, SOUTH_SLAVIC), BULGARIAN),
    transliterate(stems, GREEK),
  ];
  const words = new Set(spelt.flatMap((names) => names.split('\n')));
  return [...words].map((word) => (word.length < SHORTEST_STEM ? word : `${word}*`));
}
