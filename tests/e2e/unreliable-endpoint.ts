import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startEndpoint } from '../../cli/start/endpoint.ts';
import type { Complaint, Decision, Status } from '../../utils/notices/interface.ts';

/**
 * The reference endpoint behind a front that can fail in the ways networks and servers do:
 * `lost` drops the connection before the request is heard, `unanswered` after the endpoint has answered,
 * `busy` says 503, `lying` says 201 with something that is no receipt, `refusing` says 422, `down` hears nothing at all.
 */
export type Mood = 'fine' | 'lost' | 'unanswered' | 'busy' | 'lying' | 'refusing' | 'down';

export interface UnreliableEndpoint {
  url: string;
  mood: Mood;
  /** Notices sent to it, heard or not. */
  attempts: number;
  /** How many notices the endpoint behind it stored (201). */
  stored: number;
  /** The bytes of each of them, by the notice's id, as often as it was stored. */
  notices: Map<string, string[]>;
  /** How many it already had (200). */
  repeated: number;
  /** The decision on every notice, answered in place of the endpoint behind it; null: that one answers. */
  decision: Decision | null;
  /** The complaints it took, by the id of the notice's receipt. */
  complaints: Map<string, Complaint>;
  /** The ids of the notices it was asked to erase the notifier of. */
  erased: Set<string>;
  /** The answer to every complaint; null: none yet. */
  complaintDecision: Decision | null;
  close(): Promise<void>;
}

const cors = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, content-type, idempotency-key',
  'access-control-allow-methods': 'GET, POST, PUT, DELETE',
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
    notices: new Map(),
    decision: null,
    complaints: new Map(),
    erased: new Set(),
    complaintDecision: null,
    async close() {
      server.closeAllConnections();
      server.close();
      await behind.close();
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await read(request);
    const handedIn = request.method === 'POST';
    const notice = handedIn && request.url === '/v1/notices';
    if (notice) endpoint.attempts += 1;
    if (endpoint.mood === 'down' || (handedIn && endpoint.mood === 'lost'))
      return void request.socket.destroy();
    if (request.method === 'OPTIONS') return void response.writeHead(204, cors).end();
    const instead = handedIn ? canned[endpoint.mood] : decided(request);
    if (instead)
      return void response
        .writeHead(instead.status, { ...cors, 'content-type': 'application/json' })
        .end(JSON.stringify(instead.body));
    const erase =
      request.method === 'DELETE' && /^\/v1\/notices\/([\w-]+)\/notifier$/.exec(request.url ?? '')?.[1];
    if (erase) {
      endpoint.erased.add(erase);
      return void response.writeHead(204, cors).end();
    }
    const complaint = handedIn && /^\/v1\/notices\/([\w-]+)\/complaints$/.exec(request.url ?? '')?.[1];
    if (complaint && endpoint.decision) {
      const known = endpoint.complaints.get(complaint);
      const given = known ?? (JSON.parse(String(body)) as Complaint);
      endpoint.complaints.set(complaint, given);
      if (endpoint.mood === 'unanswered') return void request.socket.destroy();
      const receipt = { id: given.id, receivedAt: given.createdAt, next: 'It is examined anew.' };
      return void response
        .writeHead(known ? 200 : 201, { ...cors, 'content-type': 'application/json' })
        .end(JSON.stringify(receipt));
    }
    const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers;
    const real = await fetch(behind.url + request.url, {
      method: request.method,
      headers: headers as Record<string, string>,
      body: body.length > 0 ? body.toString() : undefined,
    });
    if (notice && real.status === 201) {
      endpoint.stored += 1;
      const { id } = JSON.parse(String(body)) as { id: string };
      endpoint.notices.set(id, [...(endpoint.notices.get(id) ?? []), String(body)]);
    }
    if (notice && real.status === 200) endpoint.repeated += 1;
    if (notice && endpoint.mood === 'unanswered') return void request.socket.destroy();
    for (const [name, value] of real.headers) response.setHeader(name, value);
    response.statusCode = real.status;
    response.end(Buffer.from(await real.arrayBuffer()));
  }

  /** The status of a notice that is decided on. */
  function decided(request: IncomingMessage): { status: number; body: Status } | undefined {
    const id = /^\/v1\/notices\/([\w-]+)$/.exec(request.url ?? '')?.[1];
    const { decision, complaintDecision } = endpoint;
    if (request.method !== 'GET' || !id || !decision) return;
    const complaint = endpoint.complaints.get(id);
    return {
      status: 200,
      body: {
        ...{ id, number: `${id.slice(0, 4)}-${id.slice(4, 8)}`, next: 'It is examined.', askAgainAfter: 60 },
        ...{ receivedAt: decision.decidedAt, updatedAt: decision.decidedAt, decision },
        state: complaint ? (complaintDecision ? 'closed' : 'complained') : 'decided',
        complaint: complaint
          ? { id: complaint.id, receivedAt: complaint.createdAt, decision: complaintDecision }
          : null,
      },
    };
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
