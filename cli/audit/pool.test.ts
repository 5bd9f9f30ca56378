import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { Pool } from './pool.ts';

const script = join(mkdtempSync(join(tmpdir(), 'worker-')), 'worker.mjs');
writeFileSync(
  script,
  `import { parentPort } from 'node:worker_threads';
   parentPort.on('message', ({ input: line }) => {
     if (line === 'crash') throw new Error('boom');
     if (line === 'exit') process.exit(3);
     if (line === 'hang') for (;;);
     parentPort.postMessage(JSON.stringify({ ok: line, error: null }));
   });`,
);

test('a worker that crashes, ends or hangs costs its own line only', async () => {
  const pool = new Pool({ jobs: 2, packs: null, url: null, patience: 4_000, script: pathToFileURL(script) });
  const lines = ['a', 'crash', 'b', 'hang', 'c', 'exit', 'd', 'crash', 'crash', 'e'];
  const answers = await Promise.all(lines.map((text, n) => pool.run(text, `line ${n + 1}`)));
  await pool.close();
  expect(answers.map((text) => JSON.parse(text)).map(({ ok, error }) => ok ?? error)).toEqual([
    'a',
    'line 2: the worker failed: boom',
    'b',
    'line 4: not done after 4 s',
    'c',
    'line 6: the worker ended with 3',
    'd',
    'line 8: the worker failed: boom',
    'line 9: the worker failed: boom',
    'e',
  ]);
}, 20_000);
