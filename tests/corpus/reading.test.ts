import { describe, expect, test } from 'vitest';
import { readingSchema } from '../../utils/messages.ts';
import { CORPUS, corpusIsThere, jsonAt, namesIn, readSaved } from './pages.ts';

const near = (one: string | null | undefined, other: string) => {
  const [a, b] = [one ?? '', other].map((text) => text.normalize('NFKC').replace(/\s/g, '').toLowerCase());
  return Boolean(a && b && (a.includes(b as string) || b?.includes(a)));
};

describe.skipIf(!corpusIsThere())('saved pages', () => {
  const labels = () =>
    namesIn('pages/labels')
      .filter((name) => name.endsWith('.json'))
      .map((name) => jsonAt('pages/labels', name))
      .filter(({ url }) => url);

  test('AliExpress: title, price, brand, seller, id, reviews of its product page', () => {
    const pages = labels().filter(
      ({ marketplace, page }) => marketplace === 'aliexpress' && page === 'product',
    );
    expect(pages.length, `no AliExpress product page in ${CORPUS}`).toBeGreaterThan(0);
    for (const label of pages) {
      const { listing, health } = readSaved(label.url, 'pages/html', label.html);
      expect(health).toBe('read');
      expect(listing?.title).toBe(label.title);
      expect(Number(listing?.price?.amount)).toBe(Number(label.price.amount));
      expect(listing?.price?.currency).toBe(label.price.currency);
      expect(listing).toMatchObject({
        brand: label.brand,
        id: label.id,
        seller: label.seller,
        reviewCount: label.reviewCount,
      });
    }
  });

  test('every page gives a reading within the bounds, and nearly every product its title', () => {
    const wrong: string[] = [];
    const all = labels();
    for (const label of all) {
      const reading = readSaved(label.url, 'pages/html', label.html);
      expect(readingSchema.safeParse(reading).error?.issues ?? []).toEqual([]);
      if (label.page !== 'product') continue;
      const titles = [label.title, ...(label.accept?.title ?? [])];
      if (!titles.some((title) => near(reading.listing?.title, title))) wrong.push(label.url);
    }
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(0.06 * all.length);
  }, 60_000);
});

describe.skipIf(!corpusIsThere())('the published shop benchmark', () => {
  test('price, sku, brand and availability are not read worse than they were', () => {
    const truth: Record<string, Record<string, string[]> & { url: string }> =
      jsonAt('shops/ground-truth.json');
    const fields = ['price', 'sku', 'brand', 'availability'] as const;
    const counts = Object.fromEntries(fields.map((field) => [field, { wanted: 0, given: 0, right: 0 }]));
    for (const file of namesIn('shops/html')) {
      const want = truth[file.replace('.html.gz', '')];
      if (!want) continue;
      const { listing } = readSaved(want.url, 'shops/html', file);
      const got = {
        price: listing?.price && String(Number(listing.price.amount)),
        sku: listing?.identifiers?.sku ?? listing?.identifiers?.mpn ?? listing?.id,
        brand: listing?.brand,
        availability: listing?.availability,
      };
      for (const field of fields) {
        const wanted = want[field]?.map((value) =>
          field === 'price' ? String(Number(value)) : value.toLowerCase(),
        );
        const count = counts[field] as { wanted: number; given: number; right: number };
        count.wanted += Number(wanted !== undefined);
        count.given += Number(Boolean(got[field]));
        count.right += Number(wanted?.includes(got[field]?.toLowerCase() ?? '') ?? false);
      }
    }
    const f1 = Object.fromEntries(
      Object.entries(counts).map(([field, { wanted, given, right }]) => [
        field,
        (2 * right) / (wanted + given),
      ]),
    );
    expect(f1.price).toBeGreaterThan(0.92);
    expect(f1.sku).toBeGreaterThan(0.9);
    expect(f1.brand).toBeGreaterThan(0.85);
    expect(f1.availability).toBeGreaterThan(0.95);
  }, 60_000);
});
