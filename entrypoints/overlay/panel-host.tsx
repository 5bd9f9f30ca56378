import { render } from 'preact';
import { i18n } from '#i18n';
import { sentenceOf } from '../../components/Finding.tsx';
import type { PageState } from '../../utils/page-state.ts';
import { createHost, type Kept, keepOnTop } from './host.ts';
import { obstacles } from './obstacles.ts';
import { Panel, type PanelActions, shownOnPage } from './Panel.tsx';
import { clamped, EDGE, freePlace, type Place } from './place.ts';

export interface PanelWiring {
  css: string;
  /** The person asks for a report. */
  report(): void;
  /** The person closed the panel on this listing. */
  dismiss(url: string): void;
  /** Where the person last put the panel on this site. */
  remembered(): Promise<Place | null>;
  remember(place: Place): void;
}

export interface PanelHost {
  /** Draws a listing's state, or draws it anew; takes the panel away where there is nothing to say. */
  show(state: PageState | null): void;
}

/** How long after a scroll, a press or a resize the place is looked at again, in ms. */
const SETTLE_MS = 250;
/** A screen reader hears a status only if it is filled after it was there. */
const ANNOUNCE_MS = 500;

/** Puts the panel on the page, keeps it off the price, the buy button and the site's dialogs, and lets it be moved. */
export function createPanel({ css, report, dismiss, remembered, remember }: PanelWiring): PanelHost {
  const host = createHost(css, {
    position: 'fixed',
    inset: 'auto auto 16px 16px',
    border: '0',
    padding: '0',
    margin: '0',
    background: 'transparent',
    overflow: 'visible',
    width: 'max-content',
    height: 'max-content',
  });
  const panel = document.createElement('div');
  const status = document.createElement('p');
  status.className = 'unseen';
  status.setAttribute('role', 'status');
  host.root.append(panel, status);

  let kept: Kept | null = null;
  let state: PageState | null = null;
  let open = false;
  /** The person has opened or collapsed it: nothing opens or collapses by itself any more. */
  let chosen = false;
  /** The person has put it here: it moves by itself no more. */
  let placed = false;
  let place: Place | null = null;
  let settling: ReturnType<typeof setTimeout> | undefined;

  const viewport = () => ({
    width: document.documentElement.clientWidth,
    height: window.innerHeight,
  });
  const draw = () => {
    if (state) render(<Panel state={state} open={open} actions={actions} />, panel);
  };
  const moveTo = (to: Place) => {
    place = clamped(to, host.element.getBoundingClientRect(), viewport());
    kept?.move(place.left, place.bottom);
  };
  const free = () =>
    freePlace(
      host.element.getBoundingClientRect(),
      viewport(),
      obstacles(document, state?.listing?.price),
      place,
    );
  const settle = () => {
    if (!kept) return;
    if (placed) return moveTo(place ?? { left: EDGE, bottom: EDGE });
    let found = free();
    if (!found && open && !chosen) {
      open = false;
      draw();
      found = free();
    }
    moveTo(found ?? place ?? { left: EDGE, bottom: EDGE });
  };
  const settleSoon = () => {
    clearTimeout(settling);
    settling = setTimeout(settle, SETTLE_MS);
  };
  const choose = (wanted: boolean) => {
    chosen = true;
    open = wanted;
    draw();
    settle();
    panel.querySelector<HTMLElement>('[data-first]')?.focus();
  };
  const put = (to: Place) => {
    placed = true;
    moveTo(to);
  };
  const save = () => place && remember(place);

  const actions: PanelActions = {
    open: () => choose(true),
    collapse: () => choose(false),
    dismiss() {
      const url = state?.url;
      remove();
      if (url) dismiss(url);
    },
    report,
    nudge(right, up) {
      if (place) put({ left: place.left + right, bottom: place.bottom + up });
      save();
    },
    drag(event) {
      const header = event.currentTarget as HTMLElement;
      const from = place;
      if (!from || event.button !== 0 || (event.target as Element).closest('button')) return;
      header.setPointerCapture(event.pointerId);
      const follow = (to: PointerEvent) =>
        put({
          left: from.left + to.clientX - event.clientX,
          bottom: from.bottom - to.clientY + event.clientY,
        });
      const stop = () => {
        header.removeEventListener('pointermove', follow);
        header.removeEventListener('lostpointercapture', stop);
        save();
      };
      header.addEventListener('pointermove', follow);
      header.addEventListener('lostpointercapture', stop);
    },
  };

  const resized = new ResizeObserver(settleSoon);
  const disturbances = ['scroll', 'resize', 'click', 'transitionend'] as const;

  function remove() {
    kept?.close();
    kept = null;
    state = null;
    resized.disconnect();
    clearTimeout(settling);
    for (const type of disturbances) window.removeEventListener(type, settleSoon, true);
    render(null, panel);
    status.textContent = '';
  }

  function appear() {
    kept = keepOnTop(host);
    resized.observe(panel);
    for (const type of disturbances)
      window.addEventListener(type, settleSoon, { capture: true, passive: true });
    void remembered().then((there) => {
      if (there && !placed) place = there;
      settle();
    });
    setTimeout(() => {
      const [worst] = state ? shownOnPage(state) : [];
      if (worst)
        status.textContent = i18n.t('overlay.announcement', {
          severity: i18n.t(`severity.${worst.severity}`),
          sentence: sentenceOf(worst).text,
        });
    }, ANNOUNCE_MS);
  }

  return {
    show(next) {
      const [worst] = next ? shownOnPage(next) : [];
      if (!next || !worst || next.dismissed) return remove();
      if (!sameListing(state?.url, next.url)) {
        remove();
        chosen = placed = false;
        place = null;
      }
      state = next;
      if (!chosen) open = worst.severity === 'danger';
      draw();
      if (!kept) appear();
      settle();
    },
  };
}

/** Whether two addresses lead to the same listing: marketplaces rewrite the query while a page stays what it is. */
export function sameListing(one: string | undefined, other: string): boolean {
  if (one === undefined) return false;
  const [a, b] = [new URL(one), new URL(other)];
  return a.origin === b.origin && a.pathname === b.pathname;
}
