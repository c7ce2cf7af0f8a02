// Salts: one for a date, made ahead, with an expiry, in KV and nowhere else.
import { env } from 'cloudflare:workers';
import { expect, it, vi } from 'vitest';
import { visitKey } from '../../worker/guards/visit-key.ts';
import { makeSalts } from '../../worker/jobs/salts.ts';
import { runJobs } from '../../worker/jobs/run.ts';
import { saltOf } from '../../worker/salts.ts';
import { addSite, testApp } from './support/fixtures.ts';
import { dump } from './support/watched-db.ts';

// Several runs of the cron in one test, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 30_000 });

const who = { siteId: 's', ip: '203.0.113.7', userAgent: 'browser' };
const at = (text: string): number => Date.parse(text);
const names = async (): Promise<string[]> =>
  (await env.SALTS.list({ prefix: 'salt:2027' })).keys.map((key) => key.name);

it('makes the salts of today and the two dates after it, once', async () => {
  await makeSalts(env, at('2027-01-10T12:00:00Z'));
  expect(await names()).toEqual(['salt:2027-01-10', 'salt:2027-01-11', 'salt:2027-01-12']);
  const before = await env.SALTS.get('salt:2027-01-12');
  expect(Buffer.from(before!, 'base64url')).toHaveLength(32);
  await makeSalts(env, at('2027-01-11T00:00:00Z'));
  expect(await env.SALTS.get('salt:2027-01-12')).toBe(before);
  expect(await names()).toHaveLength(4);
});

it('makes a salt that is missing and gives the same to all who ask at once', async () => {
  const now = at('2027-02-10T12:00:00Z');
  const salts = await Promise.all(Array.from({ length: 10 }, () => saltOf(env.SALTS, '2027-02-10', now)));
  const keys = await Promise.all(salts.map((salt) => visitKey(salt, who)));
  expect(new Set(keys).size).toBe(1);
  expect(await names()).toContain('salt:2027-02-10');
});

it('has another salt for another date', async () => {
  const now = at('2027-03-10T12:00:00Z');
  const [one, other] = [
    await saltOf(env.SALTS, '2027-03-10', now),
    await saltOf(env.SALTS, '2027-03-11', now),
  ];
  expect(await visitKey(one, who)).not.toBe(await visitKey(other, who));
});

it('lets a salt expire 40 hours after its date began in UTC, and never sooner than the date may be in use', async () => {
  const seconds = async (day: string) => {
    const key = (await env.SALTS.list({ prefix: `salt:${day}` })).keys[0];
    return (key?.expiration ?? 0) - Date.now() / 1000;
  };
  // Asked for at the first moment the date is in use anywhere: UTC+14.
  await saltOf(env.SALTS, '2027-04-10', at('2027-04-09T10:00:00Z'));
  expect(await seconds('2027-04-10')).toBeGreaterThan(53.9 * 3600);
  expect(await seconds('2027-04-10')).toBeLessThan(54.1 * 3600);
});

it('forgets a salt in memory when it has expired', async () => {
  const first = await saltOf(env.SALTS, '2027-05-10', at('2027-05-10T12:00:00Z'));
  await env.SALTS.delete('salt:2027-05-10');
  expect(await saltOf(env.SALTS, '2027-05-10', at('2027-05-11T15:00:00Z'))).toBe(first);
  const later = await saltOf(env.SALTS, '2027-05-10', at('2027-05-11T16:00:00Z'));
  expect(await visitKey(later, who)).not.toBe(await visitKey(first, who));
});

it('is in KV and in no row; visits go two hours after their midnight, the salt when its date can be in use nowhere', async () => {
  const { key } = await addSite();
  const app = testApp(at('2027-06-10T12:00:00Z'));
  const left = async () => ({
    visits: await env.DB.prepare('SELECT count(*) AS n FROM visit').first('n'),
    salts: (await env.SALTS.list({ prefix: 'salt:2027-06-10' })).keys.length,
  });
  await runJobs(env, app.clock.now);
  const reply = await app.fromPage(`/w/${key}/beacon`, 'p=page0001&l=ru&e=2.0.0');
  expect(await reply.json()).toEqual({ stored: 1 });
  const salt = (await env.SALTS.get('salt:2027-06-10'))!;
  const visit = (await env.DB.prepare('SELECT key FROM visit').first<string>('key'))!;
  const steps: [clock: string, after: { visits: number; salts: number }][] = [
    // A Moscow day ends at 21:00 UTC; its grace two hours later.
    ['2027-06-10T22:59:00Z', { visits: 1, salts: 1 }],
    ['2027-06-10T23:01:00Z', { visits: 0, salts: 1 }],
    ['2027-06-11T15:59:00Z', { visits: 0, salts: 1 }],
    ['2027-06-11T16:00:00Z', { visits: 0, salts: 0 }],
  ];
  for (const [clock, after] of steps) {
    await runJobs(env, at(clock));
    expect([clock, await left()]).toEqual([clock, after]);
    // Neither the salt nor, once the visit is a count, its key stands anywhere in the database.
    const stored = await dump();
    expect(stored).not.toContain(salt);
    expect(stored.includes(visit)).toBe(after.visits === 1);
  }
  const labels = (await env.SALTS.list()).keys.map(({ name }) => name);
  expect(labels.every((name) => /^salt:\d{4}-\d\d-\d\d$/.test(name))).toBe(true);
});
