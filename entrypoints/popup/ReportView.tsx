import { useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { background } from '../../components/background.ts';
import { EvidencePanel } from '../../components/EvidencePanel.tsx';
import type { Evidence } from '../../components/evidence.ts';
import { dateAndTime } from '../../components/localised.ts';
import { WhatIsWrong, WhereItGoes, WhoReports } from '../../components/NoticeForm.tsx';
import { NoticePreview } from '../../components/NoticePreview.tsx';
import { noticeProblems } from '../../components/notice-fields.ts';
import type { OutboxEntry } from '../../utils/notices/outbox.ts';
import type { PageState } from '../../utils/page-state.ts';
import { sites } from '../../utils/reading/marketplaces/index.ts';
import { endpointUrl } from '../../utils/settings.ts';
import { askToSend } from './consent.ts';
import { finish, noticeFrom, useDraft } from './draft.ts';

interface Props {
  tab: number;
  state: PageState;
  /** A notice already sent about this listing. */
  earlier: OutboxEntry | undefined;
  /** The notice with this id is safely kept. */
  done(id: string): void;
}

/** The report: what is wrong, who reports, exactly what is sent, and the button that confirms it. */
export function ReportView({ tab, state, earlier, done }: Props) {
  const { draft, change } = useDraft(state);
  const now = useNow();
  const form = useRef<HTMLFormElement>(null);
  const [attempts, setAttempts] = useState(0);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [evidence, setEvidence] = useState<Evidence | null>(null);
  const fields = draft?.fields;
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [attempts]);
  if (!draft || !fields) return null;

  const notice = { ...noticeFrom(draft, now), attachments: evidence ? [evidence.attachment] : [] };
  // Nothing is found fault with before the first try; after it, faults go as soon as they are mended.
  const problems = attempts > 0 ? noticeProblems(notice, fields.endpoint) : null;
  const endpoint = endpointUrl(fields.endpoint);
  const host = endpoint && new URL(endpoint).host;
  const marketplace = sites.find(({ id }) => id === state.reader)?.name;

  const send = async (allowed: Promise<boolean>) => {
    setBusy(true);
    setTrouble(null);
    try {
      if (!(await allowed)) return setTrouble(i18n.t('problem.notAllowed'));
      const answer = await background.send({ endpoint: endpoint ?? '', notice });
      if (!answer.ok) return setTrouble(i18n.t('problem.notKept', { problem: answer.problem }));
      await finish(draft, state.url);
      done(answer.id);
    } catch (error) {
      setTrouble(i18n.t('problem.notKept', { problem: String(error) }));
    } finally {
      setBusy(false);
    }
  };
  const confirm = (event: Event) => {
    event.preventDefault();
    const found = noticeProblems(notice, fields.endpoint);
    setAttempts(attempts + 1);
    setTrouble(found?.rest ? i18n.t('problem.rest', { problem: found.rest }) : null);
    if (!found && !busy) void send(askToSend());
  };
  const shared = { fields, change, problems: problems?.fields ?? {} };
  return (
    <form ref={form} noValidate onSubmit={confirm}>
      {earlier && (
        <p class="box">{i18n.t('report.already', { date: dateAndTime(earlier.notice.createdAt) })}</p>
      )}
      <WhatIsWrong {...shared} />
      <WhoReports {...shared} />
      <EvidencePanel tab={tab} state={state} notice={notice} evidence={evidence} change={setEvidence} />
      <section class="block" aria-labelledby="sent">
        <h2 id="sent">{i18n.t('report.sent')}</h2>
        <WhereItGoes {...shared} marketplace={marketplace ?? i18n.t('report.thisMarketplace')} />
        <NoticePreview notice={notice} />
      </section>
      <p>{i18n.t('report.goodFaith')}</p>
      {trouble && (
        <p class="problem" role="alert">
          {trouble}
        </p>
      )}
      <button type="submit" class="accent" aria-disabled={busy}>
        {busy
          ? i18n.t('report.sending')
          : host
            ? i18n.t('report.send', { host })
            : i18n.t('report.sendNowhere')}
      </button>
      <p class="meta">{i18n.t('report.kept')}</p>
    </form>
  );
}

/** The time to the second, so that what is previewed is what is sent. */
function useNow(): string {
  const second = () => `${new Date().toISOString().slice(0, 19)}Z`;
  const [now, setNow] = useState(second);
  useEffect(() => {
    const clock = setInterval(() => setNow(second()), 1_000);
    return () => clearInterval(clock);
  }, []);
  return now;
}
