import type { JSONPath } from 'jsonc-parser';
import { check } from '../../utils/packs/check.ts';
import { type CompiledPacks, compilePacks } from '../../utils/packs/compile.ts';
import { vocabulariesOf } from '../../utils/packs/condition.ts';
import { fold } from '../../utils/packs/fold.ts';
import { type Pack, packSchema } from '../../utils/packs/pack.ts';
import type { Example } from '../../utils/packs/rule.ts';
import { bundledLists } from '../packs-from-disk.ts';
import { type Source, sourceOf } from './source.ts';

/** Something about a pack that its author should look at. */
export interface Remark {
  path: string;
  line: number;
  /** An error keeps a pack from being used, or says that a rule cannot be trusted; the rest is advice. */
  severity: 'error' | 'warning';
  message: string;
}

/** Languages every text must be in: those the interface is whole in. */
const LANGUAGES = ['en', 'de', 'fr'];
/** A lone word shorter than this means too many things to rest a finding on. */
const SHORTEST = 4;

/** Checks packs by their texts, each on its own and all together. */
export function lintPacks(files: readonly { path: string; text: string }[]): Remark[] {
  const remarks: Remark[] = [];
  const read: { source: Source; pack: Pack }[] = [];
  for (const { path, text } of files) {
    const source = sourceOf(path, text);
    for (const { key, line } of source.duplicates)
      remarks.push({ path, line, severity: 'error', message: `“${key}” is there twice in one object` });
    try {
      const parsed = packSchema.safeParse(JSON.parse(text));
      if (parsed.success) read.push({ source, pack: parsed.data });
      else
        for (const issue of parsed.error.issues)
          remarks.push({
            path,
            line: source.lineAt(issue.path as JSONPath),
            severity: 'error',
            message: `${issue.path.join('.')}: ${issue.message}`,
          });
    } catch (error) {
      remarks.push({ path, line: 1, severity: 'error', message: (error as Error).message });
    }
  }
  const used = usedVocabularies(read.map(({ pack }) => pack));
  for (const { source, pack } of read) remarks.push(...lint(source, pack, used));
  if (remarks.some(({ severity }) => severity === 'error')) return remarks;
  return [...remarks, ...lintExamples(read)];
}

/** Every vocabulary that a rule or another vocabulary's exception names, as "pack.vocabulary". */
function usedVocabularies(packs: readonly Pack[]): Set<string> {
  const names = packs.flatMap(({ id, rules, vocabularies }) => {
    const full = (name: string) => (name.includes('.') ? name : `${id}.${name}`);
    const exceptions = Object.values(vocabularies).flatMap(({ unless = [] }) => unless);
    return [
      ...rules.flatMap(({ when }) => vocabulariesOf(when)),
      ...exceptions.map((exception) => ('before' in exception ? exception.before : exception.after)),
    ].map(full);
  });
  return new Set(names);
}

function lint(source: Source, pack: Pack, used: ReadonlySet<string>): Remark[] {
  const remarks: Remark[] = [];
  const remark = (where: JSONPath, message: string, severity: Remark['severity'] = 'warning') =>
    remarks.push({ path: source.path, line: source.lineAt(where), severity, message });
  for (const [name, vocabulary] of Object.entries(pack.vocabularies)) {
    const at = ['vocabularies', name];
    if (!used.has(`${pack.id}.${name}`)) remark(at, `nothing uses the vocabulary “${name}”`);
    const lists: [JSONPath, string[]][] = Array.isArray(vocabulary.terms)
      ? [[[...at, 'terms'], vocabulary.terms]]
      : Object.entries(vocabulary.terms).map(([language, terms]) => [[...at, 'terms', language], terms]);
    // Under a word's beginning stand all words that begin so: what is written out besides says nothing.
    const seen = new Map<string, JSONPath>();
    for (const [where, terms] of lists)
      for (const [n, term] of terms.entries()) {
        const key = foldedTerm(term);
        const place = [...where, n];
        if (seen.has(key)) remark(place, `“${term}” is there twice`);
        else seen.set(key, place);
      }
    const beginnings = [...seen.keys()]
      .filter((key) => /^[^*].*\*$/.test(key))
      .map((key) => key.slice(0, -1));
    for (const [key, place] of seen) {
      const word = key.replace(/\*$/, '');
      const covering = beginnings.find((one) => word.startsWith(one) && `${one}*` !== key);
      if (covering && !word.includes(' ')) remark(place, `“${key}” is under “${covering}*” already`);
    }
  }
  for (const [n, rule] of pack.rules.entries()) {
    for (const part of ['explain', 'advice'] as const)
      for (const language of LANGUAGES)
        if (!Object.hasOwn(rule[part], language))
          remark(['rules', n, part], `${rule.id}: ${part} is not there in “${language}”`);
    const languages = new Set(
      [...rule.examples.flags, ...rule.examples.passes].map(({ language }) => language ?? 'en'),
    );
    if (languages.size < 2)
      remark(['rules', n, 'examples'], `${rule.id}: its examples are in one language only`);
    for (const short of bareShortTerms(pack, rule.when))
      remark(
        ['rules', n, 'when'],
        `${rule.id}: rests on “${short}” alone, which is too short to mean one thing`,
      );
  }
  return remarks;
}

const foldedTerm = (term: string): string => {
  const { codes, from, to, count } = fold(term.replaceAll('*', ''));
  const words = Array.from({ length: count }, (_, i) =>
    String.fromCharCode(...codes.subarray(from[i] as number, to[i] as number)),
  );
  return (term.startsWith('*') ? '*' : '') + words.join(' ') + (term.endsWith('*') ? '*' : '');
};

/** Terms of a few letters in a vocabulary that a rule asks for and nothing else. */
function bareShortTerms(pack: Pack, when: Pack['rules'][number]['when']): string[] {
  if (!('mentions' in when)) return [];
  return [when.mentions].flat().flatMap((name) => {
    const terms = pack.vocabularies[name]?.terms ?? [];
    return (Array.isArray(terms) ? terms : Object.values(terms).flat()).filter(
      (term) => /^\p{L}+$/u.test(term) && term.length < SHORTEST,
    );
  });
}

/**
 * Runs every rule on its examples, and asks whether any that it must pass comes near: with none of the rule's own words
 * in it, an example proves nothing.
 */
function lintExamples(read: readonly { source: Source; pack: Pack }[]): Remark[] {
  const packs = read.map(({ pack }) => pack);
  const compiled = compilePacks(packs);
  const lists = bundledLists();
  const mentioning = compilePacks(
    packs.map((pack) => ({
      ...pack,
      // Words taken out by an exception are what makes a near miss.
      vocabularies: Object.fromEntries(
        Object.entries(pack.vocabularies).map(([name, { unless: _, ...vocabulary }]) => [name, vocabulary]),
      ),
      rules: pack.rules
        .filter(({ when }) => vocabulariesOf(when).length > 0)
        .map((rule) => ({ ...rule, when: { mentions: vocabulariesOf(rule.when) } })),
    })),
  );
  const holds = (packs: CompiledPacks, example: Example, id: string) =>
    check(packs, example, lists).some(({ rule }) => rule === id);
  return read.flatMap(({ source, pack }) =>
    pack.rules.flatMap((rule, n) => {
      const id = `${pack.id}.${rule.id}`;
      const remarks: Remark[] = [];
      const remark = (where: JSONPath, severity: Remark['severity'], message: string) =>
        remarks.push({
          path: source.path,
          line: source.lineAt(['rules', n, 'examples', ...where]),
          severity,
          message,
        });
      const { flags, passes } = rule.examples;
      const named = (example: Example) => `“${example.title ?? JSON.stringify(example)}”`;
      for (const [m, one] of flags.entries())
        if (!holds(compiled, one, id))
          remark(['flags', m], 'error', `${rule.id}: does not flag ${named(one)}`);
      for (const [m, one] of passes.entries())
        if (holds(compiled, one, id)) remark(['passes', m], 'error', `${rule.id}: flags ${named(one)}`);
      if (vocabulariesOf(rule.when).length > 0 && !passes.some((one) => holds(mentioning, one, id)))
        remark(['passes'], 'warning', `${rule.id}: none of its passing examples is a near miss`);
      return remarks;
    }),
  );
}
