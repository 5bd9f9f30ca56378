import { i18n } from '#i18n';
import { sentenceOf } from '../../components/Finding.tsx';
import { Findings } from '../../components/Findings.tsx';
import { SeverityMark } from '../../components/SeverityMark.tsx';
import type { PageState } from '../../utils/page-state.ts';

export interface PanelActions {
  open(): void;
  collapse(): void;
  dismiss(): void;
  report(): void;
  /** Moves by so many px to the right and upwards. */
  nudge(right: number, up: number): void;
  /** Begins to follow the pointer. */
  drag(event: PointerEvent): void;
}

interface Props {
  state: PageState;
  open: boolean;
  actions: PanelActions;
}

const STEP = 24;
const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, STEP],
  ArrowDown: [0, -STEP],
};

const line = { fill: 'none', stroke: 'currentColor', 'stroke-width': 2, 'stroke-linecap': 'round' } as const;

/** Findings that are shown on the page itself; notes wait in the popup. */
export const shownOnPage = (state: PageState) => state.findings.filter(({ severity }) => severity !== 'note');

/** The card on a product page, or the pill it collapses to. */
export function Panel({ state, open, actions }: Props) {
  const findings = shownOnPage(state);
  const [worst] = findings;
  if (!worst) return null;
  const { text, lang } = sentenceOf(worst);
  if (!open)
    return (
      <section class="pill" aria-label={i18n.t('extension.name')} data-severity={worst.severity}>
        <button type="button" aria-expanded="false" data-first onClick={actions.open}>
          <SeverityMark level={worst.severity} />
          <span class="sentence" lang={lang}>
            {text}
          </span>
        </button>
      </section>
    );
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') actions.collapse();
  };
  const onMoveKey = (event: KeyboardEvent) => {
    const step = ARROWS[event.key];
    if (!step) return;
    event.preventDefault();
    actions.nudge(...step);
  };
  return (
    <aside
      class="card"
      aria-label={i18n.t('extension.name')}
      data-severity={worst.severity}
      onKeyDown={onKeyDown}
    >
      <header onPointerDown={actions.drag}>
        <SeverityMark level={worst.severity} />
        <button type="button" class="icon" title={i18n.t('overlay.move')} onKeyDown={onMoveKey}>
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path
              d="M8 1.5v13M1.5 8h13M6 3.5l2-2 2 2M6 12.5l2 2 2-2M3.5 6l-2 2 2 2M12.5 6l2 2-2 2"
              {...line}
              stroke-width="1.3"
            />
          </svg>
          <span class="unseen">{i18n.t('overlay.move')}</span>
        </button>
        <button
          type="button"
          class="icon"
          title={i18n.t('overlay.collapse')}
          aria-expanded="true"
          onClick={actions.collapse}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M3 11.5h10" {...line} />
          </svg>
          <span class="unseen">{i18n.t('overlay.collapse')}</span>
        </button>
        <button type="button" class="icon" title={i18n.t('overlay.dismiss')} onClick={actions.dismiss}>
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M3.5 3.5l9 9M12.5 3.5l-9 9" {...line} />
          </svg>
          <span class="unseen">{i18n.t('overlay.dismiss')}</span>
        </button>
      </header>
      {/* Scrolls, so it must be reachable with the keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region takes the focus to be scrolled */}
      <section class="body" tabIndex={0} aria-label={i18n.t('overlay.findings')} data-first>
        <Findings findings={findings} source={state.listing}>
          <div class="action">
            <button type="button" class="accent" onClick={actions.report}>
              {i18n.t('report.action')}
            </button>
          </div>
        </Findings>
      </section>
    </aside>
  );
}
