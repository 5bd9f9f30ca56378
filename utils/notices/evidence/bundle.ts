import type { Listing } from '../../listing/listing.ts';
import { sha256 } from '../../packs/envelope.ts';
import type { Finding } from '../../packs/finding.ts';
import type { Link } from '../journal-chain.ts';
import {
  ATTACHMENT_BYTES_MAX,
  type Attachment,
  type Notice,
  type NoticeDraft,
  noticeBytes,
} from '../notice.ts';
import { isChildAbuse } from '../taxonomy.ts';
import type { SigningKey } from './signing-key.ts';
import { type Bytes, jsonBytes, type Resource, writeWacz } from './wacz.ts';

/** What was taken of one listing's page. */
export interface Capture {
  /** When (RFC 3339, UTC). */
  at: string;
  listing: Listing;
  findings: readonly Finding[];
  /** The page as one HTML file (`page-copy.ts`). */
  html: string;
  /** What was visible of it; null where the browser did not let that be taken. */
  screenshot: { mediaType: 'image/png' | 'image/jpeg'; bytes: Bytes } | null;
}

/** A pack that findings came from. The hash is of its file; null of a pack that has none (a person's own rules). */
export interface PackUsed {
  id: string;
  version: number;
  sha256: string | null;
}

/** Why no bundle was made: `forbidden` nothing of this may be kept, `large` more than a notice may carry. */
export class EvidenceError extends Error {
  readonly reason: 'forbidden' | 'large';
  constructor(reason: EvidenceError['reason'], message: string) {
    super(message);
    this.name = 'EvidenceError';
    this.reason = reason;
  }
}

/**
 * Whether anything may be taken of a page. Child sexual abuse material is not to be possessed, for whatever purpose
 * (Directive 2011/93/EU, Art. 5): where the notice or a finding says it is that, nothing is.
 */
export const mayBeCaptured = (keywords: readonly (string | null)[]): boolean => !keywords.some(isChildAbuse);

/** A listing without what could show or describe what may not be kept: where it is and who sells it remain. */
export function withoutContent(listing: Listing): Listing {
  const { url, marketplace, id, seller, trader } = listing;
  return { url, marketplace, id, seller, trader };
}

/**
 * The evidence of a notice as one WACZ file, and what the notice says of it. The notice in it is as it stood before
 * this was attached to it, and without who reports. Rejects with `EvidenceError`.
 */
export async function makeBundle({
  notice,
  captures,
  packs,
  journal = [],
  createdAt,
  software,
  key,
  stamp,
}: {
  notice: Notice | NoticeDraft;
  captures: readonly Capture[];
  packs: readonly PackUsed[];
  journal?: readonly Link[];
  /** RFC 3339, UTC. */
  createdAt: string;
  /** "Caveat 0.1.0" */
  software: string;
  key: SigningKey;
  stamp?: (manifest: Bytes) => Promise<Bytes | null>;
}): Promise<{ attachment: Attachment; bytes: Bytes }> {
  const keywords = captures.flatMap(({ findings }) => findings.map(({ keyword }) => keyword));
  if (!mayBeCaptured([notice.keyword, ...keywords]))
    throw new EvidenceError('forbidden', 'nothing of such material may be kept');
  // Who reports is said in the notice, from which it can be erased; a copy here could not be.
  const bare = { ...notice, notifier: null, attachments: [] };
  const second = `${createdAt.slice(0, 19)}Z`;
  const bytes = await writeWacz(
    {
      title: `Evidence of a notice: ${notice.listings[0]?.title ?? notice.listings[0]?.url ?? ''}`,
      description: `Taken ${second} to go with a notice under Article 16 of Regulation (EU) 2022/2065.`,
      createdAt: second,
      software,
      resources: captures.flatMap(resourcesOf),
      files: {
        'evidence/notice.json': new TextEncoder().encode(noticeBytes(bare)),
        ...Object.fromEntries(
          captures.flatMap(({ listing, findings }, number) => [
            [`evidence/listing-${number + 1}.json`, jsonBytes(listing)],
            [`evidence/findings-${number + 1}.json`, jsonBytes(findings.map(bareFinding))],
          ]),
        ),
        'evidence/packs.json': jsonBytes(packs),
        'evidence/journal.json': jsonBytes(journal),
      },
    },
    key,
    stamp,
  );
  if (bytes.length > ATTACHMENT_BYTES_MAX)
    throw new EvidenceError('large', `is larger than ${ATTACHMENT_BYTES_MAX} bytes`);
  const name = `evidence-${second.replace(/\D/g, '')}.wacz`;
  return {
    attachment: { name, mediaType: 'application/wacz', size: bytes.length, sha256: await sha256(bytes) },
    bytes,
  };
}

function resourcesOf({ at, listing: { url, title }, html, screenshot }: Capture): Resource[] {
  const page: Resource = {
    url,
    mediaType: 'text/html; charset=utf-8',
    body: new TextEncoder().encode(html),
    at,
    title: title ?? url,
  };
  if (!screenshot) return [page];
  const { mediaType, bytes } = screenshot;
  return [page, { url: `urn:view:${url}`, mediaType, body: bytes, at, title: `Screenshot: ${title ?? url}` }];
}

/** Without what the packs say about it, which their versions name. */
const bareFinding = ({
  rule,
  pack,
  severity,
  category,
  keyword,
  confidence,
  disguised,
  evidence,
  entries,
}: Finding): Finding => ({
  rule,
  pack,
  severity,
  category,
  keyword,
  confidence,
  disguised,
  evidence,
  entries,
});
