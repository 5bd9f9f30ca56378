import { basename } from 'node:path';
import type { JSONPath } from 'jsonc-parser';
import {
  bodiesSchema,
  CONTACTS_BYTES_MAX,
  contactsSchema,
  type Fact,
  STALE_MONTHS,
  standing,
} from '../../utils/notices/contacts.ts';
import { sites } from '../../utils/reading/marketplaces/index.ts';
import type { Remark } from '../packs/lint.ts';
import { sourceOf } from '../packs/source.ts';

/**
 * Checks files of contacts by their texts. Errors keep a file from being used; warnings name the facts that nobody has
 * looked at, or not for long.
 */
export function lintContacts(files: readonly { path: string; text: string }[], now = Date.now()): Remark[] {
  return files.flatMap(({ path, text }) => {
    const source = sourceOf(path, text);
    const remarks: Remark[] = [];
    const remark = (where: JSONPath, severity: Remark['severity'], message: string) =>
      remarks.push({ path, line: source.lineAt(where), severity, message });
    for (const { key, line } of source.duplicates)
      remarks.push({ path, line, severity: 'error', message: `“${key}” is there twice in one object` });
    if (new TextEncoder().encode(text).length > CONTACTS_BYTES_MAX)
      remark([], 'error', `is longer than ${CONTACTS_BYTES_MAX} bytes`);
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      remark([], 'error', (error as Error).message);
      return remarks;
    }
    const name = basename(path, '.json');
    const { error } = (name === 'bodies' ? bodiesSchema : contactsSchema).safeParse(value);
    for (const { path: where, message } of error?.issues ?? [])
      remark(where as JSONPath, 'error', `${where.join('.')}: ${message}`);
    if (error) return remarks;
    if (name !== 'bodies') {
      const { id } = value as { id: string };
      if (id !== name) remark(['id'], 'error', `calls itself “${id}”, and its file “${name}”`);
      else if (!sites.some((site) => site.id === id))
        remark(['id'], 'error', `there is no marketplace “${id}”`);
    }
    if (Date.parse((value as { updated: string }).updated) > now)
      remark(['updated'], 'error', 'updated: is in the future');
    for (const [where, fact] of factsIn(value)) {
      const what = where.join('.');
      if (fact.verified !== null && Date.parse(fact.verified) > now)
        remark([...where, 'verified'], 'error', `${what}: was verified in the future`);
      const state = standing(fact, now);
      if (state === 'unverified')
        remark([...where, 'verified'], 'warning', `${what}: nobody has verified this`);
      if (state === 'stale')
        remark(
          [...where, 'verified'],
          'warning',
          `${what}: was verified more than ${STALE_MONTHS} months ago, on ${fact.verified}`,
        );
    }
    return remarks;
  });
}

/** Every fact in a checked value, with its place. */
export function factsIn(value: unknown, where: JSONPath = []): [JSONPath, Fact][] {
  if (typeof value !== 'object' || value === null) return [];
  const own: [JSONPath, Fact][] = 'source' in value && 'verified' in value ? [[where, value as Fact]] : [];
  const inner = Object.entries(value).flatMap(([key, part]) =>
    factsIn(part, [...where, Array.isArray(value) ? Number(key) : key]),
  );
  return [...own, ...inner];
}
