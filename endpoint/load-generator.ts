import { hash, randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { createHistogram } from 'node:perf_hooks';
import { noticeBytes } from '../utils/notices/notice.ts';
import { sampleNotice } from '../utils/notices/sample-notice.ts';

/**
 * The other end of `load.ts`, a process of its own: sends notices, each one another, over connections that stay open,
 * one at a time on each. What to do is its argument (a `Task` as JSON), what came of it (a `Load` as JSON) is on stdout.
 * Bare sockets: a client that costs as much as the server would measure itself.
 */
export interface Task {
  base: string;
  token: string;
  seconds: number;
  connections: number;
  /** Notices a second; without it the next one is sent as soon as there is an answer. */
  rate?: number;
}

export interface Load {
  /** Bytes of a notice. */
  bytes: number;
  /** Answered with a receipt for the very bytes that were sent, each receipt another one. */
  acknowledged: number;
  /** Answered with anything else, or not at all. */
  refused: number;
  /** From the first turn to the last answer. */
  seconds: number;
  /**
   * Milliseconds from when a notice was to be sent to its receipt. At a rate that is the time of its turn, also where no
   * connection was free: a server that keeps everybody waiting does not slow down what measures it.
   */
  p50: number;
  p99: number;
  max: number;
  /** Processor time of this process, in seconds. */
  processor: number;
}

const ID = '5f0c2f0e-3b53-4d0e-9d7a-2f4f7f0a1c11';
const NOTICE = noticeBytes(
  sampleNotice({
    id: ID,
    explanation:
      'The title offers “sildenafil 100 mg”, a medicine that only a pharmacy may sell online. '.repeat(20),
    evidence: Array.from({ length: 5 }, (_, n) => ({
      listing: 0,
      rule: 'medicines.prescription-only',
      field: 'title',
      text: `sildenafil 100 mg, ${n}`,
    })),
  }),
);

/** How long answers are waited for once nothing more is sent, in milliseconds. */
const LAST_MS = 10_000;

/** A request of which only the notice's id changes, in both places where it stands. */
function requests(base: string, token: string): () => { request: Buffer; sha256(): string } {
  const head = [
    'POST /v1/notices HTTP/1.1',
    `host: ${new URL(base).host}`,
    `authorization: Bearer ${token}`,
    `idempotency-key: ${ID}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(NOTICE)}\r\n\r\n`,
  ].join('\r\n');
  const template = Buffer.from(head + NOTICE);
  const places = [template.indexOf(ID), template.lastIndexOf(ID)];
  return () => {
    const request = Buffer.from(template);
    const id = randomUUID();
    for (const place of places) request.write(id, place, 'latin1');
    return { request, sha256: () => hash('sha256', request.subarray(head.length)) };
  };
}

/** Resolves with a function that sends a request and hands over its answer; undefined once the connection is gone. */
async function connection(base: string): Promise<(request: Buffer, done: (answer?: string) => void) => void> {
  const { hostname, port } = new URL(base);
  const socket = await new Promise<Socket>((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true }, () => resolve(socket));
    socket.on('error', reject);
  });
  let text = '';
  let waiting: ((answer?: string) => void) | undefined;
  const hand = (answer?: string) => {
    const done = waiting;
    waiting = undefined;
    text = '';
    done?.(answer);
  };
  socket.setEncoding('latin1');
  socket.on('data', (part) => {
    text += part;
    const body = text.indexOf('\r\n\r\n') + 4;
    const [, length] = /\r\ncontent-length: (\d+)/i.exec(text) ?? [];
    if (body >= 4 && text.length >= body + Number(length)) hand(text);
  });
  socket.on('close', () => hand());
  return (request, done) => {
    if (socket.destroyed) return done();
    waiting = done;
    socket.write(request);
  };
}

async function generate({ base, token, seconds, connections, rate }: Task): Promise<Load> {
  const next = requests(base, token);
  const idle = await Promise.all(Array.from({ length: connections }, () => connection(base)));
  const latencies = createHistogram();
  const receipts = new Set<string>();
  const before = process.cpuUsage();
  const began = performance.now();
  const until = began + seconds * 1_000;
  let [sent, answered, ended] = [0, 0, began];
  /** When the next notice is to be sent. */
  const turn = () => (rate ? began + (sent * 1_000) / rate : performance.now());

  function sendDue(): void {
    for (let due = turn(); due < until && due <= performance.now(); due = turn()) {
      const ask = idle.shift();
      if (!ask) return;
      send(ask, due);
    }
  }
  function send(ask: (typeof idle)[number], due: number): void {
    const { request, sha256 } = next();
    sent += 1;
    ask(request, (answer) => {
      answered += 1;
      ended = performance.now();
      latencies.record(Math.max(1, Math.round((ended - due) * 1_000)));
      if (answer === undefined) return;
      if (answer.startsWith('HTTP/1.1 201 ')) {
        const receipt = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')));
        if (receipt.sha256 === sha256()) receipts.add(receipt.id);
      }
      idle.push(ask);
      sendDue();
    });
  }

  sendDue();
  const clock = rate && setInterval(sendDue, 1);
  while ((turn() < until || answered < sent) && performance.now() < until + LAST_MS)
    await new Promise((resolve) => setTimeout(resolve, 20));
  clearInterval(clock);
  const { user, system } = process.cpuUsage(before);
  const milliseconds = (share: number) => latencies.percentile(share) / 1_000;
  return {
    bytes: Buffer.byteLength(NOTICE),
    acknowledged: receipts.size,
    refused: Math.max(sent, (rate ?? 0) * seconds) - receipts.size,
    seconds: (ended - began) / 1_000,
    p50: milliseconds(50),
    p99: milliseconds(99),
    max: latencies.max / 1_000,
    processor: (user + system) / 1e6,
  };
}

const load = await generate(JSON.parse(process.argv[2] ?? ''));
process.stdout.write(JSON.stringify(load), () => process.exit(0));
