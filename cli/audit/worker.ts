import { parentPort, workerData } from 'node:worker_threads';
import { compilePacks } from '../../utils/packs/compile.ts';
import type { Pack } from '../../utils/packs/pack.ts';
import { answer, refusal } from './answer.ts';

const packs = workerData.packs && compilePacks(workerData.packs as Pack[]);

parentPort?.on('message', ({ line, number }: { line: string; number: number }) => {
  const result = answer(line, number, packs);
  let text: string;
  try {
    text = JSON.stringify(result);
  } catch (error) {
    // An id nested too deep to be written.
    text = JSON.stringify(refusal(number, (error as Error).message));
  }
  parentPort?.postMessage(text);
});
