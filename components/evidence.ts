import { browser } from 'wxt/browser';
import type { Listing } from '../utils/listing/listing.ts';
import type { Capture, PackUsed } from '../utils/notices/evidence/bundle.ts';
import { sameListing } from '../utils/notices/guards.ts';
import type { Link } from '../utils/notices/journal-chain.ts';
import type { Attachment, Notice, NoticeDraft, NoticeListing } from '../utils/notices/notice.ts';
import { sha256 } from '../utils/packs/envelope.ts';
import type { Finding } from '../utils/packs/finding.ts';
import type { PageState } from '../utils/page-state.ts';
import { endpointUrl } from '../utils/settings.ts';
import { saveAs } from './save-as.ts';

/** A bundle as made, and what can be shown of it. */
export interface Evidence {
  attachment: Attachment;
  bytes: Uint8Array<ArrayBuffer>;
  /** Of the page at hand, then of listings that are open in other tabs. */
  captures: Capture[];
  /** Why there is no time stamp although one was wanted; null where there is one, or none was wanted. */
  unstamped: string | null;
}

/** Key in local storage: the address of the time-stamping authority (RFC 3161) the person chose, if they chose one. */
const AUTHORITY = 'timeStampAuthority';

/** The authority's address; empty where there is none. */
export async function timeStampAuthority(): Promise<string> {
  const kept = (await browser.storage.local.get(AUTHORITY))[AUTHORITY];
  return typeof kept === 'string' ? (endpointUrl(kept) ?? '') : '';
}

/**
 * Keeps the authority's address, empty for none; false where it is no https address. Asks to be let to talk to it,
 * since authorities do not say that pages may: call it in the press of a button.
 */
export async function keepAuthority(address: string): Promise<boolean> {
  const checked = address.trim() === '' ? '' : endpointUrl(address);
  if (checked === null) return false;
  if (checked)
    await browser.permissions.request({ origins: [`${new URL(checked).origin}/*`] }).catch(() => {
      // Where it cannot be asked for, the authority may still let every page talk to it.
    });
  await browser.storage.local.set({ [AUTHORITY]: checked });
  return true;
}

/** A tab and what is known of its page. */
export interface ReadTab {
  tab: number;
  state: PageState;
}

/** Other tabs in which listings of a notice were read, one for each listing. */
export async function otherTabs(listings: readonly NoticeListing[], own: ReadTab): Promise<ReadTab[]> {
  const [tabs, kept] = await Promise.all([browser.tabs.query({}), browser.storage.session.get(null)]);
  const seen: Listing[] = own.state.listing ? [own.state.listing] : [];
  return tabs.flatMap(({ id: tab }) => {
    const state = kept[`tab:${tab}`] as PageState | undefined;
    const listing = state?.page === 'product' ? state.listing : null;
    if (tab === undefined || tab === own.tab || !state || !listing) return [];
    if (!listings.some((one) => sameListing(one, listing)) || seen.some((one) => sameListing(one, listing)))
      return [];
    seen.push(listing);
    return [{ tab, state }];
  });
}

/**
 * Takes what the tab shows, and the listings of the notice that are open in other tabs, and makes of it the evidence of
 * a notice. What that needs is loaded now and not before. Of another tab there is no picture: the browser lets one be
 * taken only where the person has pressed Caveat's button. One that went elsewhere meanwhile is left out. Rejects where
 * the page at hand cannot be read, and with `EvidenceError`.
 */
export async function makeEvidence({
  own,
  notice,
  journal = [],
}: {
  own: ReadTab;
  notice: Notice | NoticeDraft;
  journal?: readonly Link[];
}): Promise<Evidence> {
  const [{ makeBundle, mayBeCaptured, EvidenceError }, { openSigningKey }, { captureTab }] =
    await Promise.all([
      import('../utils/notices/evidence/bundle.ts'),
      import('../utils/notices/evidence/signing-key.ts'),
      import('./capture.ts'),
    ]);
  const others = await otherTabs(notice.listings, own);
  // Before anything is taken of any page.
  const found = [own, ...others].flatMap(({ state }) => state.findings.map(({ keyword }) => keyword));
  if (!mayBeCaptured([notice.keyword, ...found]))
    throw new EvidenceError('forbidden', 'nothing of such material may be kept');
  const captures = [await captureTab(own.tab, own.state)];
  for (const { tab, state } of others)
    captures.push(
      ...(await captureTab(tab, state, { picture: false }).then(
        (one) => [one],
        () => [],
      )),
    );
  const authority = await timeStampAuthority();
  let unstamped: string | null = null;
  const stamp = async (manifest: Uint8Array<ArrayBuffer>) => {
    if (!authority) return null;
    try {
      const { requestTimeStamp } = await import('../utils/notices/evidence/time-stamp.ts');
      return await requestTimeStamp(authority, manifest);
    } catch (error) {
      unstamped = (error as Error).message;
      return null;
    }
  };
  const { attachment, bytes } = await makeBundle({
    notice,
    captures,
    packs: await packsUsed(captures.flatMap(({ findings }) => findings)),
    journal,
    createdAt: new Date().toISOString(),
    software: `Caveat ${browser.runtime.getManifest().version}`,
    key: await openSigningKey(),
    stamp,
  });
  return { attachment, bytes, captures, unstamped };
}

/** The packs that findings came from, with the hash of the file where it is one that came with Caveat. */
async function packsUsed(findings: readonly Finding[]): Promise<PackUsed[]> {
  const used = [...new Set(findings.map(({ pack }) => pack))].toSorted();
  return Promise.all(
    used.map(async (pack) => {
      const [id = '', version] = pack.split('@');
      return { id, version: Number(version), sha256: await bundledHash(id, Number(version)) };
    }),
  );
}

async function bundledHash(id: string, version: number): Promise<string | null> {
  try {
    const file = await fetch(browser.runtime.getURL(`/packs/${encodeURIComponent(id)}.json` as '/'));
    const bytes = new Uint8Array(await file.arrayBuffer());
    return JSON.parse(new TextDecoder().decode(bytes)).version === version ? await sha256(bytes) : null;
  } catch {
    return null;
  }
}

/** Saves a bundle as a file where the person's downloads go. */
export function saveEvidence({ attachment, bytes }: Pick<Evidence, 'attachment' | 'bytes'>): void {
  saveAs(new Blob([bytes], { type: attachment.mediaType }), attachment.name);
}
