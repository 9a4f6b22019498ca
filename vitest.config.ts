import { defineConfig } from 'vitest/config';

/** `fast` runs under two minutes and on every change; `slow` (fuzz, browser, office, packed binary) runs in CI. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'fast',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.slow.test.ts'],
          setupFiles: ['test/setup/loopback-only.ts'],
          testTimeout: 20_000,
          maxWorkers: 4,
        },
      },
      {
        test: {
          name: 'slow',
          include: ['test/**/*.slow.test.ts'],
          setupFiles: ['test/setup/loopback-only.ts'],
          testTimeout: 600_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
