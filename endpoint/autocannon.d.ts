/** As much of autocannon 9 as `load.ts` uses; it comes without types. */
declare module 'autocannon' {
  interface Request {
    method: string;
    path: string;
    headers?: Record<string, string>;
    body?: string;
    setupRequest?(request: Request): Request;
  }
  interface Result {
    latency: { p50: number; p99: number };
    requests: { average: number };
    '2xx': number;
    non2xx: number;
    errors: number;
  }
  export default function autocannon(options: {
    url: string;
    connections: number;
    duration: number;
    /** Requests a second of all connections together. */
    overallRate?: number;
    requests: Request[];
  }): Promise<Result>;
}
