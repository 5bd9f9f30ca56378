import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { createApp } from './app.ts';
import { type Configuration, configurationFrom } from './configuration.ts';
import { type Endpoint, openEndpoint } from './endpoint.ts';
import { log, loggable } from './log.ts';
import { metricsServer } from './metrics.ts';

/**
 * The reference endpoint as a process: `npm run endpoint`, with the settings of docs/endpoint.md. Ends 2 on bad
 * settings, 1 when it cannot run, 0 when told to stop (SIGTERM, SIGINT), after answering what it has begun.
 */

/** How long the head of a request may take, the whole of it (a file over a slow line), and a stop, in milliseconds. */
const HEAD_MS = 10_000;
const REQUEST_MS = 120_000;
const STOP_MS = 10_000;
/** How often slow requests are looked for, in milliseconds. */
const LOOK_MS = 1_000;
const CONNECTIONS_MAX = 5_000;

function end(status: number, message: string): never {
  console.error(message);
  process.exit(status);
}

function configured(): Configuration {
  try {
    return configurationFrom(process.env);
  } catch (error) {
    end(2, (error as Error).message);
  }
}

async function opened(configuration: Configuration): Promise<Endpoint> {
  try {
    return await openEndpoint(configuration);
  } catch (error) {
    end(1, `The notices cannot be kept in ${configuration.directory}: ${loggable(error)}`);
  }
}

const configuration = configured();
const endpoint = await opened(configuration);
const { host, port, metrics } = configuration;
const servers: Server[] = [];

function listen(server: Server, port: number, host: string, say: (address: string) => void): void {
  servers.push(server);
  server.on('error', (error) => end(1, `Cannot listen on ${host}:${port}: ${error.message}`));
  server.listen(port, host, () => {
    const address = server.address();
    if (address === null || typeof address === 'string') return;
    const name = address.address.includes(':') ? `[${address.address}]` : address.address;
    say(`http://${name}:${address.port}`);
  });
}

const app = createApp(endpoint);
const server = createAdaptorServer({
  fetch: app.fetch,
  serverOptions: {
    headersTimeout: HEAD_MS,
    requestTimeout: REQUEST_MS,
    connectionsCheckingInterval: LOOK_MS,
  },
}) as Server;
server.maxConnections = CONNECTIONS_MAX;
listen(server, port, host, (address) => {
  const where = configuration.databaseUrl ? 'in PostgreSQL' : `in ${configuration.directory}`;
  console.log(`Notices are taken at ${address}/v1/notices and kept ${where}`);
});
if (metrics)
  listen(metricsServer(endpoint.metrics), metrics.port, metrics.host, (address) =>
    console.log(`Metrics are at ${address}/metrics`),
  );

async function stop(signal: string): Promise<void> {
  if (endpoint.stopping) return;
  endpoint.stopping = true;
  log('stopping', { signal });
  setTimeout(() => end(1, 'Stopped without waiting any longer for requests under way'), STOP_MS).unref();
  // A connection is closed once its answer is sent, not when its client tires of it.
  const close = setInterval(() => server.closeIdleConnections(), 50);
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  clearInterval(close);
  await endpoint.close();
  log('stopped');
  process.exit(0);
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
