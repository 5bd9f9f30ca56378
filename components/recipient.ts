import type { Channel } from '../utils/notices/outbox-entry.ts';

/** Where a notice goes or went, as people say it. */
export function recipient({ channel }: { channel: Channel }): string {
  switch (channel.kind) {
    case 'endpoint':
      return new URL(channel.base).host;
    case 'form':
      return channel.marketplace;
    case 'email':
      return channel.address;
  }
}
