import { lamp } from '../shop/goods.ts';
import { addresses } from '../shop/pages.ts';
import { expectAccessible } from './axe.ts';
import { expect, expectOverlay, openAndRead, test } from './fixtures.ts';
import { packFor, startPublisher } from './publisher.ts';

/** A word of the harmless listing's title that the rules here look for. */
const word = lamp.title.split(' ').find((one) => one.length > 3) as string;

test('a publisher is followed, its packs are used, and a bad update changes nothing', async ({ caveat }) => {
  const publisher = await startPublisher();
  try {
    await publisher.publish(1, [packFor('kettles', 1, { lamps: word })]);
    const options = await caveat.screen('options.html');
    await expect.poll(() => options.text()).toMatch(/medicines/i);
    await expectAccessible(options);

    await options.fill(/^address of the packs/i, publisher.url);
    await options.fill(/^root key/i, 'AAAA');
    await options.press(/^follow/i);
    await expect.poll(() => options.has('[aria-invalid=true]')).toBe(true);
    await options.fill(/^root key/i, publisher.rootKey);
    await options.press(/^follow/i);
    await expect.poll(() => options.text()).toMatch(/Kettle Watch.*1 rule added/s);
    await expectAccessible(options);
    await options.resize(1000, 1500);
    await options.screenshot(test.info().outputPath('options.png'));

    const { page } = await openAndRead(caveat, addresses.harmless);
    await expectOverlay(page, /kettle watch knows about lamps/i);

    await publisher.publish(2, [packFor('kettles', 2, { lamps: word, pots: 'pot' })]);
    await options.press(/^check for updates/i);
    await expect.poll(() => options.text()).toMatch(/last update: 1 rule added/i);
    await publisher.publish(1, [packFor('kettles', 1, { lamps: word })]);
    await options.press(/^check for updates/i);
    await expect.poll(() => options.text()).toMatch(/changed nothing: .*version 1 is older than 2/i);

    await options.press(/^stop following/i);
    await expect.poll(() => options.text()).not.toMatch(/Kettle Watch/);
    const { page: after, state } = await openAndRead(caveat, addresses.harmless);
    expect(state.findings).toEqual([]);
    expect(await after.text('overlay')).toBe('');
  } finally {
    publisher.close();
  }
});

test('a seller is marked, and the mark is shown on the seller’s listings', async ({ caveat }) => {
  const options = await caveat.screen('options.html');
  await expect.poll(() => options.text()).toMatch(/medicines/i);
  await options.fill(/^seller to mark/i, lamp.store.name);
  await options.fill(/^your note/i, 'sold me a candle');
  await options.press(/^mark this seller/i);
  await expect.poll(() => options.text()).toContain('sold me a candle');
  const { page } = await openAndRead(caveat, addresses.harmless);
  await expectOverlay(page, /you marked this seller/i);
  await options.press(/^remove/i);
  await expect.poll(() => options.text()).not.toContain('sold me a candle');
});
