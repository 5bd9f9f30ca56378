import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    // Tests that run commands take their time on a loaded machine.
    testTimeout: 30_000,
    include: [
      'utils/**/*.test.{ts,tsx}',
      'components/**/*.test.{ts,tsx}',
      'entrypoints/**/*.test.{ts,tsx}',
      'endpoint/**/*.test.ts',
      'cli/**/*.test.ts',
      'tests/*.test.ts',
      'tests/corpus/**/*.test.ts',
      'tests/fuzz/**/*.test.ts',
    ],
  },
});
