import { afterEach, beforeEach, expect, test } from 'vitest';
import { onEachDatabase } from '../tests/servers/each-database.ts';
import {
  type Complaint,
  complaintReceiptSchema,
  type Decision,
  type Receipt,
  statusSchema,
} from '../utils/notices/interface.ts';
import { sampleNotice } from '../utils/notices/sample-notice.ts';
import { complaintDeadline } from './complaints.ts';
import { openTestEndpoint, type TestEndpoint } from './test-endpoint.ts';

test('a decision can be complained about for six months, in months however long', () => {
  expect(complaintDeadline('2026-01-15T10:00:00.000Z')).toBe('2026-07-15T10:00:00.000Z');
  expect(complaintDeadline('2026-08-31T10:00:00.000Z') >= '2027-02-28T10:00:00.000Z').toBe(true);
});

const complaint: Complaint = {
  id: '5f0c2f0e-3b53-4d0e-9d7a-2f4f7f0a1c99',
  createdAt: '2026-11-25T10:00:00.000Z',
  explanation: 'The listing is still there and sells the same medicine.',
  language: 'en',
};

onEachDatabase('complaints', (emptyDatabase) => {
  let at: TestEndpoint;
  let receipt: Receipt;
  beforeEach(async () => {
    at = await openTestEndpoint(await emptyDatabase());
    receipt = await at.receipt(sampleNotice());
  });
  afterEach(() => at.close());

  const headers = () => ({ authorization: `Bearer ${receipt.secret}`, 'content-type': 'application/json' });
  const complain = (body: unknown = complaint) =>
    at.ask(`/v1/notices/${receipt.id}/complaints`, {
      method: 'POST',
      headers: headers(),
      body: JSON.stringify(body),
    });
  const status = async () =>
    statusSchema.parse(await (await at.ask(`/v1/notices/${receipt.id}`, { headers: headers() })).json());

  const decision = (decidedAt: string): Decision => ({
    decidedAt,
    outcome: 'not-acted',
    measures: [],
    ground: null,
    groundReference: null,
    reasons: 'Nothing illegal was found.',
    automatedDecision: 'AUTOMATED_DECISION_NOT_AUTOMATED',
    redress: [],
  });
  async function decide(
    about: 'notice' | 'complaint',
    decidedAt = new Date().toISOString(),
  ): Promise<Decision> {
    const decided = decision(decidedAt);
    await at.endpoint.database.write(async ({ tx }) => {
      await tx
        .insertInto('decisions')
        .values({
          notice: receipt.id,
          about,
          decided_at: decidedAt,
          moderator: null,
          content: JSON.stringify(decided),
        })
        .execute();
      const state = about === 'notice' ? 'decided' : 'closed';
      await tx
        .updateTable('notices')
        .set({ state, updated_at: decidedAt })
        .where('id', '=', receipt.id)
        .execute();
    });
    return decided;
  }

  test('only after a decision, once; the same again gives the same receipt', async () => {
    expect((await complain()).status).toBe(409);
    const decided = await decide('notice');
    expect(await status()).toMatchObject({ state: 'decided', decision: decided, complaint: null });
    const first = await complain();
    expect(first.status).toBe(201);
    const given = complaintReceiptSchema.parse(await first.json());
    const again = await complain();
    expect(again.status).toBe(200);
    expect(await again.json()).toEqual(given);
    expect((await complain({ ...complaint, explanation: 'Something else, and long enough.' })).status).toBe(
      409,
    );
    expect((await complain({ ...complaint, id: '5f0c2f0e-3b53-4d0e-9d7a-2f4f7f0a1c98' })).status).toBe(409);
    expect(await status()).toMatchObject({
      state: 'complained',
      complaint: { id: complaint.id, receivedAt: given.receivedAt, decision: null },
    });
    const answered = await decide('complaint');
    expect(await status()).toMatchObject({ state: 'closed', complaint: { decision: answered } });
  });

  test('ten at once are one', async () => {
    await decide('notice');
    const answers = await Promise.all(Array.from({ length: 10 }, () => complain()));
    expect(answers.map((answer) => answer.status).sort()).toEqual([...Array(9).fill(200), 201]);
  });

  test('not after six months; then the notice is closed', async () => {
    await decide('notice', new Date(Date.now() - 185 * 24 * 3_600_000).toISOString());
    expect((await complain()).status).toBe(409);
    expect((await status()).state).toBe('closed');
  });

  test.each([
    [{ ...complaint, explanation: 'No.' }, 'explanation'],
    [{ ...complaint, id: 'x' }, 'id'],
    [{ ...complaint, more: 1 }, 'body'],
    [null, 'body'],
  ])('422 for one that is not complete (%#)', async (body, path) => {
    await decide('notice');
    const response = await complain(body);
    expect(response.status).toBe(422);
    expect((await response.json()).fields[0].path).toBe(path);
  });

  test('webhooks: one per notice, https, not inside; told to nobody else', async () => {
    const put = (url: string) =>
      at.ask(`/v1/notices/${receipt.id}/webhook`, {
        method: 'PUT',
        headers: headers(),
        body: JSON.stringify({ url }),
      });
    for (const url of ['http://shop.example/', 'javascript:1', 'https://db.internal/'])
      expect((await put(url)).status).toBe(422);
    expect((await put('https://hooks.example/1')).status).toBe(204);
    expect((await put('https://hooks.example/2')).status).toBe(204);
    const rows = await at.endpoint.database.db.selectFrom('webhooks').selectAll().execute();
    expect(rows.map(({ url }) => url)).toEqual(['https://hooks.example/2']);
  });
});
