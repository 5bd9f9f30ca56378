import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isInstalled } from '../tests/browsers/find.ts';
import { end, remove, run, temporaryFolder } from '../tests/browsers/processes.ts';
import { startPostgres } from '../tests/servers/postgres.ts';
import type { Decision, Receipt } from '../utils/notices/interface.ts';
import { noticeBytes } from '../utils/notices/notice.ts';
import { sampleNotice } from '../utils/notices/sample-notice.ts';
import { openDatabase } from './database/database.ts';
import { insertAll } from './database/insert-all.ts';
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

/** Decided notices whose receipts the fuzzer has, each of which can be complained about once. */
const RECEIPTS = 100;
/** Of the one byte "x". */
const SHA256 = '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881';

/**
 * What a description cannot say. Of a notice: that the idempotency key is its id, that a keyword belongs to its category,
 * that a notifier is needed, that evidence names one of the listings, that text is more than spaces, what a web address
 * is. Under a receipt: its id, its secret, and the file its notice names. Three in four requests that fit the description
 * are mended so far; the fourth, and those that are not to fit, go as they are, but with a receipt that opens
 * something: without one they would only be told 404.
 */
const HOOKS = `
import itertools, json, pathlib, re, uuid
import schemathesis

receipts = itertools.cycle(json.loads(pathlib.Path("receipts.json").read_text()))
turns = {}

def each(value):
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []

def said(value):
    if isinstance(value, dict):
        return {name: said(one) for name, one in value.items()}
    if isinstance(value, list):
        return [said(one) for one in value]
    if isinstance(value, str) and (not value.strip() or re.match("[\\s\ufeff]", value)):
        return "x" + value[1:]
    return value

def explained(body):
    body["id"] = str(uuid.uuid4())
    body["createdAt"] = "2026-11-25T10:00:00Z"
    if isinstance(body.get("explanation"), str):
        body["explanation"] = "It offers what only a pharmacy may sell. " + body["explanation"][:9000]

def notice(case):
    body = said(case.body)
    explained(body)
    case.headers["idempotency-key"] = body["id"]
    body["keyword"] = None
    notifier = body.get("notifier") or {"name": "Ada"}
    body["notifier"] = {**notifier, "email": "ada@example.org"}
    for quote in each(body.get("evidence")):
        quote["listing"] = 0
    for named in each(body.get("listings")) + each(body.get("law")):
        named["url"] = "https://shop.example/?" + str(named.get("url"))[:4000]
    case.body = body

def complaint(case):
    body = said(case.body)
    explained(body)
    case.body = body

def webhook(case):
    case.body = {**case.body, "url": "https://127.0.0.1:9/" + str(uuid.uuid4())}

def attachment(case):
    case.body = b"x"

MENDED = {
    ("POST", "/v1/notices"): notice,
    ("POST", "/v1/notices/{id}/complaints"): complaint,
    ("PUT", "/v1/notices/{id}/webhook"): webhook,
    ("PUT", "/v1/notices/{id}/attachments/{sha256}"): attachment,
}

@schemathesis.hook
def before_call(context, case, kwargs):
    operation = (case.operation.method.upper(), case.operation.path)
    if case.path_parameters and "id" in case.path_parameters:
        receipt = next(receipts)
        case.path_parameters["id"] = receipt["id"]
        if "sha256" in case.path_parameters:
            case.path_parameters["sha256"] = "${SHA256}"
        case.headers["Authorization"] = "Bearer " + receipt["secret"]
    fits = case.meta is None or case.meta.generation.mode.is_positive
    turn = turns.setdefault(operation, itertools.count())
    if not fits or operation not in MENDED or next(turn) % 4 == 0:
        return
    if operation[1].endswith("{sha256}") or isinstance(case.body, dict):
        MENDED[operation](case)
`;

/**
 * A description cannot say everything a notice must hold. What is under a receipt is told 404 to no secret and to a
 * wrong one, where Schemathesis wants 401; and what is too long may be told so (413).
 */
const CONFIGURATION = `
generation.max-examples = ${examples}
[checks]
positive_data_acceptance.enabled = false
negative_data_rejection.expected-statuses = [400, 401, 404, 405, 409, 413, 415, 422]
[[operations]]
include-path-regex = "/v1/notices/.+"
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

/** Hands in a notice of its own that names a file, and gives its receipt. */
async function handIn(base: string): Promise<Receipt> {
  const notice = sampleNotice({
    id: randomUUID(),
    attachments: [{ name: 'x', mediaType: 'text/plain', size: 1, sha256: SHA256 }],
  });
  const answer = await fetch(`${base}/v1/notices`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': notice.id },
    body: noticeBytes(notice),
  });
  return (await answer.json()) as Receipt;
}

async function fuzz(program: string, databaseUrl: string | undefined): Promise<boolean> {
  const directory = temporaryFolder('fuzz');
  const { child, base, output } = await startServer({
    DATA_DIR: directory,
    DATABASE_URL: databaseUrl,
    METRICS_PORT: '0',
    ALLOW_LOOPBACK_WEBHOOKS: '1',
  });
  const receipts = await Promise.all(Array.from({ length: RECEIPTS }, () => handIn(base)));
  const database = await openDatabase({ directory, url: databaseUrl });
  await database.write(async ({ tx }) => {
    const { decidedAt } = DECISION;
    const decision = { about: 'notice', decided_at: decidedAt, moderator: null } as const;
    const content = JSON.stringify(DECISION);
    await insertAll(
      tx,
      'decisions',
      receipts.map(({ id: notice }) => ({ notice, ...decision, content })),
    );
    await tx.updateTable('notices').set({ state: 'decided' }).execute();
  });
  await database.close();

  writeFileSync(join(directory, 'receipts.json'), JSON.stringify(receipts));
  writeFileSync(join(directory, 'hooks.py'), HOOKS);
  writeFileSync(join(directory, 'schemathesis.toml'), CONFIGURATION);
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
  const [, metrics] = /Metrics are at (\S+)/.exec(output()) ?? [];
  const counted = await (await fetch(String(metrics))).text();
  console.log(`schemathesis ended with ${status}; answers, with ${RECEIPTS} notices handed in before:`);
  for (const [, method, route, code, count] of counted.matchAll(
    /^http_request_duration_seconds_count\{method="(\w+)",route="([^"]+)",status="(\d+)"\} (\d+)/gm,
  ))
    console.log(`  ${method} ${route} ${code}: ${count}`);
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
