import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import { openPrepared } from './prepared.ts';

let name = '';
let count = 0;
beforeEach(() => {
  name = `prepared-${count++}`;
});
const some = { bytes: new Uint8Array([1, 2, 3]).buffer, problems: ['own rules: x'] };

describe('prepared packs', () => {
  test('are there for the next worker', async () => {
    await openPrepared('1', name).keeper()(some);
    const kept = await openPrepared('1', name).get();
    expect(new Uint8Array(kept?.bytes ?? new ArrayBuffer(0))).toEqual(new Uint8Array([1, 2, 3]));
    expect(kept?.problems).toEqual(some.problems);
  });

  test('of another version of the extension are not opened', async () => {
    await openPrepared('1', name).keeper()(some);
    expect(await openPrepared('2', name).get()).toBeNull();
  });

  test('are gone once forgotten, also those that were being made meanwhile', async () => {
    const prepared = openPrepared('1', name);
    await prepared.keeper()(some);
    const late = prepared.keeper();
    await prepared.forget();
    expect(await prepared.get()).toBeNull();
    await late(some);
    expect(await prepared.get()).toBeNull();
    await prepared.keeper()(some);
    expect(await prepared.get()).not.toBeNull();
  });

  test('without a database nothing is kept and nothing thrown', async () => {
    const { open } = indexedDB;
    indexedDB.open = () => {
      throw new Error('no storage');
    };
    try {
      const prepared = openPrepared('1', name);
      await prepared.keeper()(some);
      await prepared.forget();
      expect(await prepared.get()).toBeNull();
    } finally {
      indexedDB.open = open;
    }
  });
});
