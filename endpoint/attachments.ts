import { createHash, randomBytes } from 'node:crypto';
import { glob, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from './database/database.ts';
import { syncDirectory } from './sync-directory.ts';

/** Where the bytes of an attachment are, under the endpoint's directory. */
export const attachmentPath = (directory: string, notice: string, sha256: string): string =>
  join(directory, 'attachments', notice, sha256);

/** Longer than any upload may take, in milliseconds. */
const LEFT_MS = 600_000;

/**
 * Removes what a process that was killed left of files it was taking in. What is younger may be another process's, which
 * shares the folder and is taking it in now.
 */
export async function removeParts(directory: string, now = Date.now()): Promise<void> {
  for await (const part of glob('attachments/*/*.part', { cwd: directory })) {
    const path = join(directory, part);
    // Another process may have been quicker.
    const made = await stat(path).catch(() => null);
    if (made && now - made.mtimeMs > LEFT_MS) await rm(path, { force: true });
  }
}

/** Why bytes are not taken as an attachment: the notice names none like this, or they are not those it names. */
export type Refused = 'unnamed' | 'other bytes';

/**
 * Stores the bytes of an attachment that the notice names. Resolves with null once they are on disk, also when they
 * were there before. Never holds more than a chunk in memory, and stops at the size the notice names.
 */
export async function storeAttachment(
  database: Database,
  directory: string,
  named: { notice: string; sha256: string },
  bytes: AsyncIterable<Uint8Array>,
): Promise<Refused | null> {
  const { notice, sha256 } = named;
  const attachment = await database.db
    .selectFrom('attachments')
    .select(['size', 'received_at'])
    .where('notice', '=', notice)
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  if (!attachment) return 'unnamed';
  const path = attachmentPath(directory, notice, sha256);
  const folder = join(path, '..');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const part = `${path}.${randomBytes(6).toString('hex')}.part`;
  try {
    if (!(await wrote(part, bytes, attachment.size, sha256))) return 'other bytes';
    await rename(part, path);
    for (const made of [folder, join(folder, '..'), directory]) syncDirectory(made);
  } finally {
    await rm(part, { force: true });
  }
  if (attachment.received_at === null)
    await database.write(async ({ tx, audit }) => {
      await tx
        .updateTable('attachments')
        .set({ received_at: new Date().toISOString() })
        .where('notice', '=', notice)
        .where('sha256', '=', sha256)
        .execute();
      audit({ event: 'attachment.received', notice, detail: { sha256, size: attachment.size } });
    });
  return null;
}

/** Whether the bytes were those of this size and hash; then they are on disk. */
async function wrote(
  path: string,
  bytes: AsyncIterable<Uint8Array>,
  size: number,
  sha256: string,
): Promise<boolean> {
  const file = await open(path, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    let length = 0;
    for await (const chunk of bytes) {
      length += chunk.byteLength;
      if (length > size) return false;
      hash.update(chunk);
      await file.appendFile(chunk);
    }
    if (length !== size || hash.digest('hex') !== sha256) return false;
    await file.sync();
    return true;
  } finally {
    await file.close();
  }
}
