import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { end, remove, start, temporaryFolder } from '../tests/browsers/processes.ts';
import { startPostgres } from '../tests/servers/postgres.ts';
import { noticeBytes } from '../utils/notices/notice.ts';
import { sampleNotice } from '../utils/notices/sample-notice.ts';
import { openDatabase } from './database/database.ts';
import { addFlagger } from './flaggers.ts';

/**
 * `npm run endpoint:load [-- --seconds 20 --connections 64 --rate 500]`: how many notices a second the endpoint takes
 * durably on this machine, each one another and about 3 kB long, and how long one waits at half of what is wanted.
 * On SQLite and on PostgreSQL, both waiting for the disk; the counts in the database are compared with the answers.
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    connections: { type: 'string', default: '64' },
    rate: { type: 'string', default: '500' },
    database: { type: 'string', multiple: true, default: ['sqlite', 'postgres'] },
  },
});
const [seconds, connections, rate] = [values.seconds, values.connections, values.rate].map(Number) as [
  number,
  number,
  number,
];

const ID = '5f0c2f0e-3b53-4d0e-9d7a-2f4f7f0a1c11';
const TEMPLATE = noticeBytes(
  sampleNotice({
    id: ID,
    explanation:
      'The title offers “sildenafil 100 mg”, a medicine that only a pharmacy may sell online. '.repeat(20),
    evidence: Array.from({ length: 5 }, (_, n) => ({
      listing: 0,
      rule: 'medicines.prescription-only',
      field: 'title',
      text: `sildenafil 100 mg, ${n}`,
    })),
  }),
);

async function load(base: string, token: string, pace?: number) {
  const cannon = autocannon({
    url: base,
    connections,
    duration: seconds,
    ...(pace && { overallRate: pace }),
    requests: [
      {
        method: 'POST',
        path: '/v1/notices',
        setupRequest(request) {
          const id = randomUUID();
          const headers = {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            'idempotency-key': id,
          };
          return { ...request, headers, body: TEMPLATE.replace(ID, id) };
        },
      },
    ],
  });
  const { latency, requests, non2xx, errors, '2xx': acknowledged } = await cannon;
  return { latency, perSecond: requests.average, acknowledged, refused: non2xx + errors };
}

async function measure(databaseUrl: string | undefined): Promise<void> {
  const directory = temporaryFolder('load');
  const database = await openDatabase({ directory, url: databaseUrl });
  const { token } = await addFlagger(database, { name: 'Load', noticesPerHour: 999_999_999 });
  const server = start(process.execPath, [`${import.meta.dirname}/server.ts`], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      PORT: '0',
      DATA_DIR: directory,
      ...(databaseUrl && { DATABASE_URL: databaseUrl }),
    },
  });
  const [greeting] = (await once(server.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  const base = /http:\/\/[^/\s]+/.exec(String(greeting))?.[0] ?? '';

  await load(base, token, rate);
  const most = await load(base, token);
  const paced = await load(base, token, rate);
  await end(server);
  const { count } = await database.db
    .selectFrom('notices')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  await database.close();
  await remove(directory);

  console.log(`\n${database.kind}`);
  console.log(`as many as it takes: ${most.perSecond.toFixed(0)} a second, p99 ${most.latency.p99} ms`);
  console.log(
    `at ${rate} a second: ${paced.perSecond.toFixed(0)}, p50 ${paced.latency.p50}, p99 ${paced.latency.p99} ms`,
  );
  console.log(`refused: ${most.refused + paced.refused}; stored in all: ${count}`);
}

console.log(
  `${(TEMPLATE.length / 1_000).toFixed(1)} kB a notice, ${connections} connections, ${seconds} s each, ${cpus().length} cores`,
);
if (values.database.includes('sqlite')) await measure(undefined);
if (values.database.includes('postgres')) {
  const postgres = await startPostgres({ durable: true });
  await measure(await postgres.database());
  await postgres.close();
}
