import { removeParts } from '../attachments.ts';
import type { Endpoint } from '../endpoint.ts';
import { log, loggable } from '../log.ts';
import { closeExpired } from '../moderation/closing.ts';
import { type Delivering, deliverDue } from './deliver.ts';
import { openMailer } from './mail.ts';
import { forgetAnswers } from './outgoing.ts';

/** How often each is done when nothing hurries, in milliseconds. */
const DELIVER_MS = 1_000;
const TIDY_MS = 3_600_000;

/** How long a stop waits for what is under way, in milliseconds; another process takes over what is not done. */
const STOP_MS = 5_000;

export interface Worker {
  /** Resolves once what is under way is done, or has taken too long. */
  stop(): Promise<void>;
}

/**
 * What is done without anybody asking: answers are delivered, and what can be complained about no more is closed, what
 * was left of files half taken in is removed. Every process does it; each thing is done by one of them. `ca`:
 * certificates trusted besides the well-known ones.
 */
export function startWorker(
  { database, keys, configuration }: Pick<Endpoint, 'database' | 'keys' | 'configuration'>,
  ca?: string,
): Worker {
  const { mail, allowLoopbackWebhooks: allowLoopback, operator } = configuration;
  const delivering: Delivering = {
    database,
    webhooks: { sign: keys.sign, allowLoopback, ca },
    mailer: mail && openMailer({ ...mail, ca }),
    operator: operator.name,
  };
  const loops = [
    loop('deliver', DELIVER_MS, () => deliverDue(delivering)),
    loop('tidy', TIDY_MS, async () => {
      await forgetAnswers(database);
      await removeParts(configuration.directory);
      return closeExpired(database);
    }),
  ];
  return {
    async stop() {
      let late: NodeJS.Timeout | undefined;
      const enough = new Promise((resolve) => {
        late = setTimeout(resolve, STOP_MS);
      });
      await Promise.race([Promise.all(loops.map((one) => one.stop())), enough]);
      clearTimeout(late);
      delivering.mailer?.close();
    },
  };
}

/** Does something again and again: at once while there is more of it, else after a while; what fails is tried again. */
function loop(name: string, everyMs: number, work: () => Promise<number>): Worker {
  let stopping = false;
  let wake = () => {};
  const done = (async () => {
    while (!stopping) {
      const more = await work().catch((error: unknown) => {
        log('worker failed', { work: name, error: loggable(error) });
        return 0;
      });
      if (more > 0 || stopping) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMs);
        timer.unref();
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();
  return {
    stop() {
      stopping = true;
      wake();
      return done;
    },
  };
}
