import { remove, temporaryFolder } from '../tests/browsers/processes.ts';
import type { Receipt } from '../utils/notices/interface.ts';
import { type Notice, noticeBytes } from '../utils/notices/notice.ts';
import { createApp } from './app.ts';
import { configurationFrom } from './configuration.ts';
import { type Endpoint, openEndpoint } from './endpoint.ts';

/** An endpoint in a temporary folder, and its application without a socket; for tests. */
export interface TestEndpoint {
  endpoint: Endpoint;
  directory: string;
  /** Asks the application, as from the address given in `peer`. */
  ask(path: string, init?: RequestInit, peer?: string): Promise<Response>;
  /** Sends a notice, or anything else, to POST /v1/notices. */
  post(body: unknown, headers?: Record<string, string | undefined>, peer?: string): Promise<Response>;
  /** Sends a notice that must be taken, and gives its receipt. */
  receipt(notice: Notice): Promise<Receipt>;
  /** How many notices there are. */
  count(): Promise<number>;
  close(): Promise<void>;
}

/** Opens one. `directory` of another shares its key and, on SQLite, its database. */
export async function openTestEndpoint(
  databaseUrl: string | undefined,
  settings: Record<string, string> = {},
  directory = temporaryFolder('endpoint'),
): Promise<TestEndpoint> {
  const endpoint = await openEndpoint(
    configurationFrom({
      NOTICES_PER_HOUR: '100000',
      REQUESTS_PER_MINUTE: '100000',
      ...settings,
      DATA_DIR: directory,
      DATABASE_URL: databaseUrl,
    }),
  );
  const app = createApp(endpoint, {
    async assertPublicAddress(url) {
      if (new URL(url).hostname.endsWith('.internal')) throw new Error('is inside');
    },
  });
  const ask: TestEndpoint['ask'] = async (path, init = {}, peer = '192.0.2.1') =>
    app.request(path, init, { incoming: { socket: { remoteAddress: peer } } });
  const post: TestEndpoint['post'] = (body, headers = {}, peer) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const id = typeof body === 'object' && body !== null && 'id' in body ? String(body.id) : undefined;
    const all = { 'content-type': 'application/json', 'idempotency-key': id, ...headers };
    const given = Object.entries(all).filter((header): header is [string, string] => header[1] !== undefined);
    return ask('/v1/notices', { method: 'POST', body: text, headers: given }, peer);
  };
  return {
    endpoint,
    directory,
    ask,
    post,
    async receipt(notice) {
      const response = await post(noticeBytes(notice), { 'idempotency-key': notice.id });
      if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
      return (await response.json()) as Receipt;
    },
    async count() {
      const { count } = await endpoint.database.db
        .selectFrom('notices')
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    async close() {
      await endpoint.close();
      await remove(directory);
    },
  };
}
