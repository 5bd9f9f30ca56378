import type { Pack } from './pack.ts';

/** What two sets of packs have not in common, by the names of rules: "medicines.prescription-only". */
export interface PackDiff {
  added: string[];
  changed: string[];
  removed: string[];
}

/**
 * Compares two sets of packs rule by rule. A rule counts as changed when it says something else, or when a vocabulary
 * of its pack that it names does.
 */
export function diffPacks(before: readonly Pack[], after: readonly Pack[]): PackDiff {
  const [old, now] = [rulesOf(before), rulesOf(after)];
  return {
    added: [...now.keys()].filter((id) => !old.has(id)),
    changed: [...now].filter(([id, text]) => old.has(id) && old.get(id) !== text).map(([id]) => id),
    removed: [...old.keys()].filter((id) => !now.has(id)),
  };
}

function rulesOf(packs: readonly Pack[]): Map<string, string> {
  const vocabularies = new Map<string, unknown>(
    packs.flatMap(({ id, vocabularies }) =>
      Object.entries(vocabularies).map(([name, vocabulary]) => [`${id}.${name}`, vocabulary] as const),
    ),
  );
  return new Map(
    packs.flatMap(({ id, rules }) =>
      rules.map((rule) => {
        const named = [...JSON.stringify(rule.when).matchAll(/"((?:[a-z0-9-]+\.)?[a-z0-9-]+)"/g)]
          .map(([, name = '']) => vocabularies.get(name.includes('.') ? name : `${id}.${name}`))
          .filter(Boolean);
        return [`${id}.${rule.id}`, JSON.stringify([rule, named])] as const;
      }),
    ),
  );
}
