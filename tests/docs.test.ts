import { execSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/** The documentation's commands, from its ```sh blocks, and what it says is where. */
const root = new URL('..', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const files = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(new URL('docs', root))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const blocks = files.flatMap((file) =>
  [...read(file).matchAll(/^```sh\n(.*?)^```/gms)].map(([, text = '']) => ({ file, text })),
);
const scripts = JSON.parse(read('package.json')).scripts as Record<string, string>;

describe('documentation', () => {
  test.each(files)('%s names only scripts that exist', (file) => {
    const named = [...read(file).matchAll(/npm (?:run (?:-s )?([a-z:]+)|(start|test))/g)].map(
      ([, run, short]) => run ?? short ?? '',
    );
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test.each(files)('%s links only to files that exist', (file) => {
    for (const [, target = ''] of read(file).matchAll(/\]\((?!https?:|#)([^)#]+)/g))
      expect(() => readFileSync(new URL(target, new URL(file, root))), `${file} → ${target}`).not.toThrow();
  });

  test('the audit one-liner of the README finds what it is about', () => {
    const line = blocks.find(({ file, text }) => file === 'README.md' && text.startsWith('echo'))?.text ?? '';
    const row = JSON.parse(
      execSync(line, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }),
    );
    expect(row).toMatchObject({ id: 1, error: null });
    expect(row.findings[0].rule).toMatch(/^medicines\./);
  });

  test('every folder the README names is there', () => {
    for (const [, path = ''] of read('README.md').matchAll(/`([a-z]+\/[a-z/]*)`/g))
      if (!path.startsWith('.')) expect(() => readdirSync(new URL(path, root)), path).not.toThrow();
  });
});
