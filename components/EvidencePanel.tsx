import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Capture } from '../utils/notices/evidence/bundle.ts';
import type { Link } from '../utils/notices/journal-chain.ts';
import type { Notice, NoticeDraft } from '../utils/notices/notice.ts';
import { isChildAbuse } from '../utils/notices/taxonomy.ts';
import type { PageState } from '../utils/page-state.ts';
import {
  type Evidence,
  keepAuthority,
  makeEvidence,
  otherTabs,
  saveEvidence,
  timeStampAuthority,
} from './evidence.ts';
import { Field } from './Field.tsx';

interface Props {
  /** The tab whose page is the evidence, and what is known of that page. */
  tab: number;
  state: PageState;
  /** The notice as it stands without it. */
  notice: Notice | NoticeDraft;
  /** What was done with it until now. */
  journal?: readonly Link[];
  /** What is attached; null for nothing. */
  evidence: Evidence | null;
  change(evidence: Evidence | null): void;
}

/** Part of what is sent: evidence of the page, to be attached to the notice or not: taken when asked for, and shown before it is sent. */
export function EvidencePanel({ tab, state, notice, journal = [], evidence, change }: Props) {
  const [open, setOpen] = useState(evidence !== null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const take = async () => {
    setBusy(true);
    setTrouble(null);
    try {
      change(await makeEvidence({ own: { tab, state }, notice, journal }));
    } catch (error) {
      setTrouble(i18n.t('evidence.failed', { problem: (error as Error).message }));
    } finally {
      setBusy(false);
    }
  };
  const others = useOthers(notice, tab, state);
  const forbidden = [notice.keyword, ...state.findings.map(({ keyword }) => keyword)].some(isChildAbuse);
  return (
    <details class="grounds" open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {i18n.t('evidence.title')}
        <span class="meta">{evidence ? evidence.attachment.name : i18n.t('evidence.none')}</span>
      </summary>
      {forbidden ? (
        <p>{i18n.t('evidence.forbidden')}</p>
      ) : evidence ? (
        <Attached evidence={evidence} remove={() => change(null)} />
      ) : (
        <>
          <p>{i18n.t('evidence.what')}</p>
          {others > 0 && <p>{i18n.t('evidence.others', others)}</p>}
          <button type="button" aria-disabled={busy} onClick={() => void (busy || take())}>
            {i18n.t(busy ? 'evidence.taking' : 'evidence.attach')}
          </button>
          <Authority />
        </>
      )}
      {trouble && (
        <p class="problem" role="alert">
          {trouble}
        </p>
      )}
    </details>
  );
}

function Attached({ evidence, remove }: { evidence: Evidence; remove(): void }) {
  const { attachment, captures, unstamped } = evidence;
  return (
    <>
      <p role="status">
        {i18n.t('evidence.attached', {
          name: attachment.name,
          size: new Intl.NumberFormat(undefined, {
            style: 'unit',
            unit: 'kilobyte',
            maximumFractionDigits: 0,
          }).format(Math.max(1, attachment.size / 1_000)),
        })}
      </p>
      <p>{i18n.t('evidence.look')}</p>
      {captures.map((capture, at) => (
        <Taken key={capture.listing.url} capture={capture} other={at > 0} />
      ))}
      {unstamped && <p>{i18n.t('evidence.unstamped', { problem: unstamped })}</p>}
      <p class="meta">{i18n.t('evidence.sha256', { sha256: attachment.sha256 })}</p>
      <button type="button" onClick={() => saveEvidence(evidence)}>
        {i18n.t('evidence.save')}
      </button>
      <button type="button" class="plain" onClick={remove}>
        {i18n.t('evidence.remove')}
      </button>
    </>
  );
}

/** What was taken of one page. Of a tab that is not at hand the browser lets no picture be taken. */
function Taken({ capture: { listing, html, screenshot }, other }: { capture: Capture; other: boolean }) {
  const picture = useObjectUrl(screenshot?.bytes, screenshot?.mediaType);
  return (
    <>
      {other && (
        <p class="title">
          <bdi>{listing.title ?? listing.url}</bdi>
        </p>
      )}
      {picture && <img class="evidence" src={picture} alt={i18n.t('evidence.screenshot')} />}
      {!picture && !other && <p>{i18n.t('evidence.noScreenshot')}</p>}
      <details>
        <summary>{i18n.t('evidence.copy')}</summary>
        {/* No scripts, no forms, no way out: the copy is a page's own words. */}
        <iframe class="evidence" sandbox="" srcDoc={html} title={i18n.t('evidence.copy')} />
      </details>
    </>
  );
}

/** How many other listings of the notice are open in tabs. */
function useOthers({ listings }: Props['notice'], tab: number, state: PageState): number {
  const [others, setOthers] = useState(0);
  const urls = listings.map(({ url }) => url).join(' ');
  useEffect(() => {
    if (listings.length > 1)
      void otherTabs(listings, { tab, state }).then((found) => setOthers(found.length));
    else setOthers(0);
  }, [urls, tab, state]);
  return others;
}

/** Who vouches for the time, if anybody shall. */
function Authority() {
  const [address, setAddress] = useState('');
  const [kept, setKept] = useState<boolean | null>(null);
  useEffect(() => {
    void timeStampAuthority().then(setAddress);
  }, []);
  return (
    <details>
      <summary>{i18n.t('evidence.authority')}</summary>
      <Field
        label={i18n.t('evidence.authorityAddress')}
        hint={i18n.t('evidence.authorityHint')}
        problem={kept === false ? i18n.t('evidence.authorityWrong') : undefined}
      >
        {(control) => (
          <input
            {...control}
            type="url"
            value={address}
            // The report around it is not sent by finishing a line.
            onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
            onInput={(event) => {
              setAddress(event.currentTarget.value);
              setKept(null);
            }}
          />
        )}
      </Field>
      <button type="button" onClick={() => void keepAuthority(address).then(setKept)}>
        {i18n.t('evidence.authorityKeep')}
      </button>
      {kept && <p role="status">{i18n.t('evidence.authorityKept')}</p>}
    </details>
  );
}

/** An address for bytes that are shown, for as long as they are. */
function useObjectUrl(bytes: Uint8Array<ArrayBuffer> | undefined, type = ''): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!bytes) return setUrl(null);
    const made = URL.createObjectURL(new Blob([bytes], { type }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes]);
  return url;
}
