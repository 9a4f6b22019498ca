import { defineConfig } from 'vitest/config';

/**
 * `fast` runs under two minutes and on every change; `slow` (fuzz, browser, office, packed binary) runs in CI. In CI a failed test
 * is tried once more, and reported as retried: deadlines are measured in real time on machines shared with others.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'fast',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.slow.test.ts'],
          setupFiles: ['test/setup/loopback-only.ts'],
          retry: process.env['CI'] === 'true' ? 1 : 0,
          testTimeout: 20_000,
          maxWorkers: 4,
        },
      },
      {
        test: {
          name: 'slow',
          include: ['test/**/*.slow.test.ts'],
          setupFiles: ['test/setup/loopback-only.ts'],
          retry: process.env['CI'] === 'true' ? 1 : 0,
          testTimeout: 600_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
