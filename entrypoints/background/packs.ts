import { browser } from 'wxt/browser';
import type { PacksStatus } from '../../utils/messages.ts';
import type { Contacts } from '../../utils/notices/contacts.ts';
import { type CompiledPacks, openPacks, preparePacks } from '../../utils/packs/compile.ts';
import { readPacks, writePacks } from '../../utils/packs/compiled-file.ts';
import type { Lists } from '../../utils/packs/finding.ts';
import { packsInUse } from '../../utils/packs/in-use.ts';
import { listsOf } from '../../utils/packs/lists.ts';
import { loadPacks } from '../../utils/packs/load.ts';
import type { Pack } from '../../utils/packs/pack.ts';
import { nothingPersonal, type Personal, personalPacks, personalSchema } from '../../utils/packs/personal.ts';
import { openPrepared } from '../../utils/packs/prepared.ts';
import { indexRecalls, type RecallList } from '../../utils/packs/recalls.ts';
import { openSubscriptions, subscribeSchema } from '../../utils/packs/subscriptions.ts';
import { getBounded } from '../../utils/packs/update.ts';

export const PACKS_ALARM = 'packs';
const EVERY_MINUTES = 12 * 60;

const get = async (path: string) => (await fetch(browser.runtime.getURL(path as '/'))).json();
const subscriptions = openSubscriptions();
const prepared = openPrepared(browser.runtime.getManifest().version);

let bundled: Promise<{ packs: Pack[]; problems: string[] }> | undefined;
function bundledPacks() {
  bundled ??= (async () =>
    loadPacks((await get('/packs/index.json')) as string[], (name) => get(`/packs/${name}.json`)))();
  return bundled;
}

async function personal(): Promise<Personal> {
  const kept = (await browser.storage.local.get('personal')).personal;
  return personalSchema.catch(nothingPersonal).parse(kept ?? {});
}

async function load() {
  const own = await bundledPacks();
  const others = await (await subscriptions).list();
  const used = packsInUse(own.packs, others, personalPacks(await personal()));
  const problems = [...own.problems, ...used.problems];
  return { packs: used.packs, problems };
}
let loaded: ReturnType<typeof load> | undefined;

async function loadLists(): Promise<Lists> {
  const { recalls } = (await get('/lists/recalls.json')) as RecallList;
  return listsOf(indexRecalls(recalls));
}
let lists: ReturnType<typeof loadLists> | undefined;

/** Packs that were compiled before: those kept last, else those of the build when they are all that is in use. */
async function openAhead(): Promise<InUse | null> {
  try {
    const keep = prepared.keeper();
    const kept = await prepared.get();
    if (kept) return { packs: openPacks(readPacks(kept.bytes)), problems: kept.problems };
    if (personalPacks(await personal()).length > 0 || (await (await subscriptions).list()).length > 0)
      return null;
    const file = await fetch(browser.runtime.getURL('/packs/compiled.bin' as '/'));
    const bytes = await file.arrayBuffer();
    const packs = openPacks(readPacks(bytes));
    // Chromium gives an extension its own files at a third of the speed of a database.
    void keep({ bytes, problems: [] });
    return { packs, problems: [] };
  } catch {
    return null;
  }
}

async function compileAnew(): Promise<InUse> {
  const keep = prepared.keeper();
  loaded ??= load();
  const { packs, problems } = await loaded;
  const bytes = writePacks(preparePacks(packs)).buffer as ArrayBuffer;
  void keep({ bytes, problems });
  return { packs: openPacks(readPacks(bytes)), problems };
}

interface InUse {
  packs: CompiledPacks;
  problems: string[];
}
let inUse: Promise<InUse> | undefined;

/** The packs in use, compiled once until they change; those that are left out are named in `problem`. */
export async function compiledPacks(): Promise<{
  packs: CompiledPacks;
  lists: Lists;
  problem: string | null;
}> {
  inUse ??= openAhead().then((ahead) => ahead ?? compileAnew());
  lists ??= loadLists();
  const { packs, problems } = await inUse;
  return { packs, lists: await lists, problem: problems.length ? problems.join('\n') : null };
}

/** Begins with getting the packs ready, before anything asks for them. */
export function warmPacks(): void {
  compiledPacks().catch(() => {
    // Who asks for them is told.
  });
}

/** Another build brings other packs, of the same version too while it is developed. */
export async function forgetPrepared(): Promise<void> {
  await prepared.forget();
  inUse = undefined;
}

/** What the options page shows. */
export async function packsStatus(): Promise<PacksStatus> {
  loaded ??= load();
  const { packs, problems } = await loaded;
  return {
    packs: packs.map(({ id, version, updated, title, rules }) => ({
      id,
      version,
      updated,
      title,
      rules: rules.length,
    })),
    problems,
    subscriptions: (await (await subscriptions).list()).map(({ held, ...rest }) => ({
      ...rest,
      publisher: held?.publisher ?? null,
      packs: held?.packs.map(({ id }) => id) ?? [],
    })),
    personal: await personal(),
  };
}

/** Contacts that the project published; nobody else says where notices go. */
export async function publishedContacts(): Promise<Contacts[]> {
  const own = (await (await subscriptions).list()).filter(({ own }) => own);
  return own.flatMap(({ held }) => held?.contacts ?? []);
}

async function schedule(): Promise<void> {
  if ((await (await subscriptions).list()).length === 0) await browser.alarms.clear(PACKS_ALARM);
  else if (!(await browser.alarms.get(PACKS_ALARM)))
    await browser.alarms.create(PACKS_ALARM, {
      periodInMinutes: EVERY_MINUTES,
      delayInMinutes: EVERY_MINUTES,
    });
}

/** Asks every publisher for its newest packs, one after the other; what is bad is said and changes nothing. */
export async function checkPacks(): Promise<PacksStatus> {
  const db = await subscriptions;
  return changing(async () => {
    for (const { url } of await db.list()) await db.check(url, getBounded, (await bundledPacks()).packs);
  });
}

/** Does what changes which packs are in use, and says what they are then. */
async function changing(change: () => Promise<unknown>): Promise<PacksStatus> {
  // Before as well: a worker killed in between must not find what is no longer so.
  await prepared.forget();
  try {
    await change();
  } finally {
    await prepared.forget();
    loaded = undefined;
    inUse = undefined;
  }
  await schedule();
  return packsStatus();
}

/** Begins following a publisher and gets its packs at once. */
export async function subscribe(said: {
  url: string;
  root: string;
}): Promise<PacksStatus | { problem: string }> {
  const parsed = subscribeSchema.safeParse(said);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { problem: `${issue?.path.join('.')}: ${issue?.message}` };
  }
  const db = await subscriptions;
  if ((await db.list()).some(({ url }) => url === parsed.data.url))
    return { problem: 'url: is followed already' };
  return changing(async () => {
    await db.add(parsed.data);
    await db.check(parsed.data.url, getBounded, (await bundledPacks()).packs);
  });
}

export async function unsubscribe(url: string): Promise<PacksStatus> {
  const db = await subscriptions;
  return changing(() => db.remove(url));
}

/** Keeps what the person added for themselves, in place of what was there. */
export async function keepPersonal(kept: Personal): Promise<PacksStatus> {
  return changing(() => browser.storage.local.set({ personal: kept }));
}

/**
 * On every start of the worker: follows the publication this build pins, if it pins one, and sets the alarm, which an
 * unpacked extension loses with the browser.
 */
export async function resumePackChecks(): Promise<void> {
  const { WXT_PACKS_URL: url, WXT_PACKS_ROOT: root } = import.meta.env;
  const pinned = subscribeSchema.safeParse({ url, root });
  const db = await subscriptions;
  if (pinned.success && !(await db.list()).some((one) => one.url === pinned.data.url))
    await changing(() => db.add(pinned.data, true));
  await schedule();
}
