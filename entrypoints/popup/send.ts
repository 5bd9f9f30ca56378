import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { background } from '../../components/background.ts';
import type { Evidence } from '../../components/evidence.ts';
import { type Caution, knowinglyOf } from '../../utils/notices/cautions.ts';
import type { Notice } from '../../utils/notices/notice.ts';
import type { Channel } from '../../utils/notices/outbox-entry.ts';
import type { Report } from '../../utils/notices/report.ts';
import type { Settings } from '../../utils/settings.ts';
import { askToSend } from './consent.ts';
import { remember } from './reports.ts';

interface Confirmed {
  notice: Notice;
  report: Report;
  /** Null where it has no address. */
  channel: Channel | null;
  cautions: readonly Caution[];
  settings: Settings;
  /** Resolves once the draft is written no more. */
  settled?: () => Promise<void>;
  /** What the notice names as its attachment; null for nothing. */
  evidence?: Evidence | null;
}

/**
 * Has a notice the person confirmed kept and sent. Must be called first thing in the press of a button (`askToSend`).
 * What went wrong, in words; null where it is safely kept.
 */
export async function send({
  notice,
  report,
  channel,
  cautions,
  settings,
  settled,
  evidence,
}: Confirmed): Promise<string | null> {
  // By form or e-mail it is the person who sends.
  const allowed = channel?.kind === 'endpoint' ? askToSend() : Promise.resolve(true);
  if (!channel) return i18n.t('problem.endpoint');
  try {
    if (!(await allowed)) return i18n.t('problem.notAllowed');
    await settled?.();
    if (evidence) await keepEvidence(notice.id, evidence);
    const { duplicates, today } = knowinglyOf(cautions, report.ticked);
    const answer = await background.confirm({
      notice,
      channel,
      knowingly: { duplicates: [...(duplicates ?? [])], ...(today !== undefined && { today }) },
    });
    if (!answer.ok) return problemText(answer);
    await remember(report, settings);
    return null;
  } catch (error) {
    return i18n.t('problem.notKept', { problem: String(error) });
  }
}

/** The bytes go into the outbox's own database: a message would have to hold them whole. */
async function keepEvidence(notice: string, { attachment, bytes }: Evidence): Promise<void> {
  const { openOutbox } = await import('../../utils/notices/outbox.ts');
  const outbox = openOutbox();
  try {
    await outbox.keepAttachment(notice, attachment.sha256, bytes);
  } finally {
    await outbox.close();
  }
}

function problemText({ reason, problem }: { reason: string; problem: string }): string {
  if (reason === 'duplicate' || reason === 'cap' || reason === 'hotline') return i18n.t(`problem.${reason}`);
  return i18n.t('problem.notKept', { problem });
}

/** The time to the second, so that what is previewed is what is sent. */
export function useNow(): string {
  const second = () => `${new Date().toISOString().slice(0, 19)}Z`;
  const [now, setNow] = useState(second);
  useEffect(() => {
    const clock = setInterval(() => setNow(second()), 1_000);
    return () => clearInterval(clock);
  }, []);
  return now;
}
