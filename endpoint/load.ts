import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { end, remove, start, temporaryFolder } from '../tests/browsers/processes.ts';
import { startPostgres } from '../tests/servers/postgres.ts';
import { openDatabase } from './database/database.ts';
import { addFlagger } from './flaggers.ts';
import type { Load, Task } from './load-generator.ts';
import { startServer } from './test-process.ts';

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

async function load(task: Task): Promise<Load> {
  const child = start(
    process.execPath,
    [join(import.meta.dirname, 'load-generator.ts'), JSON.stringify(task)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  return (await json(child.stdout as Readable)) as Load;
}

async function measure(databaseUrl: string | undefined): Promise<void> {
  const directory = temporaryFolder('load');
  const database = await openDatabase({ directory, url: databaseUrl });
  const { token } = await addFlagger(database, { name: 'Load', noticesPerHour: 999_999_999 });
  const settings = { DATA_DIR: directory, METRICS_PORT: '0', DATABASE_URL: databaseUrl };
  const { child, base, output } = await startServer(settings);
  /** What the process has used of the processors so far, in seconds. */
  const used = async () => {
    const [, metrics] = /Metrics are at (\S+)/.exec(output()) ?? [];
    const text = await (await fetch(String(metrics))).text();
    return Number(/^process_cpu_seconds_total (\S+)/m.exec(text)?.[1]);
  };

  const task = { base, token, seconds, connections };
  const warm = await load({ ...task, rate });
  const before = await used();
  const most = await load(task);
  const cost = (await used()) - before;
  const paced = await load({ ...task, rate });
  await end(child);
  const { count } = await database.db
    .selectFrom('notices')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  await database.close();
  await remove(directory);

  const acknowledged = warm.acknowledged + most.acknowledged + paced.acknowledged;
  const each = (processor: number) => `${((processor * 1_000) / most.acknowledged).toFixed(2)} ms`;
  const waits = ({ acknowledged, seconds, p50, p99, max }: Load) =>
    `${(acknowledged / seconds).toFixed(0)} a second, p50 ${p50.toFixed(0)}, p99 ${p99.toFixed(0)}, at most ${max.toFixed(0)} ms`;
  console.log(`\n${database.kind}, load of the machine ${loadavg()[0]?.toFixed(1)}`);
  console.log(`as many as it takes: ${waits(most)}`);
  console.log(`processor time of a notice: server ${each(cost)}, generator ${each(most.processor)}`);
  console.log(`at ${rate} a second: ${waits(paced)}`);
  console.log(`refused: ${most.refused + paced.refused}; acknowledged: ${acknowledged}; stored: ${count}`);
  if (Number(count) < acknowledged) throw new Error('notices are missing');
}

console.log(`${connections} connections, ${seconds} s each, ${cpus().length} cores`);
if (values.database.includes('sqlite')) await measure(undefined);
if (values.database.includes('postgres')) {
  const postgres = await startPostgres({ durable: true });
  await measure(await postgres.database());
  await postgres.close();
}
