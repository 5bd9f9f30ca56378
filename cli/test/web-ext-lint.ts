import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { tool } from '../../tests/browsers/processes.ts';
import type { Tally } from './steps.ts';

/** Warnings of `web-ext lint` that are known, with why they are kept. Any other one fails the step. */
const known: Record<string, string> = {
  DANGEROUS_EVAL:
    'zod probes once whether `new Function` is allowed and goes on without; the extension’s CSP refuses it',
  KEY_FIREFOX_ANDROID_UNSUPPORTED_BY_MIN_VERSION:
    'data_collection_permissions needs Firefox for Android 142; the extension is offered for desktops only',
  UNSAFE_VAR_ASSIGNMENT: 'preact can assign innerHTML for dangerouslySetInnerHTML, which no component uses',
};

interface Message {
  code: string;
  message: string;
  file?: string;
  line?: number;
}

/** Runs Mozilla's linter on the built Firefox extension; one check. */
export async function lintFirefoxBuild(): Promise<Tally> {
  const folder = join(import.meta.dirname, '../../.output/firefox-mv3');
  const { stdout, stderr } = spawnSync(
    tool('web-ext'),
    ['lint', '--source-dir', folder, '--output', 'json'],
    {
      encoding: 'utf8',
      maxBuffer: 50_000_000,
      shell: process.platform === 'win32',
    },
  );
  const start = stdout.indexOf('{');
  if (start < 0) throw new Error(`web-ext lint gave no report: ${stdout}${stderr}`);
  const { errors, warnings } = JSON.parse(stdout.slice(start)) as { errors: Message[]; warnings: Message[] };
  const unknown = warnings.filter(({ code }) => !(code in known));
  for (const { code, message, file, line } of [...errors, ...unknown])
    console.error(`${code}: ${message} (${file ?? 'manifest'}${line ? `:${line}` : ''})`);
  for (const [code, why] of Object.entries(known)) {
    const times = warnings.filter((warning) => warning.code === code).length;
    if (times > 0) console.log(`known: ${code}, ${times} times: ${why}.`);
  }
  const failed = errors.length + unknown.length > 0 ? 1 : 0;
  return { passed: 1 - failed, failed, skipped: 0 };
}
