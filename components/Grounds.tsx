import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { compose, evidenceKey, lawKey } from '../utils/notices/compose.ts';
import { OWN_LAW_MAX } from '../utils/notices/notice.ts';
import { type Report, withLaw, withoutOffer } from '../utils/notices/report.ts';
import { isChildAbuse } from '../utils/notices/taxonomy.ts';
import type { ExplainedFinding } from '../utils/packs/finding.ts';
import { Field } from './Field.tsx';
import { sentenceOf } from './Finding.tsx';
import { lawName } from './LawList.tsx';
import { isolated } from './localised.ts';
import { where } from './Quotes.tsx';
import { SeverityShape } from './SeverityMark.tsx';

interface Props {
  report: Report;
  change(report: Report): void;
}

/** The listings of a notice: several can be taken out again, one can be narrowed to a variant. */
export function ReportedListings({ report, change }: Props) {
  const { offers } = report;
  const composed = compose(report).listings;
  return (
    <ul class="listings">
      {offers.map(({ listing }, at) => (
        <li key={listing.url}>
          <p class="title">
            <bdi>{listing.title ?? listing.url}</bdi>
          </p>
          {offers.length > 1 && (
            <button type="button" class="plain" onClick={() => change(withoutOffer(report, at))}>
              {i18n.t('report.takeOut')}
              <span class="unseen"> {listing.title}</span>
            </button>
          )}
          {(listing.variants?.length ?? 0) > 1 && (
            <select
              aria-label={i18n.t('report.variant')}
              value={composed[at]?.variant ?? ''}
              onChange={({ currentTarget }) =>
                change({
                  ...report,
                  offers: offers.with(at, {
                    ...(offers[at] as (typeof offers)[number]),
                    variant: currentTarget.value || null,
                  }),
                })
              }
            >
              <option value="">{i18n.t('report.allVariants')}</option>
              {listing.variants?.map(({ name }) => (
                <option key={name} value={name.trim()}>
                  {isolated(name)}
                </option>
              ))}
            </select>
          )}
        </li>
      ))}
    </ul>
  );
}

/** What the explanation rests on, each to be left out: findings, words on the page, legal grounds. */
export function Grounds({ report, change }: Props) {
  const { chosen, without } = report;
  const findings = [
    ...new Map(
      report.offers
        .flatMap((offer) => offer.findings)
        .filter(({ keyword }) => !isChildAbuse(keyword))
        .map((finding) => [finding.rule, finding]),
    ).values(),
  ];
  const all = compose({ ...report, without: [], ownLaw: [] });
  const toggled = (list: string[], key: string, on: boolean) =>
    on ? [...list, key] : list.filter((other) => other !== key);
  return (
    <>
      {findings.length > 0 && (
        <fieldset>
          <legend class="meta">{i18n.t('report.findings')}</legend>
          {findings.map((finding) => (
            <Choice
              key={finding.rule}
              on={chosen.includes(finding.rule)}
              choose={(on) => change({ ...report, chosen: toggled(chosen, finding.rule, on) })}
            >
              <FindingName finding={finding} />
            </Choice>
          ))}
        </fieldset>
      )}
      {all.evidence.length > 0 && (
        <fieldset>
          <legend class="meta">{i18n.t('report.evidence')}</legend>
          {all.evidence.map((piece) => {
            const key = evidenceKey(piece);
            return (
              <Choice
                key={key}
                on={!without.includes(key)}
                choose={(on) => change({ ...report, without: toggled(without, key, !on) })}
              >
                <span class="meta">{where(report.offers[piece.listing]?.listing, piece.field)}</span>{' '}
                {i18n.t('quote.open')}
                <bdi>{isolated(piece.text)}</bdi>
                {i18n.t('quote.close')}
              </Choice>
            );
          })}
        </fieldset>
      )}
      {all.law.length > 0 && (
        <fieldset>
          <legend class="meta">{i18n.t('report.law')}</legend>
          {all.law.map((ground) => {
            const key = lawKey(ground);
            return (
              <Choice
                key={key}
                on={!without.includes(key)}
                choose={(on) => change({ ...report, without: toggled(without, key, !on) })}
              >
                {lawName(ground)}
              </Choice>
            );
          })}
        </fieldset>
      )}
      <OwnLaw report={report} change={change} />
    </>
  );
}

/** Legal grounds the person adds in their own words. */
function OwnLaw({ report, change }: Props) {
  const [act, setAct] = useState('');
  const [article, setArticle] = useState('');
  const { ownLaw = [] } = report;
  const after = withLaw(report, act, article);
  const add = () => {
    if (!after) return;
    change(after);
    setAct('');
    setArticle('');
  };
  // The report around it is not sent by finishing a line.
  const onEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    add();
  };
  return (
    <fieldset class="own-law">
      <legend class="meta">{i18n.t('report.ownLaw')}</legend>
      {ownLaw.map((ground) => (
        <p key={lawName(ground)} class="known">
          <bdi>{lawName(ground)}</bdi>
          <button
            type="button"
            class="plain"
            onClick={() => change({ ...report, ownLaw: ownLaw.filter((one) => one !== ground) })}
          >
            {i18n.t('report.takeOut')}
            <span class="unseen"> {lawName(ground)}</span>
          </button>
        </p>
      ))}
      {ownLaw.length < OWN_LAW_MAX && (
        <>
          <Field label={i18n.t('report.act')} hint={i18n.t('report.ownLawHint')}>
            {(control) => (
              <input
                {...control}
                type="text"
                maxLength={200}
                value={act}
                onKeyDown={onEnter}
                onInput={({ currentTarget }) => setAct(currentTarget.value)}
              />
            )}
          </Field>
          <Field label={i18n.t('report.article')}>
            {(control) => (
              <input
                {...control}
                type="text"
                maxLength={60}
                value={article}
                onKeyDown={onEnter}
                onInput={({ currentTarget }) => setArticle(currentTarget.value)}
              />
            )}
          </Field>
          <button type="button" aria-disabled={!after} onClick={add}>
            {i18n.t('report.addLaw')}
          </button>
        </>
      )}
    </fieldset>
  );
}

function FindingName({ finding }: { finding: ExplainedFinding }) {
  const { text, lang } = sentenceOf(finding);
  return (
    <span class="status" data-severity={finding.severity} lang={lang}>
      <SeverityShape level={finding.severity} named />
      {text}
    </span>
  );
}

interface ChoiceProps {
  on: boolean;
  choose(on: boolean): void;
  children: preact.ComponentChildren;
}

function Choice({ on, choose, children }: ChoiceProps) {
  return (
    <label class="choice">
      <input type="checkbox" checked={on} onChange={({ currentTarget }) => choose(currentTarget.checked)} />
      <span>{children}</span>
    </label>
  );
}
