import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isInstalled } from '../tests/browsers/find.ts';
import { end, remove, run, temporaryFolder } from '../tests/browsers/processes.ts';
import { startPostgres } from '../tests/servers/postgres.ts';
import type { Decision, Receipt } from '../utils/notices/interface.ts';
import { noticeBytes } from '../utils/notices/notice.ts';
import { sampleNotice } from '../utils/notices/sample-notice.ts';
import { openDatabase } from './database/database.ts';
import { startServer } from './test-process.ts';

/**
 * `npm run endpoint:fuzz [-- EXAMPLES]`: Schemathesis sends what the description allows, and what it does not, to a
 * real server on each database: nothing may answer 5xx, nor with what the description does not name. Ends 1 for a
 * finding. Schemathesis is taken from the PATH or SCHEMATHESIS, else installed with pip into a temporary folder; where
 * neither works, it says so and ends 0.
 */
const examples = Number(process.argv[2] ?? 50);

function schemathesis(): { program: string; folder?: string } | null {
  if (process.env.SCHEMATHESIS) return { program: process.env.SCHEMATHESIS };
  if (isInstalled('schemathesis')) return { program: 'schemathesis' };
  if (!isInstalled('python3')) return null;
  const folder = temporaryFolder('schemathesis');
  const bin = join(folder, 'bin');
  const done = [
    ['python3', '-m', 'venv', folder],
    [join(bin, 'pip'), 'install', '-q', 'schemathesis'],
  ].every(
    ([program = '', ...args]) =>
      spawnSync(program, args, { stdio: 'inherit', timeout: 300_000 }).status === 0,
  );
  return done ? { program: join(bin, 'schemathesis'), folder } : null;
}

/**
 * What a description cannot say: that the idempotency key is the notice's id, that a keyword belongs to its category,
 * that a notifier is needed, that evidence names one of the listings, and what a web address is. Three in four notices are mended so far.
 */
const HOOKS = `
import itertools, re, schemathesis

turn = itertools.count()

def each(value):
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []

@schemathesis.hook
def map_case(context, case):
    body = case.body
    if case.operation.path != "/v1/notices" or not isinstance(body, dict) or next(turn) % 4 == 0:
        return case
    if case.headers is not None and re.fullmatch("[0-9a-fA-F-]{36}", str(body.get("id"))):
        case.headers["idempotency-key"] = body["id"]
    if body.get("notifier", 0) is None:
        body["notifier"] = {"name": "Ada", "email": "ada@example.org"}
    if body.get("keyword") is not None:
        body["keyword"] = None
    for quote in each(body.get("evidence")):
        if isinstance(quote.get("listing"), int):
            quote["listing"] = 0
    for named in each(body.get("listings")) + each(body.get("law")):
        if isinstance(named.get("url"), str):
            named["url"] = "https://shop.example/?" + named["url"][:4000]
    return case
`;

/**
 * What is under a receipt is asked for with a receipt that opens it; what is generated would only be told 404, which
 * is the answer to no secret and to a wrong one too, where Schemathesis wants 401.
 */
const configuration = ({ id, secret }: Receipt, sha256: string) => `
generation.max-examples = ${examples}
[checks]
positive_data_acceptance.enabled = false
[[operations]]
include-path-regex = "/v1/notices/.+"
parameters = { "path.id" = "${id}", "path.sha256" = "${sha256}" }
headers = { Authorization = "Bearer ${secret}" }
checks.ignored_auth.enabled = false
checks.missing_required_header.enabled = false
`;

const DECISION: Decision = {
  decidedAt: new Date().toISOString(),
  outcome: 'not-acted',
  measures: [],
  ground: null,
  groundReference: null,
  reasons: 'Nothing illegal was found.',
  automatedDecision: 'AUTOMATED_DECISION_NOT_AUTOMATED',
  redress: [],
};

async function fuzz(program: string, databaseUrl: string | undefined): Promise<boolean> {
  const directory = temporaryFolder('fuzz');
  const settings = { DATA_DIR: directory, DATABASE_URL: databaseUrl };
  const { child, base } = await startServer(settings);
  const sha256 = '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881';
  const notice = sampleNotice({ attachments: [{ name: 'x', mediaType: 'text/plain', size: 1, sha256 }] });
  const answer = await fetch(`${base}/v1/notices`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': notice.id },
    body: noticeBytes(notice),
  });
  const receipt = (await answer.json()) as Receipt;
  const database = await openDatabase({ directory, url: databaseUrl });
  await database.write(async ({ tx }) => {
    const { decidedAt } = DECISION;
    const decision = { notice: receipt.id, about: 'notice', decided_at: decidedAt, moderator: null } as const;
    await tx
      .insertInto('decisions')
      .values({ ...decision, content: JSON.stringify(DECISION) })
      .execute();
    await tx.updateTable('notices').set({ state: 'decided' }).execute();
  });

  writeFileSync(join(directory, 'hooks.py'), HOOKS);
  writeFileSync(join(directory, 'schemathesis.toml'), configuration(receipt, sha256));
  console.log(`\n── ${database.kind}`);
  const status = await run(
    program,
    ['--config-file', 'schemathesis.toml', 'run', `${base}/openapi.json`, '--continue-on-failure'],
    {
      stdio: 'inherit',
      cwd: directory,
      env: { ...process.env, SCHEMATHESIS_HOOKS: 'hooks', PYTHONPATH: directory },
    },
  );
  const { count } = await database.db
    .selectFrom('notices')
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  console.log(`${count} notices were taken; schemathesis ended with ${status}`);
  await database.close();
  await end(child);
  await remove(directory);
  return status === 0;
}

const tool = schemathesis();
if (!tool) console.warn('THE ENDPOINT IS NOT FUZZED: there is no schemathesis, and pip cannot install it');
else {
  const postgres = await startPostgres();
  const results = [await fuzz(tool.program, undefined), await fuzz(tool.program, await postgres.database())];
  await postgres.close();
  if (tool.folder) await remove(tool.folder);
  process.exitCode = results.every(Boolean) ? 0 : 1;
}
