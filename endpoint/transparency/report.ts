import { parseArgs } from 'node:util';
import { configurationFrom } from '../configuration.ts';
import { openEndpoint } from '../endpoint.ts';
import { periodOf } from './period.ts';
import { countsAsCsv, yearlyCounts } from './yearly-counts.ts';

/**
 * `npm run -s endpoint:report -- --year 2026` (or `--from` and `--to`) writes the counts of the yearly report (Art. 15,
 * 24) as JSON, with `--csv` those of the notices as CSV. The settings are those of the server.
 */
function usage(): never {
  console.error(
    'Usage: npm run -s endpoint:report -- --year YYYY | --from YYYY-MM-DD --to YYYY-MM-DD [--csv]',
  );
  process.exit(2);
}

function options() {
  try {
    const text = { type: 'string' } as const;
    return parseArgs({ options: { year: text, from: text, to: text, csv: { type: 'boolean' } } }).values;
  } catch {
    return usage();
  }
}

const { year, from, to, csv = false } = options();
const period = year ? periodOf(`${year}-01-01`, `${year}-12-31`) : periodOf(from, to);
if (!period) usage();

const endpoint = await openEndpoint(configurationFrom(process.env));
const counts = await yearlyCounts(endpoint.database, period);
process.stdout.write(csv ? countsAsCsv(counts) : `${JSON.stringify(counts, null, 2)}\n`);
await endpoint.close();
