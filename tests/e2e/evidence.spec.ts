import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startAuthority } from '../../utils/notices/evidence/sample-authority.ts';
import { filesOf } from '../../utils/notices/evidence/unzip.ts';
import { DIGEST } from '../../utils/notices/evidence/wacz.ts';
import type { Browser, Page } from '../browsers/browser.ts';
import { remove, temporaryFolder } from '../browsers/processes.ts';
import { tablets } from '../shop/goods.ts';
import { addresses } from '../shop/pages.ts';
import { expectAccessible } from './axe.ts';
import { expect, openAndRead, openPopup, test } from './fixtures.ts';

const root = join(import.meta.dirname, '../..');

/** Runs one of the project's own commands over a file. */
function run(command: string, ...args: string[]) {
  const { status, stdout } = spawnSync(process.execPath, [join(root, `cli/${command}.ts`), ...args], {
    encoding: 'utf8',
  });
  return { status, stdout };
}

/** Puts something of the person's, something of the page's and something that runs into a page. */
function furnish(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const add = <Tag extends keyof HTMLElementTagNameMap>(
      tag: Tag,
      set: Partial<HTMLElementTagNameMap[Tag]>,
    ) => document.querySelector('main')?.appendChild(Object.assign(document.createElement(tag), set));
    add('div', { className: 'nav-account', id: 'whoami', textContent: 'Hello, Ada Example' });
    add('section', { className: 'for-you', textContent: 'Picked for you: slippers' });
    add('input', { value: 'what Ada typed' });
    add('p', { textContent: 'Written to ada@example.org' });
    const drawn = `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="60"><rect width="80" height="60" fill="red"/></svg>`;
    const image = add('img', { id: 'drawn', src: `data:image/svg+xml,${encodeURIComponent(drawn)}` });
    await (image as HTMLImageElement).decode();
    const sheet = document.head.appendChild(document.createElement('style')).sheet;
    sheet?.insertRule('.written-by-a-script { color: teal }');
    // Tall, so that what was found is not to be seen unless it is looked for.
    const spacer = document.createElement('div');
    spacer.style.height = '3000px';
    document.body.prepend(spacer);
  });
}

/** Attaches evidence in the report, and gives the file that would be saved. */
async function attach(popup: Page): Promise<Buffer<ArrayBuffer>> {
  await popup.press(/^(report this listing|go on with your report)/i);
  await popup.press(/^evidence/i);
  return attached(popup);
}

/** Presses the button that takes it, and gives the file that would be saved. */
async function attached(popup: Page): Promise<Buffer<ArrayBuffer>> {
  await popup.press(/^attach evidence/i);
  await expect.poll(() => popup.text(), { timeout: 30_000 }).toMatch(/attached: evidence-\d+\.wacz/i);
  await popup.evaluate(() => {
    HTMLAnchorElement.prototype.click = function () {
      document.body.dataset.saved = this.href;
    };
  });
  await popup.press(/^save as file/i);
  const base64 = await popup.evaluate(async () => {
    const bytes = new Uint8Array(await (await fetch(document.body.dataset.saved ?? '')).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  });
  return Buffer.from(base64, 'base64') as Buffer<ArrayBuffer>;
}

async function reportOn(caveat: Browser, allowed: boolean) {
  const { page, tab } = await openAndRead(caveat, addresses.risky);
  await furnish(page);
  if (allowed) await caveat.pressToolbarButton(page);
  const popup = await openPopup(caveat, tab);
  // The window has one size for all its tabs.
  await popup.resize(1_280, 800);
  return { page, popup };
}

/** What is in the web archive, by its type. */
async function recordsOf(bundle: Uint8Array<ArrayBuffer>) {
  const { WARCParser } = await import('warcio');
  const archive = filesOf(bundle).get('archive/data.warc.gz') ?? new Uint8Array();
  const records = new Map<string, { url: string | null; body: Uint8Array }>();
  for await (const record of new WARCParser([archive]))
    records.set(record.warcContentType ?? '', {
      url: record.warcTargetURI ?? null,
      body: await record.readFully(false),
    });
  return records;
}

/** How many of the picture's pixels lie within a solid patch of a colour, wider and higher than a stroke of a letter. */
function solidPixels(popup: Page, colour: [number, number, number]): Promise<number> {
  return popup.evaluate(async (wanted) => {
    const image = document.querySelector<HTMLImageElement>('img.evidence');
    if (!image) return -1;
    await image.decode();
    const canvas = document.createElement('canvas');
    const [width, height] = [image.naturalWidth, image.naturalHeight];
    Object.assign(canvas, { width, height });
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0);
    const { data } = context?.getImageData(0, 0, width, height) ?? { data: [] };
    const is = (x: number, y: number) =>
      wanted.every((part, band) => Math.abs((data[(y * width + x) * 4 + band] ?? 0) - part) < 20);
    let count = 0;
    for (let y = 2; y < height - 2; y += 1)
      for (let x = 2; x < width - 2; x += 1)
        if (is(x, y) && is(x - 2, y) && is(x + 2, y) && is(x, y - 2) && is(x, y + 2)) count += 1;
    return count;
  }, colour);
}

test.describe.configure({ timeout: 180_000 });

test('evidence of a page holds, can be read by the audit, and says nothing of who took it', async ({
  caveat,
}) => {
  const folder = temporaryFolder('evidence');
  try {
    const { page, popup } = await reportOn(caveat, true);
    const bytes = await attach(popup);
    const file = join(folder, 'a.wacz');
    writeFileSync(file, bytes);

    const { status, stdout } = run('evidence', 'verify', file);
    expect(stdout).not.toContain('DOES NOT HOLD');
    expect(status).toBe(0);
    const [read] = run('audit', file)
      .stdout.trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(read).toMatchObject({ url: addresses.risky, listing: { title: tablets.title, id: tablets.id } });
    expect(read.findings.map(({ rule }: { rule: string }) => rule)).toContain('medicines.prescription-only');

    const records = await recordsOf(new Uint8Array(bytes));
    const copy = Buffer.from(records.get('text/html; charset=utf-8')?.body ?? []).toString();
    expect(copy).toContain(tablets.title);
    expect(copy).not.toMatch(/<script|Ada|ada@|slippers|caveat-evidence/);
    expect(copy).toMatch(/<img[^>]* src="data:image\/(?:webp|png);base64,/);
    expect(copy).toContain('.written-by-a-script');
    expect(records.get('image/jpeg')?.url).toBe(`urn:view:${addresses.risky}`);
    // What was found is marked, although it was far below what could be seen.
    expect(await solidPixels(popup, [0xff, 0xe2, 0x8a])).toBeGreaterThan(200);
    // What looks like a person's is blacked out.
    expect(await solidPixels(popup, [0x1a, 0x1a, 0x1a])).toBeGreaterThan(500);

    await popup.press(/^copy of the page/i);
    for (const scheme of ['light', 'dark'] as const) {
      await popup.colorScheme(scheme);
      await expectAccessible(popup);
    }

    // The page is as it was.
    const left = () =>
      page.evaluate(() => ({
        top: scrollY,
        seen: getComputedStyle(document.querySelector('#whoami') ?? document.body).visibility,
        marks: CSS.highlights.size,
      }));
    expect(await left()).toEqual({ top: 0, seen: 'visible', marks: 0 });
  } finally {
    await remove(folder);
  }
});

test('without leave to take a picture there is none, and all else', async ({ caveat }) => {
  const { popup } = await reportOn(caveat, false);
  const bytes = await attach(popup);
  const types = [...(await recordsOf(new Uint8Array(bytes))).keys()];
  expect(types).toContain('text/html; charset=utf-8');
  expect(types).not.toContain('image/jpeg');
  expect(await popup.text()).toMatch(/there is no picture/i);
});

test('an authority vouches for the time, and says why it does not', async ({ caveat }) => {
  const authority = await startAuthority();
  try {
    const { popup } = await reportOn(caveat, false);
    const choose = (url: string) =>
      popup.evaluate((address) => chrome.storage.local.set({ timeStampAuthority: address }), url);
    await choose(authority.url);
    const digest = JSON.parse(
      Buffer.from(filesOf(new Uint8Array(await attach(popup))).get(DIGEST) ?? []).toString(),
    );
    expect(digest.timeStamp).toMatch(/^MII/);
    authority.instead = { status: 503, body: Buffer.alloc(0) };
    await popup.press(/^do not attach/i);
    await popup.press(/^attach evidence/i);
    await expect.poll(() => popup.text(), { timeout: 30_000 }).toMatch(/no time stamp: .*503/i);
  } finally {
    authority.close();
  }
});

test('one browser signs with one key', async ({ caveat }) => {
  const { popup } = await reportOn(caveat, false);
  const keyOf = (bytes: Buffer<ArrayBuffer>) =>
    JSON.parse(Buffer.from(filesOf(new Uint8Array(bytes)).get(DIGEST) ?? []).toString()).signedData.publicKey;
  const first = keyOf(await attach(popup));
  const { popup: later } = await reportOn(caveat, false);
  expect(keyOf(await attach(later))).toBe(first);
});

test('listings of one notice that are open in other tabs go into the same bundle', async ({ caveat }) => {
  const folder = temporaryFolder('evidence-several');
  try {
    const { popup } = await reportOn(caveat, true);
    await popup.press(/^report this listing/i);
    await popup.fill(/^your name/i, 'Ada Example');
    await popup.close();
    const { page, tab } = await openAndRead(caveat, addresses.risky2020);
    await caveat.pressToolbarButton(page);
    const later = await openPopup(caveat, tab);
    await later.resize(1_280, 800);
    await later.press(/^add to your notice/i);
    await later.press(/^evidence/i);
    await expect.poll(() => later.text()).toMatch(/another listing of your notice is open in a tab/i);
    for (const scheme of ['light', 'dark'] as const) {
      await later.colorScheme(scheme);
      await expectAccessible(later);
    }
    const bytes = await attached(later);
    const file = join(folder, 'several.wacz');
    writeFileSync(file, bytes);
    const { status, stdout } = run('evidence', 'verify', file);
    expect(stdout).not.toContain('DOES NOT HOLD');
    expect(status).toBe(0);
    const read = run('audit', file)
      .stdout.trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(read.map(({ url }: { url: string }) => url).sort()).toEqual(
      [addresses.risky, addresses.risky2020].sort(),
    );
    for (const scheme of ['light', 'dark'] as const) {
      await later.colorScheme(scheme);
      await later.resize(380, 2_400);
      await expectAccessible(later);
      await later.screenshot(test.info().outputPath(`several-${scheme}.png`));
    }
  } finally {
    await remove(folder);
  }
});
