import type { ModeratorAtWork } from '../../tests/servers/moderator.ts';
import { signInModerator } from '../../tests/servers/moderator.ts';
import type { Receipt, Status } from '../../utils/notices/interface.ts';
import type { Notice } from '../../utils/notices/notice.ts';
import { sampleNotice } from '../../utils/notices/sample-notice.ts';
import { openTestEndpoint, type TestEndpoint } from '../test-endpoint.ts';
import { addModerator } from './moderators.ts';

/** Enough to try a sign-in, not to keep a password: the real cost is tried in passwords.test.ts. */
const CHEAP = { N: 2, r: 8, p: 1 };
export const PASSWORD = 'a long password';
/** The pages' own address in tests; not this machine, so that cookies are as over TLS. */
export const BASE = 'https://notices.example';

/** An endpoint with its moderation pages, for tests. */
export interface TestModeration extends TestEndpoint {
  /** Adds a moderator and signs them in; `id` is theirs. */
  moderator(name: string): Promise<ModeratorAtWork & { id: string }>;
  /** Asks as `fetch` would over the network. */
  fetch(url: string, init: RequestInit, peer?: string): Promise<Response>;
  status(receipt: Receipt): Promise<Status>;
}

export async function openTestModeration(
  databaseUrl: string | undefined,
  settings: Record<string, string> = {},
): Promise<TestModeration> {
  const opened = await openTestEndpoint(databaseUrl, settings);
  const fetch: TestModeration['fetch'] = (url, init, peer) => {
    const headers = new Headers(init.headers);
    headers.set('host', new URL(url).host);
    return opened.ask(url, { ...init, headers }, peer);
  };
  return {
    ...opened,
    fetch,
    async moderator(name) {
      const { id } = await addModerator(opened.endpoint.database, { name, password: PASSWORD }, CHEAP);
      return { id, ...(await signInModerator(BASE, { name, password: PASSWORD }, fetch)) };
    },
    async status({ id, secret }) {
      const response = await opened.ask(`/v1/notices/${id}`, {
        headers: { authorization: `Bearer ${secret}` },
      });
      return (await response.json()) as Status;
    },
  };
}

let last = 0;
/** Another notice every time, of the listing with this item id. */
export const noticeOf = (item: string, changes: Partial<Notice> = {}): Notice =>
  sampleNotice({
    id: `5f0c2f0e-3b53-4d0e-9d7a-${String(++last).padStart(12, '0')}`,
    listings: [
      {
        url: `https://www.aliexpress.com/item/${item}.html`,
        marketplace: 'aliexpress',
        id: item,
        title: `Item ${item}`,
        seller: { id: '77', name: 'Blue Store' },
      },
    ],
    ...changes,
  });
