import { parentPort, workerData } from 'node:worker_threads';
import { compilePacks } from '../../utils/packs/compile.ts';
import { bundledLists } from '../packs-from-disk.ts';
import { type AuditOptions, answer, refusal } from './answer.ts';
import type { Task, WorkerOptions } from './pool.ts';

const { packs, url } = workerData as WorkerOptions;
const options: AuditOptions = packs
  ? { packs: compilePacks(packs), lists: bundledLists(), url }
  : { packs: null, url };

parentPort?.on('message', ({ input, where }: Task) => {
  const result = answer(input, where, options);
  let text: string;
  try {
    text = JSON.stringify(result);
  } catch (error) {
    // An id nested too deep to be written.
    text = JSON.stringify(refusal(where, (error as Error).message));
  }
  parentPort?.postMessage(text);
});
