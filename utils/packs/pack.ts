import { z } from 'zod';
import { restsOn, vocabulariesOf } from './condition.ts';
import { nameSchema } from './names.ts';
import { PACK_LIMITS } from './pack-limits.ts';
import { placeAndReason } from './refusal.ts';
import { ruleSchema } from './rule.ts';
import { textsSchema } from './texts.ts';
import { termsOf, type Vocabulary, vocabularySchema } from './vocabulary.ts';

/**
 * A pack: one subject's vocabularies and rules, as data. Closed, typed and small on purpose: a rule that needs
 * more gets a new condition in code, never an expression (Chrome Web Store policy "Blue Argon").
 */
export const packSchema = z
  .strictObject({
    $schema: z.string().max(200).optional(),
    id: nameSchema,
    version: z.int().min(1),
    updated: z.iso.date(),
    title: textsSchema,
    vocabularies: z.record(nameSchema, vocabularySchema),
    rules: z.array(ruleSchema).max(PACK_LIMITS.rules),
  })
  .superRefine((pack, context) => {
    const refuse = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    const names = Object.keys(pack.vocabularies);
    if (names.length > PACK_LIMITS.vocabularies)
      refuse(['vocabularies'], `more than ${PACK_LIMITS.vocabularies}`);
    const terms = names.reduce((sum, at) => sum + termsOf(pack.vocabularies[at] as Vocabulary).length, 0);
    if (terms > PACK_LIMITS.terms) refuse(['vocabularies'], `more than ${PACK_LIMITS.terms} terms`);
    const known = (reference: string): boolean =>
      reference.includes('.')
        ? !reference.startsWith(`${pack.id}.`)
        : Object.hasOwn(pack.vocabularies, reference);
    for (const at of names)
      for (const [n, exception] of (pack.vocabularies[at]?.unless ?? []).entries()) {
        const reference = 'before' in exception ? exception.before : exception.after;
        if (!known(reference)) refuse(['vocabularies', at, 'unless', n], `unknown vocabulary "${reference}"`);
      }
    const ids = new Set<string>();
    for (const [n, rule] of pack.rules.entries()) {
      if (ids.has(rule.id)) refuse(['rules', n, 'id'], `"${rule.id}" is there twice`);
      ids.add(rule.id);
      for (const reference of vocabulariesOf(rule.when))
        if (!known(reference)) refuse(['rules', n, 'when'], `unknown vocabulary "${reference}"`);
      const isWeak = (reference: string): boolean => pack.vocabularies[reference]?.weak === true;
      if (rule.severity === 'danger' && restsOn(rule.when, isWeak) === 'weak')
        refuse(['rules', n, 'severity'], 'danger cannot rest on weak words alone');
    }
  });
export type Pack = z.infer<typeof packSchema>;

/** Ids of the other packs whose vocabularies a pack names; it cannot be used without them. */
export function packsNeeded(pack: Pack): string[] {
  const exceptions = Object.values(pack.vocabularies).flatMap(({ unless = [] }) => unless);
  const named = [
    ...exceptions.map((exception) => ('before' in exception ? exception.before : exception.after)),
    ...pack.rules.flatMap(({ when }) => vocabulariesOf(when)),
  ];
  return [...new Set(named.filter((name) => name.includes('.')).map((name) => name.split('.')[0] as string))];
}

/**
 * Checks a pack. Throws an error whose message names each place and reason: "medicines: rules.3.keyword: is not a
 * keyword of this category".
 */
export function parsePack(json: unknown): Pack {
  const id =
    typeof json === 'object' && json !== null && 'id' in json ? String(json.id).slice(0, 60) : 'pack';
  if (!isShallow(json, PACK_LIMITS.depth * 2 + 8)) throw new Error(`${id}: nested too deeply`);
  const parsed = packSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => placeAndReason(issue));
  const more =
    problems.length > PACK_LIMITS.problems ? `; and ${problems.length - PACK_LIMITS.problems} more` : '';
  throw new Error(`${id}: ${problems.slice(0, PACK_LIMITS.problems).join('; ')}${more}`);
}

function isShallow(json: unknown, depth: number): boolean {
  if (typeof json !== 'object' || json === null) return true;
  return depth > 0 && Object.values(json).every((inner) => isShallow(inner, depth - 1));
}
