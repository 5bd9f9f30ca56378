import { Worker } from 'node:worker_threads';
import type { Pack } from '../../utils/packs/pack.ts';
import { refusal } from './answer.ts';

interface Task {
  line: string;
  number: number;
  done(answer: string): void;
}

export interface PoolOptions {
  /** How many workers at most. */
  jobs: number;
  /** What to check listings by; null to read only. */
  packs: Pack[] | null;
  /** How many milliseconds one line may take. */
  patience?: number;
  script?: URL;
}

/**
 * Worker threads that answer lines. A worker that dies, or needs too long for one line, costs that line (which is answered with why) and is replaced.
 */
export class Pool {
  private readonly waiting: Task[] = [];
  private readonly idle: Worker[] = [];
  private readonly workers = new Map<Worker, Task | null>();
  private closing = false;

  private readonly options: PoolOptions;

  constructor(options: PoolOptions) {
    this.options = options;
  }

  /** The answer to a line, as JSON. Never rejects. */
  run(line: string, number: number): Promise<string> {
    return new Promise((done) => {
      this.waiting.push({ line, number, done });
      this.next();
    });
  }

  async close(): Promise<void> {
    this.closing = true;
    await Promise.all([...this.workers.keys()].map((worker) => worker.terminate()));
  }

  private next(): void {
    if (!this.waiting.length) return;
    const worker = this.idle.pop() ?? (this.workers.size < this.options.jobs ? this.start() : undefined);
    if (!worker) return;
    const task = this.waiting.shift() as Task;
    const { patience = 60_000 } = this.options;
    const { line, number, done } = task;
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
    const fail = (reason: string) => end(JSON.stringify(refusal(number, reason)), false);
    const timer = setTimeout(() => fail(`not done after ${patience / 1000} s`), patience);
    worker.removeAllListeners();
    worker.once('message', (answer: string) => end(answer, true));
    worker.once('error', (error) => fail(`the worker failed: ${error.message}`));
    worker.once('exit', (code) => fail(`the worker ended with ${code}`));
    this.workers.set(worker, task);
    worker.postMessage({ line, number });
  }

  private start(): Worker {
    const { script = new URL('./worker.ts', import.meta.url), packs } = this.options;
    const worker = new Worker(script, { workerData: { packs } });
    this.workers.set(worker, null);
    return worker;
  }
}
