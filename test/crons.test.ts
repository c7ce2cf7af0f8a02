// The crons that are deployed are those that the jobs are spread over.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CRONS } from '../worker/jobs/crons.ts';

it('deploys every cron that has jobs, and no other', () => {
  const config = readFileSync('wrangler.jsonc', 'utf8');
  expect(JSON.parse(/"crons": (\[[^\]]*\])/.exec(config)![1]!)).toEqual(Object.values(CRONS));
});
