import { resolve } from 'node:path';
import { serve } from '@hono/node-server';
import { createApp } from './app.ts';
import { openStore, type Store } from './store.ts';

/**
 * The reference endpoint as a process: `npm run endpoint`.
 * PORT (8787; 0 takes any free one) · HOST (127.0.0.1) · DATA_DIR (.data). Ends 2 on bad settings, 1 when it
 * cannot run, 0 when told to stop (SIGTERM, SIGINT), after answering what it has begun.
 */
const { PORT = '8787', HOST = '127.0.0.1', DATA_DIR = '.data' } = process.env;

/** How long a client may take to send its request, and a stop may take, in milliseconds. */
const REQUEST_MS = 30_000;
const STOP_MS = 10_000;

function end(status: number, message: string): never {
  console.error(message);
  process.exit(status);
}

if (!/^\d{1,5}$/.test(PORT) || Number(PORT) > 65_535)
  end(2, `PORT must be a number from 0 to 65535, not ${JSON.stringify(PORT)}`);
if (HOST === '') end(2, 'HOST must be an address to listen on, such as 127.0.0.1');
if (DATA_DIR === '') end(2, 'DATA_DIR must be a directory');

function opened(directory: string): Store {
  try {
    return openStore(directory);
  } catch (error) {
    end(1, `The notices cannot be kept in ${directory}: ${(error as Error).message}`);
  }
}

const directory = resolve(DATA_DIR);
const store = opened(directory);
const server = serve(
  {
    fetch: createApp(store).fetch,
    hostname: HOST,
    port: Number(PORT),
    serverOptions: { requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS },
  },
  ({ address, port }) => {
    const host = address.includes(':') ? `[${address}]` : address;
    console.log(`Notices are taken at http://${host}:${port}/v1/notices and kept in ${directory}`);
  },
);
server.on('error', (error) => end(1, `Cannot listen on ${HOST}:${PORT}: ${error.message}`));

function stop(): void {
  server.close(() => {
    store.close();
    process.exit(0);
  });
  setTimeout(() => end(1, 'Stopped without waiting any longer for requests under way'), STOP_MS).unref();
}
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
