import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sampleBundle } from '../utils/notices/evidence/sample-bundle.ts';
import { noticeBytes } from '../utils/notices/notice.ts';
import { sampleNotice } from '../utils/notices/sample-notice.ts';

const folder = mkdtempSync(join(tmpdir(), 'evidence-'));
const write = (name: string, bytes: Uint8Array | string) => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};
function evidence(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'evidence.ts'), ...args],
    {
      encoding: 'utf8',
    },
  );
  return { status, stdout, stderr };
}

test('says what holds and what cannot be known', async () => {
  const { bytes, attachment } = await sampleBundle();
  const file = write('whole.wacz', bytes);
  const notice = write('notice.json', noticeBytes(sampleNotice({ attachments: [attachment] })));
  const { status, stdout } = evidence('verify', file, '--notice', notice);
  expect(status).toBe(0);
  expect(stdout).not.toContain('DOES NOT HOLD');
  expect(stdout).toMatch(/^holds .*\n(?:.*\n)*cannot be known {2}Whose key that is/);
});

test('says what does not hold', async () => {
  const { bytes } = await sampleBundle();
  bytes[200] = (bytes[200] ?? 0) ^ 4;
  const { status, stdout } = evidence('verify', write('changed.wacz', bytes));
  expect(status).toBe(1);
  expect(stdout).toMatch(/^DOES NOT HOLD {4}The file is not as Caveat wrote it/);
});

test.each([
  [[]],
  [['verify']],
  [['verify', 'a', 'b']],
  [['prove', 'a']],
  [['verify', '--nonsense']],
  [['verify', join(folder, 'missing')]],
  [['verify', folder]],
])('%j is bad usage', (args) => {
  const { status, stdout, stderr } = evidence(...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).not.toBe('');
});
