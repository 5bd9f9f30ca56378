import { browser } from '@wxt-dev/browser';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import shared from '../../components/caveat.css?inline';
import type { OverlayMessage, PageMessage } from '../../utils/messages.ts';
import type { PageState } from '../../utils/page-state.ts';
import { createMarks } from './marks.tsx';
import own from './overlay.css?inline';
import { createPanel, sameListing } from './panel-host.tsx';
import type { Place } from './place.ts';

/** How often the address is compared with that of what is shown; single-page shops change it without a sound. */
const LOOK_MS = 500;

/**
 * What a page shows of Caveat. Reaches a page only when something was found there; says nothing to the page, and
 * listens to the background only.
 */
export default defineUnlistedScript(() => {
  const world = globalThis as { [running]?: true };
  if (world[running]) return;
  world[running] = true;

  const { runtime, storage } = browser;
  const key = `position:${location.host}`;
  const css = shared + own;
  const say = (message: PageMessage) => runtime.sendMessage(message);
  const panel = createPanel({
    css,
    report: () => void say({ type: 'report' }),
    dismiss: (url) => void say({ type: 'dismiss', url }),
    remembered: async () => placeOf((await storage.local.get(key))[key]),
    remember: (place) => void storage.local.set({ [key]: place }),
  });
  const marks = createMarks(css);
  let look: ReturnType<typeof setInterval> | undefined;

  const show = (state: PageState | null) => {
    clearInterval(look);
    const here = state && sameListing(state.url, location.href) ? state : null;
    panel.show(here);
    marks.show(here?.cards.filter(({ findings }) => findings.some(loud)) ?? []);
    if (!here) return;
    look = setInterval(() => {
      // The page moved on, or the extension was updated or removed under it.
      if (!runtime.id || !sameListing(here.url, location.href)) show(null);
    }, LOOK_MS);
  };

  runtime.onMessage.addListener((message: OverlayMessage, sender) => {
    if (sender.id === runtime.id && message.type === 'show') show(message.state);
  });
  void say({ type: 'overlay-ready' }).then(show);
});

const running = Symbol.for('caveat.overlay');

const loud = ({ severity }: PageState['findings'][number]) => severity !== 'note';

function placeOf(value: unknown): Place | null {
  const { left, bottom } = (value ?? {}) as Partial<Place>;
  return Number.isFinite(left) && Number.isFinite(bottom) ? (value as Place) : null;
}
