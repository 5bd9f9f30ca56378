import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { onEachDatabase } from '../tests/servers/each-database.ts';
import { sampleNotice } from '../utils/notices/sample-notice.ts';
import { addFlagger, revokeFlagger } from './flaggers.ts';
import { memoryLimits } from './limits.ts';
import { openTestEndpoint, type TestEndpoint } from './test-endpoint.ts';

let last = 0;
const fresh = () => sampleNotice({ id: `5f0c2f0e-3b53-4d0e-9d7a-${String(++last).padStart(12, '0')}` });

describe('memoryLimits', () => {
  test('holds an hour’s worth and fills up again steadily', async () => {
    let now = 1_800_000_000_000;
    const limits = memoryLimits(() => now);
    const takeAll = async () => {
      let taken = 0;
      while ((await limits.take('a', 60)) === 0) taken += 1;
      return taken;
    };
    expect(await takeAll()).toBe(60);
    expect(await limits.take('a', 60)).toBe(60);
    expect(await limits.take('b', 60)).toBe(0);
    now += 59_000;
    expect(await limits.take('a', 60)).toBe(1);
    now += 1_000;
    expect(await takeAll()).toBe(1);
    now += 10 * 60_000;
    expect(await takeAll()).toBe(10);
    now += 24 * 3_600_000;
    expect(await takeAll()).toBe(60);
  });
});

onEachDatabase('limits', (emptyDatabase) => {
  let url: string | undefined;
  let at: TestEndpoint;
  const open = async (settings: Record<string, string>) => {
    url = await emptyDatabase();
    at = await openTestEndpoint(url, settings);
  };
  afterEach(() => at.close());

  describe('of notices', () => {
    beforeEach(() => open({ NOTICES_PER_HOUR: '3' }));

    test('429 with Retry-After past an hour’s worth; others are not in the way', async () => {
      const statuses = async (n: number, peer: string) => {
        const answers = await Promise.all(Array.from({ length: n }, () => at.post(fresh(), {}, peer)));
        return answers.map(({ status }) => status).sort();
      };
      expect(await statuses(5, '192.0.2.7')).toEqual([201, 201, 201, 429, 429]);
      const refused = await at.post(fresh(), {}, '192.0.2.7');
      expect(refused.status).toBe(429);
      const wait = Number(refused.headers.get('retry-after'));
      expect(wait).toBeGreaterThan(1_100);
      expect(wait).toBeLessThanOrEqual(1_200);
      expect(await refused.json()).toMatchObject({
        problem: expect.stringContaining('try again'),
        fields: [],
      });
      expect(await statuses(1, '192.0.2.8')).toEqual([201]);
      expect(await at.count()).toBe(4);
    });

    test('64 bits of IPv6 are one address, and IPv4 within IPv6 is IPv4', async () => {
      const status = async (peer: string) => (await at.post(fresh(), {}, peer)).status;
      for (const peer of ['2001:db8:1:2::1', '2001:db8:1:2:ffff::2', '2001:0db8:0001:0002::3'])
        expect(await status(peer)).toBe(201);
      expect(await status('2001:db8:1:2::4')).toBe(429);
      expect(await status('2001:db8:1:3::1')).toBe(201);
      for (const peer of ['::ffff:192.0.2.9', '192.0.2.9', '::ffff:192.0.2.9'])
        expect(await status(peer)).toBe(201);
      expect(await status('192.0.2.9')).toBe(429);
    });

    test('X-Forwarded-For of a stranger is not believed', async () => {
      const answers = await Promise.all(
        Array.from({ length: 5 }, (_, n) => at.post(fresh(), { 'x-forwarded-for': `198.51.100.${n}` })),
      );
      expect(answers.filter(({ status }) => status === 429)).toHaveLength(2);
    });

    test('a notice that is not complete costs none', async () => {
      for (let n = 0; n < 5; n++) expect((await at.post({ ...fresh(), law: 1 })).status).toBe(422);
      expect((await at.post(fresh())).status).toBe(201);
    });
  });

  test('X-Forwarded-For of our own proxies is, from the right, past all of them', async () => {
    await open({ NOTICES_PER_HOUR: '1', TRUSTED_PROXIES: '10.0.0.0/8, 2001:db8:f::/48' });
    const status = async (forwardedFor: string, peer: string) =>
      (await at.post(fresh(), { 'x-forwarded-for': forwardedFor }, peer)).status;
    expect(await status('198.51.100.1', '10.1.2.3')).toBe(201);
    expect(await status('203.0.113.5, 198.51.100.1', '10.1.2.3')).toBe(429);
    expect(await status('198.51.100.1, 10.9.9.9', '2001:db8:f::1')).toBe(429);
    expect(await status('198.51.100.2', '10.1.2.3')).toBe(201);
    expect(await status('198.51.100.2', '192.0.2.1')).toBe(201);
    expect(await status('nonsense', '10.1.2.3')).toBe(201);
    expect(await status('nonsense', '10.1.2.3')).toBe(429);
  });

  test('of requests of any kind', async () => {
    await open({ REQUESTS_PER_MINUTE: '1' });
    const asked = await Promise.all(Array.from({ length: 70 }, () => at.ask('/v1/notices/x')));
    expect(asked.filter(({ status }) => status === 404)).toHaveLength(60);
    expect(asked.filter(({ status }) => status === 429)).toHaveLength(10);
    expect((await at.ask('/')).status).toBe(200);
  });

  describe('trusted flaggers', () => {
    test('have their own measure and go first; a token nobody has is refused', async () => {
      await open({ NOTICES_PER_HOUR: '1', REQUESTS_PER_MINUTE: '1' });
      const { database } = at.endpoint;
      const { id, token } = await addFlagger(database, { name: 'Watch', noticesPerHour: 80, priority: 5 });
      const authorization = `Bearer ${token}`;
      const answers = [];
      for (let n = 0; n < 82; n++) answers.push((await at.post(fresh(), { authorization })).status);
      expect(answers.filter((status) => status === 201)).toHaveLength(80);
      expect(answers.filter((status) => status === 429)).toHaveLength(2);
      const row = await database.db.selectFrom('notices').selectAll().executeTakeFirstOrThrow();
      expect(row).toMatchObject({ priority: 5, token: id });
      for (const wrong of ['Bearer x', `Basic ${token}`, `Bearer ${token}x`, 'Bearer', "Bearer ' OR 1=1"]) {
        const refused = await at.post(fresh(), { authorization: wrong });
        expect(refused.status).toBe(401);
        expect(refused.headers.get('www-authenticate')).toBe('Bearer');
      }
      const tables = JSON.stringify(await database.db.selectFrom('tokens').selectAll().execute());
      expect(tables).not.toContain(token);
    });

    test('a token taken back is nobody’s', async () => {
      await open({});
      const { id, token } = await addFlagger(at.endpoint.database, { name: 'Watch', noticesPerHour: 80 });
      expect(await revokeFlagger(at.endpoint.database, id)).toBe(true);
      expect(await revokeFlagger(at.endpoint.database, id)).toBe(false);
      expect((await at.post(fresh(), { authorization: `Bearer ${token}` })).status).toBe(401);
    });
  });

  test('of one PostgreSQL are shared by its processes and survive them; of SQLite they are each process’s own', async () => {
    await open({ NOTICES_PER_HOUR: '4' });
    const other = await openTestEndpoint(url, { NOTICES_PER_HOUR: '4' }, at.directory);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => (n % 2 ? at : other).post(fresh())),
    );
    await other.endpoint.close();
    await at.endpoint.close();
    at = await openTestEndpoint(url, { NOTICES_PER_HOUR: '4' }, at.directory);
    const taken = answers.filter(({ status }) => status === 201).length;
    expect(taken).toBe(url ? 4 : 8);
    expect((await at.post(fresh())).status).toBe(url ? 429 : 201);
  });
});
