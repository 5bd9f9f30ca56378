import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { end, remove, start, temporaryFolder } from '../../tests/browsers/processes.ts';

/** The reference endpoint as a process of its own. */
export interface RunningEndpoint {
  /** Base address, as it is given to the extension: "http://127.0.0.1:40123". */
  url: string;
  /** The settings it runs with, for what else is to work on the same data. */
  settings: Record<string, string>;
  /** Stops the process; its data stays. */
  stop(): Promise<void>;
  /** Starts it again, on the same port and the same data. */
  restart(): Promise<void>;
  /** Stops it for good and removes its data. */
  close(): Promise<void>;
}

const server = join(import.meta.dirname, '../../endpoint/server.ts');

/** Starts the reference endpoint on a free port, with its data in a temporary folder and further settings if need be. */
export async function startEndpoint(further: Record<string, string> = {}): Promise<RunningEndpoint> {
  const folder = temporaryFolder('endpoint');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const settings = { PORT: String(port), DATA_DIR: folder, ...further };
  const launch = async () => {
    const child = start(process.execPath, [server], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, ...settings },
    });
    for (const deadline = Date.now() + 20_000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
      const up = await fetch(`${url}/openapi.json`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (up) return child;
      if (child.exitCode === null && Date.now() < deadline) continue;
      await end(child);
      throw new Error('the endpoint did not start');
    }
  };
  let running = await launch().catch(async (error: unknown) => {
    await remove(folder);
    throw error;
  });
  return {
    url,
    settings,
    stop: () => end(running),
    async restart() {
      running = await launch();
    },
    async close() {
      await end(running);
      await remove(folder);
    },
  };
}

/** A port nobody listens on now. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
