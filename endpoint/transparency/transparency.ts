import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { configurationFrom } from '../configuration.ts';
import { openEndpoint } from '../endpoint.ts';
import { statementsIn } from './export-statements.ts';
import { periodOf } from './period.ts';

/**
 * `npm run -s endpoint:transparency -- --from 2026-01-01 --to 2026-12-31` writes the statements of reasons of these
 * days, one line of JSON each; with `--batches` one line for every 100, as `{"statements": […]}`, which is what the
 * Transparency Database takes in one call. The settings are those of the server.
 */
function usage(): never {
  console.error('Usage: npm run -s endpoint:transparency -- --from YYYY-MM-DD --to YYYY-MM-DD [--batches]');
  process.exit(2);
}

function options() {
  try {
    const { values } = parseArgs({
      options: { from: { type: 'string' }, to: { type: 'string' }, batches: { type: 'boolean' } },
    });
    return values;
  } catch {
    return usage();
  }
}

const { from, to, batches = false } = options();
const period = periodOf(from, to);
if (!period) usage();

const endpoint = await openEndpoint(configurationFrom(process.env));
for await (const statements of statementsIn(endpoint.database, period)) {
  const lines = batches ? [{ statements }] : statements;
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}
await endpoint.close();
