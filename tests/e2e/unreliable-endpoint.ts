import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startEndpoint } from '../../cli/start/endpoint.ts';

/**
 * The reference endpoint behind a front that can fail in the ways networks and servers do:
 * `lost` drops the connection before the request is heard, `unanswered` after the endpoint has answered,
 * `busy` says 503, `lying` says 201 with something that is no receipt, `refusing` says 422.
 */
export type Mood = 'fine' | 'lost' | 'unanswered' | 'busy' | 'lying' | 'refusing';

export interface UnreliableEndpoint {
  url: string;
  mood: Mood;
  /** Notices sent to it, heard or not. */
  attempts: number;
  /** How many notices the endpoint behind it stored (201). */
  stored: number;
  /** How many it already had (200). */
  repeated: number;
  close(): Promise<void>;
}

const cors = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': '*',
  'access-control-allow-methods': '*',
};

const canned: Partial<Record<Mood, { status: number; body: unknown }>> = {
  busy: { status: 503, body: { title: 'Down for maintenance' } },
  lying: { status: 201, body: { thanks: true, number: 'A1B2-C3D4' } },
  refusing: {
    status: 422,
    body: { title: 'Not a notice', errors: [{ path: 'explanation', message: 'says too little' }] },
  },
};

export async function startUnreliableEndpoint(): Promise<UnreliableEndpoint> {
  const behind = await startEndpoint();
  const endpoint: UnreliableEndpoint = {
    url: '',
    mood: 'fine',
    attempts: 0,
    stored: 0,
    repeated: 0,
    async close() {
      server.closeAllConnections();
      server.close();
      await behind.close();
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await read(request);
    const notice = request.method === 'POST';
    if (notice) endpoint.attempts += 1;
    if (notice && endpoint.mood === 'lost') return void request.socket.destroy();
    const instead = notice ? canned[endpoint.mood] : undefined;
    if (instead)
      return void response
        .writeHead(instead.status, { ...cors, 'content-type': 'application/json' })
        .end(JSON.stringify(instead.body));
    const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers;
    const real = await fetch(behind.url + request.url, {
      method: request.method,
      headers: headers as Record<string, string>,
      body: body.length > 0 ? body.toString() : undefined,
    });
    if (notice && real.status === 201) endpoint.stored += 1;
    if (notice && real.status === 200) endpoint.repeated += 1;
    if (notice && endpoint.mood === 'unanswered') return void request.socket.destroy();
    for (const [name, value] of real.headers) response.setHeader(name, value);
    response.statusCode = real.status;
    response.end(Buffer.from(await real.arrayBuffer()));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return endpoint;
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
