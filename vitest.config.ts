// One test project per runtime: pure domain and scripts in Node, the Worker in workerd with real D1, browsers in Chromium.
import { readFileSync } from 'node:fs';
import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { unstable_splitSqlQuery as splitSqlQuery } from 'wrangler';

const schema = splitSqlQuery(readFileSync('schema.sql', 'utf8'));
/** Set by `npm run verify`: the file that takes its figures. */
const figuresFile = process.env['OTKLIK_VERIFY'];
// An odd zone, so that no test passes only where it was written.
process.env['TZ'] = 'Asia/Kathmandu';

export default defineConfig({
  test: {
    // Browser tests wait more than they compute: two at a time keep two cores busy.
    maxWorkers: 2,
    // Generous, because a busy machine is not a fault: what must be fast is measured by the bench.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        test: {
          name: 'unit',
          // Pure functions share a process: starting one per file took longer than the tests.
          isolate: false,
          include: ['test/*.test.ts', 'test/{domain,widget,dashboard,scripts}/**/*.test.ts'],
        },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: './wrangler.jsonc' },
            miniflare: {
              // For the test that spreads sites over several databases.
              d1Databases: ['SECOND_DB', 'THIRD_DB'],
              bindings: { SCHEMA: schema, SEAL_KEYS: 'test:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' },
            },
          }),
        ],
        test: {
          name: 'worker',
          // One runtime for all files: one for each took half of the time.
          isolate: false,
          include: ['test/worker/**/*.test.ts'],
          setupFiles: ['test/worker/setup.ts'],
        },
      },
      {
        test: {
          name: 'browser',
          isolate: false,
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/browser/global-setup.ts'],
        },
      },
      // Large matrices, too long for every run.
      ...(figuresFile
        ? [
            {
              test: {
                name: 'verify',
                include: ['test/verify/**/*.test.ts'],
                globalSetup: ['test/browser/global-setup.ts'],
                provide: { figuresFile },
              },
            },
          ]
        : []),
    ],
  },
});
