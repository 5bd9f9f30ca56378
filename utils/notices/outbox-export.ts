import type { JournalEntry } from './outbox-database.ts';
import { answerOn, decisionOn, isNotice, type NoticeEntry, type OutboxEntry } from './outbox-entry.ts';

/** Everything the outbox keeps, as JSON: what opens a notice at its endpoint (`receipt.secret`) included. */
export const outboxAsJson = (
  entries: readonly OutboxEntry[],
  journal: readonly JournalEntry[],
  exportedAt: string,
): string => JSON.stringify({ format: 'caveat-notices', version: 1, exportedAt, entries, journal }, null, 2);

const iso = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString());
const lines = (values: readonly (string | null | undefined)[]) => values.filter(Boolean).join('\n');

/** One column of the table of notices, by its name in the first row. */
const COLUMNS: Record<string, (entry: NoticeEntry) => string | null | undefined> = {
  id: ({ id }) => id,
  state: ({ state }) => state,
  confirmed: ({ createdAt }) => createdAt,
  channel: ({ channel }) => channel.kind,
  recipient: ({ channel }) => recipientAddress(channel),
  number: ({ receipt, reference }) => receipt?.number ?? reference,
  received: ({ receipt }) => receipt?.receivedAt,
  signature: ({ proof }) => proof?.verdict,
  category: ({ notice }) => notice.category,
  keyword: ({ notice }) => notice.keyword,
  addresses: ({ notice }) => lines(notice.listings.map(({ url }) => url)),
  titles: ({ notice }) => lines(notice.listings.map(({ title }) => title)),
  items: ({ notice }) => lines(notice.listings.map(({ id }) => id)),
  sellers: ({ notice }) => lines(notice.listings.map(({ seller }) => seller?.name ?? seller?.id)),
  explanation: ({ notice }) => notice.explanation,
  notifier: ({ notice }) => notice.notifier?.name,
  email: ({ notice }) => notice.notifier?.email,
  decided: (entry) => decisionOn(entry)?.decidedAt,
  'entered by hand': ({ entered }) => entered && 'true',
  outcome: (entry) => decisionOn(entry)?.outcome,
  measures: ({ status }) => lines(status?.decision?.measures ?? []),
  reasons: (entry) => decisionOn(entry)?.reasons,
  complained: ({ complaint }) => complaint?.complaint.createdAt,
  complaint: ({ complaint }) => complaint?.complaint.explanation,
  'complaint decided': (entry) => answerOn(entry)?.decidedAt,
  'complaint outcome': (entry) => answerOn(entry)?.outcome,
  'complaint reasons': (entry) => answerOn(entry)?.reasons,
  'last seen': ({ checks }) => iso(checks.at(-1)?.at),
  online: ({ checks }) => checks.at(-1) && String(checks.at(-1)?.online),
};

function recipientAddress(channel: NoticeEntry['channel']): string {
  switch (channel.kind) {
    case 'endpoint':
      return channel.base;
    case 'form':
      return channel.url;
    case 'email':
      return channel.address;
  }
}

/** The confirmed notices as CSV (RFC 4180), one a row, with the names of the columns in the first. */
export const outboxAsCsv = (entries: readonly OutboxEntry[]): string =>
  [
    Object.keys(COLUMNS),
    ...entries.filter(isNotice).map((entry) => Object.values(COLUMNS).map((column) => column(entry))),
  ]
    .map((row) => `${row.map(csvCell).join(',')}\r\n`)
    .join('');

/**
 * One cell, always quoted. Text that a spreadsheet would take for a formula gets an apostrophe before it: a page's
 * title must not run anything where the table is opened.
 */
export function csvCell(value: string | null | undefined): string {
  const text = value ?? '';
  const calm = /^[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20|]|^[\t\r\n]/u.test(text) ? `'${text}` : text;
  return `"${calm.replaceAll('"', '""')}"`;
}
