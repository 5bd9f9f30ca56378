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
  reporter: 'list',
  projects: [{ name: 'chromium' }, { name: 'firefox' }],
});
