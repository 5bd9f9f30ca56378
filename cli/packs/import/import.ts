import { join } from 'node:path';
import { type Recall, type RecallList, recallListSchema } from '../../../utils/packs/recalls.ts';
import { fromCpsc } from './cpsc.ts';
import { fromRappelConso } from './rappelconso.ts';
import { fromSafetyGate } from './safety-gate.ts';

/** The list that comes with Caveat. */
export const RECALLS = join(import.meta.dirname, '../../../public/lists/recalls.json');

/** What reads each source's own format; throws where a text is not in it. */
export const IMPORTERS: Record<string, (text: string) => Recall[]> = {
  'safety-gate': fromSafetyGate,
  cpsc: fromCpsc,
  rappelconso: fromRappelConso,
};

/**
 * A list with recalls taken in: those it has are replaced, those by which no product could be told (no GTIN, no brand
 * with a model) are left out. Newest first.
 */
export function withRecalls(list: RecallList, recalls: readonly Recall[]) {
  const key = ({ authority, id }: Recall) => `${authority} ${id}`;
  const known = new Map(list.recalls.map((recall) => [key(recall), recall]));
  let [added, changed] = [0, 0];
  for (const recall of recalls) {
    if (recall.gtins.length === 0 && !(recall.brand && recall.models.length > 0)) continue;
    const before = known.get(key(recall));
    if (!before) added++;
    else if (JSON.stringify(before) !== JSON.stringify(recall)) changed++;
    known.set(key(recall), recall);
  }
  const next = recallListSchema.parse({
    ...list,
    updated: new Date().toISOString().slice(0, 10),
    recalls: [...known.values()].sort(
      (a, b) => (b.date ?? '').localeCompare(a.date ?? '') || a.id.localeCompare(b.id),
    ),
  });
  return { list: next, added, changed };
}

/** One recall a line: a list that a person can read, and of which a change shows as the lines that changed. */
export function recallText({ recalls, ...head }: RecallList): string {
  const lines = recalls.map((recall) => JSON.stringify(recall)).join(',\n');
  return `${JSON.stringify(head).slice(0, -1)},"recalls":[\n${lines}\n]}\n`;
}
