// The bench's clinic: sites with keys, a signed-in owner, and visitors who walk through the stages.
import { createHash, randomBytes } from 'node:crypto';
import { defaultSettings } from '../../worker/contract/default-settings.ts';
import { stageLetter } from '../../worker/domain/journey/letters.ts';
import { formatLog } from '../../worker/domain/journey/log.ts';
import type { VisitEvent } from '../../worker/domain/journey/log.ts';
import type { Stack } from './stack.ts';

export const ORIGIN = 'https://clinic.example';
export type BenchSite = { siteId: string; seriesId: string; key: string };

const id = (kind: string, n: number): string => `01BENCH${kind}${String(n).padStart(18, '0')}`;

export const OWNER = id('M', 1);

/** A clinic with sites numbered from `first`, all in UTC. */
export async function addSites(stack: Stack, first: number, count: number): Promise<BenchSite[]> {
  const settings = JSON.stringify(
    defaultSettings({ origins: [ORIGIN], language: 'ru', today: '2026-01-01' }),
  );
  const sites = Array.from({ length: count }, (_, i) => {
    const n = first + i;
    return { siteId: id('S', n), seriesId: id('J', n), key: `bench${String(n).padStart(6, '0')}` };
  });
  await stack.sql(
    [`INSERT INTO clinic (id, name, created_at) VALUES (?1, 'Bench', 0) ON CONFLICT DO NOTHING`, id('C', 1)],
    ...sites.flatMap(({ siteId, seriesId, key }): [string, ...unknown[]][] => [
      [
        `INSERT INTO site (id, clinic_id, key, name, domain, zone, data_place, settings, created_at)
         VALUES (?1, ?2, ?3, 'Bench', 'clinic.example', 'UTC', 'eu', ?4, 0)`,
        ...[siteId, id('C', 1), key, settings],
      ],
      [
        `INSERT INTO series (id, site_id, kind, mode, rules_version, zone, started_on, started_at)
         VALUES (?1, ?2, 'journey', 'statistics', 1, 'UTC', '2025-01-01', 0)`,
        ...[seriesId, siteId],
      ],
    ]),
  );
  return sites;
}

/** An owner of the clinic; returns the Cookie header. */
export async function addOwner(stack: Stack): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const hash = createHash('sha256').update(token).digest('base64url');
  const [member, clinic] = [OWNER, id('C', 1)];
  await stack.sql(
    [`INSERT INTO clinic (id, name, created_at) VALUES (?1, 'Bench', 0) ON CONFLICT DO NOTHING`, clinic],
    [
      `INSERT INTO member (id, email, name, language, created_at) VALUES (?1, 'bench@clinic.example', 'Bench', 'ru', 0)`,
      member,
    ],
    [
      `INSERT INTO membership (clinic_id, member_id, role, created_at) VALUES (?1, ?2, 'owner', 0)`,
      clinic,
      member,
    ],
    [
      `INSERT INTO session (hash, member_id, created_at, seen_at, expires_at) VALUES (?1, ?2, ?3, ?3, ?4)`,
      ...[hash, member, Date.now(), Date.now() + 86_400_000],
    ],
  );
  return `otklik_session=${token}`;
}

/** Chances of the next stage by the last, the rest leave: a believable walk of 2.5 events over eight stages. */
const NEXT: Record<number, [number, number][]> = {
  1: [
    [2, 0.55],
    [3, 0.12],
    [5, 0.08],
  ],
  2: [
    [3, 0.22],
    [2, 0.2],
    [5, 0.1],
    [6, 0.04],
    [7, 0.02],
  ],
  3: [
    [4, 0.35],
    [2, 0.24],
    [5, 0.12],
    [6, 0.04],
  ],
  4: [
    [8, 0.15],
    [2, 0.08],
    [5, 0.05],
  ],
  5: [
    [2, 0.18],
    [3, 0.12],
    [6, 0.02],
  ],
  6: [
    [3, 0.2],
    [5, 0.15],
    [8, 0.1],
  ],
  7: [
    [8, 0.4],
    [2, 0.1],
  ],
  8: [[2, 0.1]],
};

/** The stages of one visit after `found`, by a random number generator. */
export function walkStages(random: () => number): number[] {
  const stages: number[] = [];
  for (let stage = 1; stages.length < 40;) {
    let roll = random();
    const next = NEXT[stage]!.find(([, chance]) => (roll -= chance) < 0);
    if (!next) return stages;
    stages.push((stage = next[0]));
  }
  return stages;
}

/** A walk on a day as a visit row holds it: its path without `found`, and its log. */
export function visitOf(random: () => number, startMs: number): [path: string, log: string] {
  const stages = [1, ...walkStages(random)];
  const page = Math.floor(random() * 36 ** 8)
    .toString(36)
    .padStart(8, '0');
  let atMs = startMs + Math.floor(random() * 80_000_000);
  const events = stages.map((stage, seq): VisitEvent => {
    atMs += seq === 0 ? 0 : Math.round(1000 * Math.exp(1 + 4 * random()));
    return { page, seq, stage, atMs };
  });
  const path = stages.filter((stage, i) => i > 0 && stage !== stages[i - 1]).map(stageLetter);
  return [path.join(''), formatLog(events)];
}

/** The same numbers at every run (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
