import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { contactsSchema } from '../utils/notices/contacts.ts';
import { diffPacks } from '../utils/packs/diff.ts';
import { keyIdOf, newKeys, sha256 } from '../utils/packs/envelope.ts';
import { parsePack } from '../utils/packs/pack.ts';
import { INDEX, signKeys, signPacks } from '../utils/packs/publication.ts';
import { recallListSchema } from '../utils/packs/recalls.ts';
import { type Get, getBounded, update } from '../utils/packs/update.ts';
import { contactsFilesAt } from './contacts-from-disk.ts';
import { IMPORTERS, RECALLS, recallText, withRecalls } from './packs/import/import.ts';
import { lintPacks } from './packs/lint.ts';
import { CORPUS, changesOnCorpus, scores } from './packs/scores.ts';
import { BUNDLED, packFilesAt, packsFromDisk } from './packs-from-disk.ts';

const USAGE = `Usage: npm run packs -- COMMAND

  lint [PATH…]           what is wrong with packs, by file and line (1 where there are errors)
  test [PATH…]           every rule on its own examples, and the scores on the corpus where there is one
  diff A B               rules added, changed and removed between two files or folders, and what that changes on the corpus
  keys FILE              makes a key pair, to be kept secret
  sign OUT [PATH…]       writes a signed publication: --root FILE --key FILE --version N --expires DATE
                         [--publisher NAME] [--keys-version N] [--revoke RULE]… [--contacts FOLDER]
  import SOURCE FILE|URL…  takes recalls into the list that comes with Caveat: safety-gate (weekly report, XML),
                         cpsc (JSON), rappelconso (JSON) [--into FILE]
  verify FOLDER|URL      checks a publication as the extension does: --root PUBLIC_KEY

PATH is a pack or a folder of them; the bundled ones unless told otherwise.`;

class BadUsage extends Error {}

const { positionals, values } = (() => {
  try {
    const text = { type: 'string' } as const;
    return parseArgs({
      allowPositionals: true,
      options: {
        root: text,
        key: text,
        version: text,
        expires: text,
        publisher: text,
        'keys-version': text,
        revoke: { type: 'string', multiple: true },
        into: text,
        contacts: text,
      },
    });
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exit(2);
  }
})();

interface Versioned {
  id: string;
  version: number;
}
/** The bodies they share are no marketplace’s, and travel with the extension only. */
const isOfMarketplace = ({ name }: { name: string }) => name !== 'bodies.json';

type Commands = Record<string, (args: string[]) => number | Promise<number>>;
const orBundled = (paths: string[]): string[] => (paths.length ? paths : [BUNDLED]);
function need<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new BadUsage(`${what} is missing`);
  return value;
}
const keysAt = (file: string) =>
  JSON.parse(readFileSync(file, 'utf8')) as { publicKey: string; privateKey: string };

const commands: Commands = {
  lint(paths) {
    const remarks = lintPacks(packFilesAt(orBundled(paths)));
    for (const { path, line, severity, message } of remarks)
      console.log(`${path}:${line}: ${severity}: ${message}`);
    const errors = remarks.filter(({ severity }) => severity === 'error').length;
    console.log(`${errors} errors, ${remarks.length - errors} warnings`);
    return errors ? 1 : 0;
  },

  test(paths) {
    const files = packFilesAt(orBundled(paths));
    const errors = lintPacks(files).filter(({ severity }) => severity === 'error');
    for (const { path, line, message } of errors) console.log(`${path}:${line}: ${message}`);
    if (errors.length) return 1;
    const packs = files.map(({ text }) => parsePack(JSON.parse(text)));
    const examples = packs.flatMap(({ rules }) =>
      rules.flatMap((rule) => Object.values(rule.examples).flat()),
    );
    console.log(`${examples.length} examples of ${packs.flatMap(({ rules }) => rules).length} rules hold.`);
    const found = scores(packs);
    if (!found) console.log(`Not measured: there is no corpus at ${CORPUS}.`);
    for (const line of found ?? []) console.log(line);
    return 0;
  },

  diff([a, b]) {
    const [before, after] = [need(a, 'A'), need(b, 'B')].map((path) => packsFromDisk([path]));
    const { added, changed, removed } = diffPacks(before ?? [], after ?? []);
    for (const [sign, ids] of [
      ['+', added],
      ['~', changed],
      ['-', removed],
    ] as const)
      for (const id of ids) console.log(`${sign} ${id}`);
    console.log(`${added.length} added, ${changed.length} changed, ${removed.length} removed`);
    for (const line of changesOnCorpus(before ?? [], after ?? []) ?? []) console.log(line);
    return 0;
  },

  async keys([file]) {
    const keys = await newKeys();
    writeFileSync(need(file, 'FILE'), `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    console.log(`public key ${keys.publicKey} (${await keyIdOf(keys.publicKey)})`);
    return 0;
  },

  async sign([out, ...paths]) {
    const [root, key] = [keysAt(need(values.root, '--root')), keysAt(need(values.key, '--key'))];
    const expires = new Date(need(values.expires, '--expires')).toISOString();
    const files = packFilesAt(orBundled(paths));
    const contacts =
      values.contacts === undefined ? [] : contactsFilesAt(values.contacts).filter(isOfMarketplace);
    const targets = async (all: readonly { text: string }[], parse: (value: unknown) => Versioned) =>
      Object.fromEntries(
        await Promise.all(
          all.map(async ({ text }) => {
            const bytes = new TextEncoder().encode(text);
            const { id, version } = parse(JSON.parse(text));
            return [id, { version, length: bytes.length, sha256: await sha256(bytes) }] as const;
          }),
        ),
      );
    const publication = {
      publisher: values.publisher ?? 'Caveat',
      version: Number(need(values.version, '--version')),
      expires,
      packs: await targets(files, parsePack),
      contacts: await targets(contacts, (value) => contactsSchema.parse(value)),
      revoked: values.revoke ?? [],
    };
    const index = {
      keys: await signKeys(
        { version: Number(values['keys-version'] ?? 1), expires, keys: [key.publicKey] },
        root,
      ),
      packs: await signPacks(publication, key),
    };
    const folder = need(out, 'OUT');
    mkdirSync(folder, { recursive: true });
    for (const { path, text } of files) writeFileSync(join(folder, basename(path)), text);
    if (contacts.length) mkdirSync(join(folder, 'contacts'), { recursive: true });
    for (const { name, text } of contacts) writeFileSync(join(folder, 'contacts', name), text);
    writeFileSync(join(folder, INDEX), JSON.stringify(index));
    console.log(
      `${files.length} packs, ${contacts.length} contacts, version ${publication.version}, until ${expires}`,
    );
    return 0;
  },

  async import([source, ...from]) {
    const read = IMPORTERS[need(source, 'SOURCE')];
    if (!read) throw new BadUsage(`no such source: ${source}`);
    const file = values.into ?? RECALLS;
    const list = recallListSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    const texts = await Promise.all(
      from.map(async (where) =>
        /^https?:/.test(where)
          ? new TextDecoder().decode(await getBounded(where, 200_000_000))
          : readFileSync(where, 'utf8'),
      ),
    );
    const { list: next, added, changed } = withRecalls(list, texts.flatMap(read));
    writeFileSync(file, recallText(next));
    console.log(`${added} added, ${changed} changed, ${next.recalls.length} in all`);
    return 0;
  },

  async verify([where]) {
    const from = need(where, 'FOLDER|URL');
    const get: Get = /^https?:/.test(from) ? getBounded : async (url) => new Uint8Array(readFileSync(url));
    const held = await update({ url: from, root: need(values.root, '--root') }, null, get);
    console.log(
      `good: ${held?.publisher}, version ${held?.accepted.packs}, ${held?.packs.length} packs, ${held?.contacts?.length} contacts`,
    );
    return 0;
  },
};

try {
  const [name = '', ...args] = positionals;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new BadUsage(name ? `no such command: ${name}` : 'no command');
  process.exitCode = await command(args);
} catch (error) {
  console.error(
    error instanceof BadUsage ? `${error.message}\n\n${USAGE}` : `packs: ${(error as Error).message}`,
  );
  process.exitCode = error instanceof BadUsage ? 2 : 1;
}
