import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Makes a new file's name survive a power cut; Windows has no such call and needs none. */
export function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(directory, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
