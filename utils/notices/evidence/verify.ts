import { z } from 'zod';
import { bytesOf, keyIdOf, sha256 } from '../../packs/envelope.ts';
import { verifyChain } from '../journal-chain.ts';
import { ATTACHMENT_BYTES_MAX } from '../notice.ts';
import { resourcesIn } from './archive.ts';
import { isSignedBy } from './signing-key.ts';
import { checkTimeStamp } from './time-stamp.ts';
import { filesOf, holdsOnly, printable } from './unzip.ts';
import { AUTH_VERSION, type Bytes, DIGEST, jsonBytes, MANIFEST, WACZ_VERSION } from './wacz.ts';

/** One thing that was looked at: it holds, it does not, or (null) a file alone cannot show whether it does. */
export interface Check {
  holds: boolean | null;
  /** In plain words. */
  says: string;
}

const hash = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const manifestSchema = z.strictObject({
  profile: z.literal('data-package'),
  wacz_version: z.literal(WACZ_VERSION),
  title: z.string().max(5_000),
  description: z.string().max(5_000),
  created: z.iso.datetime(),
  software: z.string().max(100),
  mainPageUrl: z.string().max(5_000).optional(),
  mainPageDate: z.iso.datetime().optional(),
  resources: z
    .array(z.strictObject({ name: z.string(), path: z.string(), hash, bytes: z.int().min(0) }))
    .max(200),
});
const digestSchema = z.strictObject({
  path: z.literal(MANIFEST),
  hash,
  signedData: z.strictObject({
    hash,
    created: z.iso.datetime(),
    software: z.string(),
    version: z.literal(AUTH_VERSION),
    signature: z.base64().max(200),
    publicKey: z.base64().max(400),
  }),
  timeStamp: z.base64().max(100_000).optional(),
});

/**
 * Looks at everything in a bundle that can be looked at. `notice` is the text of the notice it was sent with, where
 * there is one to compare. Never throws; what cannot be read is said not to hold.
 */
export async function verifyBundle(bytes: Bytes, { notice }: { notice?: string } = {}): Promise<Check[]> {
  if (bytes.length > ATTACHMENT_BYTES_MAX)
    return [
      { holds: false, says: `The file is larger than the ${ATTACHMENT_BYTES_MAX} bytes a bundle may have.` },
    ];
  let files: Map<string, Bytes>;
  try {
    files = filesOf(bytes);
  } catch (error) {
    return [{ holds: false, says: `The file is not as Caveat wrote it: it ${(error as Error).message}.` }];
  }
  return [
    (await holdsOnly(bytes, files).catch(() => false))
      ? {
          holds: true,
          says: `The file holds ${files.size} files, packed as Caveat packs them, and nothing else.`,
        }
      : { holds: false, says: 'The file is not as Caveat wrote it: it was changed, or put together anew.' },
    ...(await checkSigned(files)),
    await checking('The archive, its index and its list of pages say the same', async () => {
      const urls = await resourcesIn(files);
      return `: ${urls.map(printable).join(', ') || 'nothing'}`;
    }),
    checkJournal(files.get('evidence/journal.json')),
    await checkNotice(files.get('evidence/notice.json'), bytes, notice),
    {
      holds: null,
      says: 'Whether the marketplace showed this page to everybody. It is what one browser was shown, without what is personal; no server signed it.',
    },
  ];
}

/** Runs a check that throws the reason for which it does not hold, and gives what more there is to say when it does. */
async function checking(what: string, check: () => string | Promise<string>): Promise<Check> {
  try {
    return { holds: true, says: `${what}${await check()}.` };
  } catch (error) {
    const reason =
      error instanceof z.ZodError
        ? error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
        : (error as Error).message;
    return { holds: false, says: `${what}: no, ${reason.slice(0, 500)}.` };
  }
}

/** Hashes, digest, signature and time stamp: each vouches for the one before. */
async function checkSigned(files: ReadonlyMap<string, Bytes>): Promise<Check[]> {
  const [manifest, digest] = [files.get(MANIFEST) ?? empty, files.get(DIGEST) ?? empty];
  const listed = await checking('Every file has the size and SHA-256 that the manifest lists', async () => {
    const { resources } = manifestSchema.parse(jsonOf(manifest));
    const paths = [...files.keys()].filter((path) => path !== MANIFEST && path !== DIGEST);
    if (JSON.stringify(resources.map(({ path }) => path)) !== JSON.stringify(paths))
      throw new Error('it lists other files than there are');
    for (const { path, hash, bytes } of resources) {
      const file = files.get(path) ?? empty;
      if (file.length !== bytes || `sha256:${await sha256(file)}` !== hash)
        throw new Error(`${printable(path)} was changed`);
    }
    return '';
  });
  const parsed = digestSchema.safeParse(attempt(() => jsonOf(digest)));
  const signed = await checking('The manifest is the one that was signed', async () => {
    const { hash, signedData } = digestSchema.parse(jsonOf(digest));
    const { created, software } = manifestSchema.parse(jsonOf(manifest));
    if (`sha256:${await sha256(manifest)}` !== hash || signedData.hash !== hash)
      throw new Error('it was changed');
    if (signedData.created !== created || signedData.software !== software)
      throw new Error('time or program are not those of the manifest');
    if (!(await isSignedBy(signedData.publicKey, signedData.signature, hash)))
      throw new Error('the signature is not good');
    return `, by the key ${await keyIdOf(signedData.publicKey)}, which says it was at ${created}`;
  });
  return [
    listed,
    signed,
    {
      holds: null,
      says: 'Whose key that is. It is made by a browser and names nobody; compare it with that of other bundles, or with what its owner says it is.',
    },
    ...(await checkTime(parsed.data?.timeStamp, manifest)),
  ];
}

async function checkTime(timeStamp: string | undefined, manifest: Bytes): Promise<Check[]> {
  if (timeStamp === undefined)
    return [
      {
        holds: null,
        says: 'When it was made: there is no time stamp, only what the clock of that machine said.',
      },
    ];
  try {
    const { at, authority, fingerprint } = await checkTimeStamp(bytesOf(timeStamp), manifest);
    return [
      {
        holds: true,
        says: `A time stamp says that the manifest was there at ${at}, signed by ${printable(authority)}.`,
      },
      {
        holds: null,
        says: `Whether to trust that authority: compare its certificate’s SHA-256, ${fingerprint}, with what the authority publishes.`,
      },
    ];
  } catch (error) {
    return [{ holds: false, says: `The time stamp does not hold: ${(error as Error).message}.` }];
  }
}

function checkJournal(bytes: Bytes | undefined): Check {
  const entries = attempt(() =>
    z
      .array(z.looseObject({}))
      .max(10_000)
      .parse(jsonOf(bytes ?? empty)),
  );
  if (!entries) return { holds: false, says: 'The journal cannot be read.' };
  if (entries.length === 0)
    return { holds: null, says: 'What had been done before: there is no journal in it.' };
  const broken = attempt(() => verifyChain(entries), 0);
  if (broken !== null)
    return { holds: false, says: `The journal’s chain is broken at entry ${(broken ?? 0) + 1}.` };
  const told = entries.filter((entry) => Object.keys(entry).length > 2).length;
  return {
    holds: true,
    says: `The chain of the journal has no gap (entries: ${entries.length}, of which ${told} say what was done). Whether any followed the last, no chain can show.`,
  };
}

/** What a notice says before it is confirmed; all else in it comes later, or says who reports. */
const SAID = ['explanation', 'law', 'evidence', 'listings', 'category', 'keyword', 'language'] as const;
const said = (notice: Record<string, unknown>) => jsonBytes(SAID.map((field) => notice[field]));

async function checkNotice(kept: Bytes | undefined, bundle: Bytes, text: string | undefined): Promise<Check> {
  const what = 'The notice in it';
  return checking(what, async () => {
    const notice = z.looseObject({}).parse(jsonOf(kept ?? empty));
    const digest = ` has the SHA-256 ${await sha256(kept ?? empty)}`;
    if (text === undefined) return digest;
    const sent = z
      .looseObject({ attachments: z.array(z.looseObject({ sha256: z.string(), size: z.number() })) })
      .parse(JSON.parse(text));
    if ((await sha256(said(sent))) !== (await sha256(said(notice))))
      throw new Error('it says something else than the one given');
    const own = await sha256(bundle);
    if (!sent.attachments.some(({ sha256, size }) => sha256 === own && size === bundle.length))
      throw new Error('the one given does not name this file');
    return `${digest}, says what the one given says, and that one names this file`;
  });
}

const empty: Bytes = new Uint8Array();
const jsonOf = (bytes: Bytes): unknown => JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
function attempt<T>(work: () => T, otherwise?: T): T | undefined {
  try {
    return work();
  } catch {
    return otherwise;
  }
}
