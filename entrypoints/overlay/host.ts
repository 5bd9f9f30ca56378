/** A place in someone else's page that is ours: a closed shadow root the page can neither read nor restyle. */
export interface Host {
  element: HTMLElement;
  /** The root of what is drawn, inside the shadow. */
  root: HTMLElement;
  /** Whether the focus is inside. */
  focused(): boolean;
}

/** What `all: initial` does not reset, and what would make an element vanish or move. */
const GROUND: Record<string, string> = {
  all: 'initial',
  direction: 'inherit',
  'unicode-bidi': 'isolate',
  display: 'block',
  visibility: 'visible',
  opacity: '1',
  animation: 'none',
  transition: 'none',
  'pointer-events': 'auto',
};

const ACTIONS = [
  ...['click', 'dblclick', 'auxclick', 'contextmenu', 'mousedown', 'mouseup', 'mouseover', 'mouseout'],
  ...[
    'pointerdown',
    'pointerup',
    'pointermove',
    'pointerover',
    'pointerout',
    'touchstart',
    'touchmove',
    'touchend',
  ],
  ...[
    'mousemove',
    'keydown',
    'keypress',
    'keyup',
    'focusin',
    'focusout',
    'wheel',
    'copy',
    'selectstart',
    'dragstart',
  ],
];

/** Sets styles inline and `!important`, which no style sheet of the page outranks. */
export function setStyles(element: HTMLElement, styles: Record<string, string>): void {
  for (const [name, value] of Object.entries(styles)) element.style.setProperty(name, value, 'important');
}

/** Makes a host that is in no document yet. `css` is adopted, so that the page's policy on styles does not matter. */
export function createHost(css: string, styles: Record<string, string>): Host {
  const element = document.createElement('div');
  setStyles(element, { ...GROUND, ...styles });
  const shadow = element.attachShadow({ mode: 'closed' });
  adopt(shadow, css);
  const root = document.createElement('div');
  root.className = 'caveat';
  shadow.append(root);
  for (const type of ACTIONS) {
    const quiet = { passive: true };
    // Nothing a script made up counts as the person's doing, and nothing the person does here concerns the page.
    shadow.addEventListener(type, (event) => event.isTrusted || event.stopImmediatePropagation(), {
      ...quiet,
      capture: true,
    });
    shadow.addEventListener(type, (event) => event.stopPropagation(), quiet);
  }
  return { element, root, focused: () => shadow.activeElement !== null };
}

function adopt(shadow: ShadowRoot, css: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    shadow.adoptedStyleSheets = [sheet];
  } catch {
    // Firefox keeps adopted sheets from content scripts, but lets their style elements past the page's policy.
    const style = document.createElement('style');
    style.textContent = css;
    shadow.append(style);
  }
}

/** How often a minute what the page does to a host is undone; a page that goes on longer has won. */
const RESTORES = 20;

const DIALOGS = 'dialog, [role=dialog], [role=alertdialog], [aria-modal=true]';

/** A host in the top layer. */
export interface Kept {
  /** Moves it, in px from the viewport's left and bottom edge. */
  move(left: number, bottom: number): void;
  /** Takes it out of the page. */
  close(): void;
}

/**
 * Puts a host into the top layer, above everything in the page, and keeps it there: put back when the page removes,
 * alters or hides it, raised when something other than a dialog of the site was put over it.
 */
export function keepOnTop({ element, focused }: Host): Kept {
  const { style } = element;
  let ours = style.cssText;
  let restores = 0;

  const strange = () => element.getAttributeNames().filter((name) => name !== 'style' && name !== 'popover');
  const whole = () =>
    element.parentNode === document.documentElement &&
    element.matches(':popover-open') &&
    style.cssText === ours &&
    strange().length === 0;
  const show = () => {
    element.popover = 'manual';
    if (element.parentNode !== document.documentElement) document.documentElement.append(element);
    if (!element.matches(':popover-open')) element.showPopover();
  };
  const restore = () => {
    if (whole() || restores >= RESTORES) return;
    restores += 1;
    for (const name of strange()) element.removeAttribute(name);
    style.cssText = ours;
    show();
  };
  const raise = () => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const above = document.elementFromPoint(left + width / 2, top + height / 2);
    if (!above || above === element || above.closest(DIALOGS) || focused() || restores >= RESTORES) return;
    restores += 1;
    element.hidePopover();
    show();
  };

  show();
  const observer = new MutationObserver(restore);
  observer.observe(document, { childList: true });
  observer.observe(document.documentElement, { childList: true });
  observer.observe(element, { attributes: true });
  const look = setInterval(() => {
    restore();
    raise();
  }, 1_000);
  const forgive = setInterval(() => {
    restores = 0;
  }, 60_000);
  return {
    move(left, bottom) {
      setStyles(element, { left: `${Math.round(left)}px`, bottom: `${Math.round(bottom)}px` });
      ours = style.cssText;
    },
    close() {
      observer.disconnect();
      clearInterval(look);
      clearInterval(forgive);
      element.remove();
    },
  };
}
