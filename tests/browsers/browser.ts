import { controlAt, isVisible, visibleText } from './in-page.ts';

/**
 * One interface over Chromium and Firefox, small enough that the same steps run in both: the demo, the
 * end-to-end tests and the bench all go through it.
 */

/** How a browser is started. */
export interface LaunchOptions {
  /** Folder of the built extension; null starts the browser without it. */
  extension: string | null;
  /** Where the shop listens, and the hostnames that lead to it. No other name resolves. */
  shop: { port: number; hosts: readonly string[] };
  /** Profile folder, kept afterwards; without one a temporary profile is made and removed. */
  profile?: string;
  /** With a window to look at. */
  headed?: boolean;
}

/** A running browser with the extension in it. */
export interface Browser {
  name: 'chromium' | 'firefox';
  version: string;
  /** Opens an address in a new tab and waits until the page has loaded. */
  open(url: string): Promise<Page>;
  /** Opens one of the extension's own pages ("popup.html?tab=4") in a new tab. */
  screen(path: string): Promise<Page>;
  /** The browser's id of a tab, as `tabs.query` gives it. */
  tabId(page: Page): Promise<number>;
  /** Runs a function in one of the extension's documents, where `chrome.*` is. */
  inExtension<A extends unknown[], R>(run: (...args: A) => R | Promise<R>, ...args: A): Promise<R>;
  /** Presses the extension's toolbar button on this tab, which lets it read the page (`activeTab`). */
  pressToolbarButton(page: Page): Promise<void>;
  /** Ends the extension's background as the browser does when it is idle. */
  killBackground(): Promise<void>;
  /** Resolves when the browser has been closed, by whomever. */
  closed: Promise<void>;
  close(): Promise<void>;
}

/** The document itself, or what the extension draws over it inside closed shadow roots. */
export type Surface = 'page' | 'overlay';

/** One tab. Browsers differ in the abstract methods only. */
export abstract class Page {
  /**
   * Calls the function with this source in the tab, with the surface's roots (the document, or the closed
   * shadow roots in it, outermost first) and the JSON arguments. Gives JSON back.
   */
  protected abstract call(surface: Surface, source: string, json: string): Promise<string | undefined>;
  abstract goto(url: string): Promise<void>;
  abstract clickAt(x: number, y: number): Promise<void>;
  abstract type(text: string): Promise<void>;
  /** Presses one key by its DOM name: "Enter", "Tab", "Escape" … */
  abstract key(name: string): Promise<void>;
  abstract resize(width: number, height: number): Promise<void>;
  abstract colorScheme(scheme: 'light' | 'dark'): Promise<void>;
  /** Writes a PNG of what is visible. */
  abstract screenshot(file: string): Promise<void>;
  abstract close(): Promise<void>;

  /** Runs a function in the page. Arguments and result travel as JSON. */
  async evaluate<A extends unknown[], R>(run: (...args: A) => R | Promise<R>, ...args: A): Promise<R> {
    const source = `(_roots, ...args) => (${run})(...args)`;
    return this.#answer(await this.call('page', source, JSON.stringify(args)));
  }

  /** Runs a function, or the source of one, over a surface's roots; over the overlay's where no page script reaches. */
  async within<A extends unknown[], R>(
    surface: Surface,
    run: string | ((roots: (Document | ShadowRoot)[], ...args: A) => R | Promise<R>),
    ...args: A
  ): Promise<R> {
    return this.#answer(await this.call(surface, String(run), JSON.stringify(args)));
  }

  #answer<R>(json: string | undefined): R {
    return (json === undefined ? undefined : JSON.parse(json)) as R;
  }

  url(): Promise<string> {
    return this.evaluate(() => location.href);
  }

  /** The text a person sees there, or in what matches the selector; empty when nothing is drawn. */
  text(surface: Surface = 'page', selector: string | null = null): Promise<string> {
    return this.within(surface, visibleText, selector);
  }

  /** Whether something is drawn there that matches a CSS selector. */
  has(selector: string, surface: Surface = 'page'): Promise<boolean> {
    return this.within(surface, isVisible, selector);
  }

  /**
   * Presses, with the mouse, the button or link that has this name or matches this selector. Waits for it to
   * appear; throws with what is there instead if it does not.
   */
  async press(control: string | RegExp, surface: Surface = 'page'): Promise<void> {
    const { x, y } = await this.#find(control, surface, false);
    await this.clickAt(x, y);
  }

  /** Replaces the text of the field that has this label or matches this selector. Waits for it as `press` does. */
  async fill(control: string | RegExp, text: string, surface: Surface = 'page'): Promise<void> {
    await this.#find(control, surface, true);
    if (text === '') await this.key('Delete');
    else await this.type(text);
  }

  async #find(
    control: string | RegExp,
    surface: Surface,
    select: boolean,
  ): Promise<{ x: number; y: number }> {
    const pattern = control instanceof RegExp ? { source: control.source, flags: control.flags } : null;
    const selector = pattern ? '' : (control as string);
    const at = await eventually(() => this.within(surface, controlAt, pattern, selector, select), 10_000);
    if (at) return at;
    throw new Error(`nothing called ${control} in the ${surface}, which says: “${await this.text(surface)}”`);
  }
}

/** Asks again and again until there is an answer; null when there is none in time. */
export async function eventually<T>(
  ask: () => Promise<T | null | false>,
  timeoutMs: number,
): Promise<T | null> {
  for (const deadline = Date.now() + timeoutMs; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > deadline) return null;
  }
}
