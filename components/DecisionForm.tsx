import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { type EnteredDecision, timeOnDay } from '../utils/notices/entered-decision.ts';
import type { NoticeEntry } from '../utils/notices/outbox-entry.ts';
import { background } from './background.ts';
import { Field } from './Field.tsx';

interface Props {
  entry: NoticeEntry;
  /** What was entered before, to be mended. */
  before: EnteredDecision | null;
  done(): void;
}

/** The day a time lies on here, as a date field has it. */
const dayFor = (time: number): string =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short' }).format(new Date(time));

/** What the platform told the person by e-mail or post, entered by them: what was decided, when, and why. */
export function DecisionForm({ entry, before, done }: Props) {
  const [outcome, setOutcome] = useState(before?.outcome ?? null);
  const [day, setDay] = useState(before ? dayFor(Date.parse(before.decidedAt)) : '');
  const [reasons, setReasons] = useState(before?.reasons ?? '');
  const [tried, setTried] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  // Nobody answers what was not written yet.
  const complaint = entry.state === 'decided' ? undefined : entry.complaint?.complaint;
  const written = Date.parse(complaint?.createdAt ?? entry.createdAt);
  const decidedAt = timeOnDay(day, written, Date.now());
  const keep = async (event: Event) => {
    event.preventDefault();
    setTried(true);
    setTrouble(null);
    if (!outcome || !decidedAt) return;
    const decision = { decidedAt, outcome, reasons: reasons.trim() };
    const answer = await background.enterDecision({ id: entry.id, decision });
    if (answer.ok) done();
    else setTrouble(i18n.t('decision.notKept', { problem: answer.problem }));
  };
  return (
    <form class="decision" noValidate onSubmit={keep}>
      <fieldset class="choices">
        <legend class="strong">{i18n.t('decision.outcome')}</legend>
        {(['acted', 'not-acted'] as const).map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="outcome"
              checked={outcome === one}
              aria-invalid={tried && !outcome}
              onChange={() => setOutcome(one)}
            />
            {i18n.t(one === 'acted' ? 'decision.theyActed' : 'decision.theyDidNot')}
          </label>
        ))}
        {tried && !outcome && <p class="meta problem">{i18n.t('decision.outcomeMissing')}</p>}
      </fieldset>
      <Field
        label={i18n.t('decision.told')}
        hint={i18n.t('decision.toldHint')}
        problem={tried && !decidedAt ? i18n.t('decision.toldWrong') : undefined}
      >
        {(control) => (
          <input
            {...control}
            type="date"
            min={dayFor(written)}
            max={dayFor(Date.now())}
            value={day}
            onInput={({ currentTarget }) => setDay(currentTarget.value)}
          />
        )}
      </Field>
      <Field label={i18n.t('decision.reasons')} hint={i18n.t('decision.reasonsHint')}>
        {(control) => (
          <textarea
            {...control}
            rows={5}
            maxLength={10_000}
            dir="auto"
            value={reasons}
            onInput={({ currentTarget }) => setReasons(currentTarget.value)}
          />
        )}
      </Field>
      {trouble && (
        <p class="problem" role="alert">
          {trouble}
        </p>
      )}
      <div class="row">
        <button type="submit" class="accent">
          {i18n.t('decision.keep')}
        </button>
        <button type="button" onClick={done}>
          {i18n.t('decision.leave')}
        </button>
      </div>
    </form>
  );
}
