import { i18n } from '#i18n';
import type { Severity } from '../utils/packs/finding.ts';

/** A severity, or one of the states a page is in when there is no finding to show. */
export type Level = Severity | 'unread' | 'clear' | 'paused';

const stroke = { fill: 'none', stroke: 'currentColor', 'stroke-width': 2 };
const paper = { fill: 'var(--tone-paper)' };

function Exclamation({ top }: { top: number }) {
  return (
    <>
      <rect x="9" y={top} width="2" height="6" rx="1" {...paper} />
      <circle cx="10" cy={top + 8.5} r="1.25" {...paper} />
    </>
  );
}

/** The shape alone: it tells severities apart without colour. `named` says the severity to a screen reader. */
export function SeverityShape({ level, named = false }: { level: Level; named?: boolean }) {
  const shape = (
    <svg class="shape" viewBox="0 0 20 20" aria-hidden="true" data-severity={level} fill="currentColor">
      {level === 'danger' && (
        <>
          <path d="M6.3 1h7.4L19 6.3v7.4L13.7 19H6.3L1 13.7V6.3z" />
          <Exclamation top={5} />
        </>
      )}
      {level === 'warning' && (
        <>
          <path d="M8.5 2a1.7 1.7 0 0 1 3 0l7.8 14.2a1.7 1.7 0 0 1-1.5 2.6H2.2a1.7 1.7 0 0 1-1.5-2.6z" />
          <Exclamation top={6.5} />
        </>
      )}
      {level === 'note' && (
        <>
          <circle cx="10" cy="10" r="9" />
          <circle cx="10" cy="6" r="1.25" {...paper} />
          <rect x="9" y="8.5" width="2" height="6" rx="1" {...paper} />
        </>
      )}
      {level === 'unread' && <circle cx="10" cy="10" r="8" {...stroke} stroke-dasharray="3.6 2.7" />}
      {level === 'clear' && <circle cx="10" cy="10" r="8" {...stroke} />}
      {level === 'paused' && (
        <>
          <rect x="5" y="3" width="3.5" height="14" rx="1" />
          <rect x="11.5" y="3" width="3.5" height="14" rx="1" />
        </>
      )}
    </svg>
  );
  if (!named) return shape;
  return (
    <>
      {shape}
      <span class="unseen">{i18n.t(`severity.${level}`)}</span>
    </>
  );
}

/** Shape and word of a severity, in this order before the colour. */
export function SeverityMark({ level }: { level: Level }) {
  return (
    <span class="severity" data-severity={level}>
      <SeverityShape level={level} />
      {i18n.t(`severity.${level}`)}
    </span>
  );
}
