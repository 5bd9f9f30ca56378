import type { Receipt } from './interface.ts';
import type { Attachment, Notice, NoticeListing } from './notice.ts';
import { blankEntry, type DeliveryProblem, type NoticeEntry } from './outbox-entry.ts';

/** An entry as version 1 of the database has it: a notice about one listing, from its confirmation to its receipt. */
export interface FirstEntry {
  id: string;
  notice: Omit<Notice, 'listings' | 'attachments' | 'evidence'> & {
    evidence: { listing?: number; rule: string; field: string; text: string }[];
    listings?: NoticeListing[];
    attachments?: Attachment[];
    url?: string;
    listing?: Omit<NoticeListing, 'url'>;
  };
  endpoint: string;
  state: 'queued' | 'sending' | 'received' | 'failed';
  attempts: number;
  nextAttemptAt: number | null;
  problem: DeliveryProblem | null;
  receipt: (Omit<Receipt, 'sha256' | 'signature'> & Partial<Receipt>) | null;
  updatedAt: number;
}

/** An entry of version 1 in the shape of today. What it did not have, such as a signature, stays empty. */
export function fromFirstVersion(first: FirstEntry, now: number): NoticeEntry {
  const { notice, endpoint, receipt, ...same } = first;
  const { url, listing, ...rest } = notice;
  return {
    ...blankEntry(first.id, notice.createdAt, now),
    ...same,
    notice: {
      ...rest,
      evidence: notice.evidence.map((piece) => ({ ...piece, listing: piece.listing ?? 0 })),
      listings: notice.listings ?? [{ url: url ?? '', ...listing }],
      attachments: notice.attachments ?? [],
    },
    channel: { kind: 'endpoint', base: endpoint },
    receipt: receipt && { sha256: '', signature: '', ...receipt },
    askAt: receipt ? now : null,
  };
}
