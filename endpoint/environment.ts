import type { IncomingMessage } from 'node:http';
import type { Flagger } from './flaggers.ts';

/** What a request carries through the application. */
export interface Env {
  Bindings: { incoming?: Pick<IncomingMessage, 'socket'> };
  Variables: {
    /** Who asks, as far as limits go: an IPv4 address or the first half of an IPv6 address. */
    subscriber: string;
    /** The trusted flagger whose token came along. */
    flagger: Flagger | null;
    /** The body as it came, where it is JSON. */
    bytes: Uint8Array;
  };
}
