import { expect, test } from 'vitest';
import { hashPassword, isPassword, newPassword } from './passwords.ts';

test('a password is known again by its hash, and no other is', async () => {
  const hash = await hashPassword('correct horse battery');
  expect(hash).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
  expect(await hashPassword('correct horse battery')).not.toBe(hash);
  expect(await isPassword('correct horse battery', hash)).toBe(true);
  // The same letters typed on another keyboard: composed and decomposed.
  expect(await isPassword('pa\u0308ssword-long', await hashPassword('p\u00e4ssword-long'))).toBe(true);
  for (const wrong of ['', 'Correct horse battery', 'x'.repeat(1e6)])
    expect(await isPassword(wrong, hash)).toBe(false);
  for (const anything of ['', 'A']) expect(await isPassword(anything, null)).toBe(false);
});

test('asking for somebody who is not there takes as long', async () => {
  const hash = await hashPassword('correct horse battery');
  const took = async (whose: string | null) => {
    const times: number[] = [];
    for (let n = 0; n < 3; n++) {
      const begun = performance.now();
      await isPassword('wrong', whose);
      times.push(performance.now() - begun);
    }
    return times.toSorted((a, b) => a - b)[1] ?? 0;
  };
  const [there, nobody] = [await took(hash), await took(null)];
  expect(nobody / there).toBeGreaterThan(0.5);
  expect(nobody / there).toBeLessThan(2);
});

test('generated passwords differ and can be read out', () => {
  const many = new Set(Array.from({ length: 1_000 }, newPassword));
  expect(many.size).toBe(1_000);
  for (const password of many) expect(password).toMatch(/^[0-9a-hjkmnp-tv-z]{6}(-[0-9a-hjkmnp-tv-z]{6}){3}$/);
});
