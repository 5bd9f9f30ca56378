import type { Configuration } from './configuration.ts';
import { type Database, openDatabase } from './database/database.ts';
import { type Flaggers, flaggersIn } from './flaggers.ts';
import { createIntake, type Intake } from './intake.ts';
import { agreeOnKeys, type Keys, keysOf, secretIn } from './keys.ts';
import { HOUR, type Limits, MINUTE, memoryLimits, sharedLimits } from './limits.ts';
import { createMetrics, type Metrics } from './metrics.ts';

/** All that a process of the endpoint has, opened once. */
export interface Endpoint {
  configuration: Configuration;
  keys: Keys;
  database: Database;
  intake: Intake;
  flaggers: Flaggers;
  metrics: Metrics;
  limits: { notices: Limits; requests: Limits };
  /** Once it stops, it says so to who asks whether it is ready. */
  stopping: boolean;
  close(): Promise<void>;
}

/** Opens the endpoint's folder and database. Throws if either cannot be used. */
export async function openEndpoint(configuration: Configuration): Promise<Endpoint> {
  const keys = keysOf(secretIn(configuration.directory));
  const database = await openDatabase({ directory: configuration.directory, url: configuration.databaseUrl });
  try {
    await agreeOnKeys(database, keys);
  } catch (error) {
    await database.close();
    throw error;
  }
  const metrics = createMetrics(() => intake.waiting());
  const intake = createIntake(database, keys, {
    letters: configuration.mail !== null,
    batched: metrics.batched,
  });
  const limits = {
    notices:
      database.kind === 'postgres'
        ? sharedLimits(database, HOUR, keys.derive('buckets'))
        : memoryLimits(HOUR),
    requests: memoryLimits(MINUTE),
  };
  return {
    configuration,
    keys,
    database,
    intake,
    flaggers: flaggersIn(database),
    metrics,
    limits,
    stopping: false,
    async close() {
      limits.notices.close();
      await intake.settled();
      await database.close();
    },
  };
}
