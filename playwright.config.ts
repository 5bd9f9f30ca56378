import { defineConfig } from '@playwright/test';

/** Every spec runs in both browsers; Playwright is the runner, tests/browsers starts the browsers. */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  // A browser now and then loses a race on a loaded machine; what passes only the second time is named as such.
  retries: process.env.CI ? 1 : 0,
  reporter: 'list',
  projects: [{ name: 'chromium' }, { name: 'firefox' }],
});
