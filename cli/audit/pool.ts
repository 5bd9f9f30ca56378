import { Worker } from 'node:worker_threads';
import type { Pack } from '../../utils/packs/pack.ts';
import { refusal } from './answer.ts';
import type { StoredPage } from './inputs/input.ts';

/** What a worker is asked. */
export interface Task {
  input: string | StoredPage;
  where: string;
}

/** What a worker knows from its beginning. */
export interface WorkerOptions {
  /** What to check listings by; null to read only. */
  packs: Pack[] | null;
  /** The address of stored pages that tell none. */
  url: string | null;
}

export interface PoolOptions extends WorkerOptions {
  /** How many workers at most. */
  jobs: number;
  /** How many milliseconds one line or page may take. */
  patience?: number;
  script?: URL;
}

/**
 * Worker threads that answer lines and pages. A worker that dies, or needs too long for one of them, costs that one
 * (which is answered with why) and is replaced.
 */
export class Pool {
  private readonly waiting: (Task & { done(answer: string): void })[] = [];
  private readonly idle: Worker[] = [];
  private readonly workers = new Set<Worker>();
  private closing = false;

  private readonly options: PoolOptions;

  constructor(options: PoolOptions) {
    this.options = options;
  }

  /** The answer to a line or page, as JSON. Never rejects. */
  run(input: Task['input'], where: string): Promise<string> {
    return new Promise((done) => {
      this.waiting.push({ input, where, done });
      this.next();
    });
  }

  async close(): Promise<void> {
    this.closing = true;
    await Promise.all([...this.workers].map((worker) => worker.terminate()));
  }

  private next(): void {
    if (!this.waiting.length) return;
    const worker = this.idle.pop() ?? (this.workers.size < this.options.jobs ? this.start() : undefined);
    if (!worker) return;
    const { patience = 60_000 } = this.options;
    const { input, where, done } = this.waiting.shift() as (typeof this.waiting)[number];
    const end = (answer: string, again: boolean) => {
      clearTimeout(timer);
      worker.removeAllListeners();
      // A worker being ended may still raise an error; it has been answered for.
      worker.on('error', () => {});
      if (again) this.idle.push(worker);
      else {
        this.workers.delete(worker);
        void worker.terminate();
      }
      done(answer);
      if (!this.closing) this.next();
    };
    const fail = (reason: string) => end(JSON.stringify(refusal(where, reason)), false);
    const timer = setTimeout(() => fail(`not done after ${patience / 1000} s`), patience);
    worker.removeAllListeners();
    worker.once('message', (answer: string) => end(answer, true));
    worker.once('error', (error) => fail(`the worker failed: ${error.message}`));
    worker.once('exit', (code) => fail(`the worker ended with ${code}`));
    worker.postMessage({ input, where } satisfies Task);
  }

  private start(): Worker {
    const { script = new URL('./worker.ts', import.meta.url), packs, url } = this.options;
    const worker = new Worker(script, { workerData: { packs, url } satisfies WorkerOptions });
    this.workers.add(worker);
    return worker;
  }
}
