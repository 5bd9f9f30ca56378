import { createServer, type Server } from 'node:http';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What the process counts, in the words and units of Prometheus; no personal data, and routes instead of addresses. */
export interface Metrics {
  registry: Registry;
  /** One request was answered. */
  answered(method: string, route: string, status: number, seconds: number): void;
  /** One transaction stored this many notices. */
  batched(size: number, seconds: number): void;
  /** A notice was taken, was there before, or was another one. */
  taken(what: 'stored' | 'repeated' | 'conflict'): void;
  limited(bucket: 'notices' | 'requests'): void;
}

/** `waiting` says how many notices wait for their turn at the database. */
export function createMetrics(waiting: () => number): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'From the head of a request to its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const notices = new Counter({
    name: 'notices_total',
    help: 'Complete notices by what became of them at the door',
    labelNames: ['outcome'],
    registers,
  });
  const sizes = new Histogram({
    name: 'notices_per_transaction',
    help: 'Notices written in one transaction',
    buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
    registers,
  });
  const commits = new Histogram({
    name: 'notices_transaction_seconds',
    help: 'Time of one such transaction, the wait for the disk included',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
    registers,
  });
  const limited = new Counter({
    name: 'limited_total',
    help: 'Requests refused because of a limit',
    labelNames: ['limit'],
    registers,
  });
  new Gauge({
    name: 'notices_waiting',
    help: 'Notices that wait for their turn at the database',
    registers,
    collect() {
      this.set(waiting());
    },
  });
  return {
    registry,
    answered: (method, route, status, seconds) =>
      requests.labels(method, route, String(status)).observe(seconds),
    batched(size, seconds) {
      sizes.observe(size);
      commits.observe(seconds);
    },
    taken: (outcome) => notices.labels(outcome).inc(),
    limited: (limit) => limited.labels(limit).inc(),
  };
}

/** Answers GET /metrics, and nothing else, for Prometheus; apart from the endpoint's own port. */
export function metricsServer({ registry }: Metrics): Server {
  return createServer(async (request, response) => {
    const asked = request.method === 'GET' && request.url === '/metrics';
    if (!asked) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': registry.contentType }).end(await registry.metrics());
  });
}
