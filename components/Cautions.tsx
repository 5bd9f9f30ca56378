import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { i18n } from '#i18n';
import { type Caution, canTick } from '../utils/notices/cautions.ts';
import { decisionOn, type NoticeEntry } from '../utils/notices/outbox-entry.ts';
import { sentenceOf } from './Finding.tsx';
import { dateAndTime, isolated, localised } from './localised.ts';

interface Props {
  cautions: readonly Caution<NoticeEntry>[];
  ticked: readonly string[];
  /** The person has tried to send: what stands in the way is marked. */
  asked: boolean;
  tick(key: string, on: boolean): void;
  /** Takes in what the page says now. */
  takeIn(): void;
  /** Has the page read anew. */
  readAgain(): void;
}

/** What to look at before a notice is sent, each ticked or mended (DSA Art. 23(2)). */
export function Cautions({ cautions, ticked, asked, tick, takeIn, readAgain }: Props) {
  if (cautions.length === 0) return null;
  return (
    <section class="block cautions" aria-labelledby="before" data-severity="warning">
      <h2 id="before">{i18n.t('caution.title')}</h2>
      {cautions.map((caution) => (
        <div key={caution.key} class="caution">
          <What caution={caution} />
          {caution.kind === 'changed' && (
            <button type="button" onClick={takeIn}>
              {i18n.t('caution.takeIn')}
            </button>
          )}
          {caution.kind === 'old' && (
            <button type="button" onClick={readAgain}>
              {i18n.t('caution.readAgain')}
            </button>
          )}
          {canTick(caution) && (
            <Tick
              on={ticked.includes(caution.key)}
              missing={asked && !ticked.includes(caution.key)}
              tick={(on) => tick(caution.key, on)}
            >
              {tickText(caution)}
            </Tick>
          )}
        </div>
      ))}
    </section>
  );
}

function tickText({ kind }: Caution): string {
  if (kind === 'cap') return i18n.t('caution.capTick');
  if (kind === 'card') return i18n.t('caution.cardTick');
  if (kind === 'duplicate') return i18n.t('caution.duplicateTick');
  return i18n.t(kind === 'old' ? 'caution.oldTick' : 'caution.checkTick');
}

function Tick(props: {
  on: boolean;
  missing: boolean;
  tick(on: boolean): void;
  children: ComponentChildren;
}) {
  const id = useId();
  return (
    <>
      <label class="choice">
        <input
          type="checkbox"
          checked={props.on}
          aria-invalid={props.missing}
          aria-describedby={props.missing ? id : undefined}
          onChange={({ currentTarget }) => props.tick(currentTarget.checked)}
        />
        <span>{props.children}</span>
      </label>
      {props.missing && (
        <p class="meta problem" id={id}>
          {i18n.t('caution.missing')}
        </p>
      )}
    </>
  );
}

/** One caution in words. */
function What({ caution }: { caution: Caution<NoticeEntry> }) {
  switch (caution.kind) {
    case 'changed':
      return <p>{i18n.t('caution.changed')}</p>;
    case 'old':
      return (
        <p>
          {caution.readAt === null
            ? i18n.t('caution.oldUnknown', { title: isolated(caution.listing.title ?? caution.listing.url) })
            : i18n.t('caution.old', {
                title: isolated(caution.listing.title ?? caution.listing.url),
                time: dateAndTime(caution.readAt),
              })}
        </p>
      );
    case 'card':
      return (
        <>
          <p>{i18n.t('caution.card')}</p>
          <ul>
            {caution.listings.map(({ url, title }) => (
              <li key={url}>
                <a href={url} target="_blank" rel="noopener noreferrer" class="title">
                  <bdi>{title ?? url}</bdi>
                </a>
              </li>
            ))}
          </ul>
        </>
      );
    case 'duplicate':
      return <Duplicate earlier={caution.earlier} news={caution.news} />;
    case 'cap':
      return <p>{i18n.t('caution.cap', { today: caution.today, cap: caution.cap })}</p>;
    case 'check':
      return <Check finding={caution.finding} />;
    case 'suspicion':
      return <p>{i18n.t('caution.suspicion')}</p>;
  }
}

/** When the earlier notices were sent and what became of them. */
function Duplicate({ earlier, news }: { earlier: NoticeEntry[]; news: boolean }) {
  const decided = earlier.some(decisionOn);
  return (
    <>
      <p>{i18n.t('caution.duplicate')}</p>
      <ul class="meta">
        {earlier.map(({ id, createdAt, state, receipt }) => (
          <li key={id}>
            {dateAndTime(createdAt)} · {i18n.t(`state.${state}`)}
            {receipt && (
              <>
                {' · '}
                <span class="number">{receipt.number}</span>
              </>
            )}
          </li>
        ))}
      </ul>
      {!news && <p>{i18n.t('caution.duplicateNothing')}</p>}
      {decided && <p>{i18n.t('caution.duplicateDecided')}</p>}
    </>
  );
}

/** A finding to look at first, and what would make it wrong. */
function Check({ finding }: { finding: Extract<Caution, { kind: 'check' }>['finding'] }) {
  const { text, lang } = sentenceOf(finding);
  return (
    <>
      <p>
        <span lang={lang}>{text}</span> {finding.confidence === 'low' && i18n.t('finding.weak')}
      </p>
      {finding.wrongIf.length > 0 && (
        <p class="meta">
          {i18n.t('finding.wrongIf')}{' '}
          {finding.wrongIf.map(localised).map((doubt) => (
            <span key={doubt.text} lang={doubt.lang}>
              {doubt.text}{' '}
            </span>
          ))}
        </p>
      )}
    </>
  );
}
