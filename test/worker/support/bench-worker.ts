// The Worker as the benches drive it: the real app, beside it a plain design to compare with, and doors that fill and fold.
import { createApp } from '../../../worker/app.ts';
import { beacon } from '../../../worker/contract/visitor.ts';
import { beaconEvents } from '../../../worker/domain/journey/arrivals.ts';
import type { Env } from '../../../worker/env.ts';
import { visitKey } from '../../../worker/guards/visit-key.ts';
import { foldVisits } from '../../../worker/jobs/fold.ts';
import { saltOf } from '../../../worker/salts.ts';
import { meteredDatabase, recordingDatabase } from './watched-db.ts';
import * as v from 'valibot';

const app = createApp({ now: () => Date.now() });

export const benchWorker = {
  async fetch(request, env, context): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === '/api/bench/sql') return runSql(request, env);
    if (pathname === '/api/bench/raw') return insertRaw(request, env);
    if (pathname === '/api/bench/fill') return fill(request, env);
    if (pathname === '/api/bench/fold') return fold(request, env);
    if (pathname === '/api/bench/empty') return new Response('{}');
    if (request.headers.has('X-Statements')) return statementsOnly(request, env, context);
    if (request.headers.has('X-Metered')) return metered(request, env, context);
    return app.fetch(request, env, context);
  },
} satisfies ExportedHandler<Env>;

/** Any door of the app, with the rows that D1 says it read and wrote in the reply's headers. */
async function metered(request: Request, env: Env, context: ExecutionContext): Promise<Response> {
  const { DB, sum } = meteredDatabase();
  const reply = await app.fetch(request, { ...env, DB }, context);
  const headers = new Headers(reply.headers);
  headers.set('X-Rows-Read', String(sum.rowsRead));
  headers.set('X-Rows-Written', String(sum.rowsWritten));
  return new Response(reply.body, { status: reply.status, headers });
}

/** By address: the round trips to the database that its answer takes. */
const recorded = new Map<string, D1PreparedStatement[][]>();

/** Asks the database what the door asks it, and does nothing with what it says: the database's own share of a request. */
async function statementsOnly(request: Request, env: Env, context: ExecutionContext): Promise<Response> {
  let trips = recorded.get(request.url);
  if (!trips) {
    const recording = recordingDatabase();
    await app.fetch(request, { ...env, DB: recording.DB }, context);
    recorded.set(request.url, (trips = recording.trips));
  }
  for (const statements of trips) await env.DB.batch(statements);
  return new Response('{}');
}

/** Statements as a JSON list of [sql, ...values], in one batch; the reply is their metas and rows. */
async function runSql(request: Request, env: Env): Promise<Response> {
  const statements = await request.json<[string, ...unknown[]][]>();
  const results = await env.DB.batch(
    statements.map(([sql, ...values]) => env.DB.prepare(sql).bind(...values)),
  );
  return Response.json(
    results.map(({ meta, results: rows }) => ({ written: meta.rows_written, read: meta.rows_read, rows })),
  );
}

/** The plain design: one row per event with an index by time and one by visit. Same parsing, same key. */
async function insertRaw(request: Request, env: Env): Promise<Response> {
  const now = Date.now();
  const sent = v.parse(beacon, Object.fromEntries(new URLSearchParams(await request.text())));
  const day = new Date(now).toISOString().slice(0, 10);
  const userAgent = request.headers.get('User-Agent') ?? '';
  const key = await visitKey(await saltOf(env.SALTS, day, now), {
    siteId: 'bench',
    ip: '203.0.113.7',
    userAgent,
  });
  const insert = env.DB.prepare(
    'INSERT INTO raw_event (site_id, visit, page, seq, stage, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)',
  );
  const events = beaconEvents(sent.p, sent.e, now);
  const results = await env.DB.batch(
    events.map((e) => insert.bind('bench', key, e.page, e.seq, e.stage, e.atMs)),
  );
  return Response.json({
    stored: events.length,
    written: results.reduce((sum, { meta }) => sum + meta.rows_written, 0),
  });
}

export type Fill = {
  siteId: string;
  seriesId: string;
  day: string;
  /** Per visit its path without `found`, and its log. */
  visits: [path: string, log: string][];
  /** Visits of the day before these. */
  offset: number;
};

/** Visits of one day in bulk, as their beacons would have left them. */
async function fill(request: Request, env: Env): Promise<Response> {
  const { siteId, seriesId, day, visits, offset } = await request.json<Fill>();
  await env.DB.prepare(
    `INSERT INTO visit (site_id, day, key, series_id, source, campaign, device, language, path, log, last_at, messy)
     SELECT ?1, ?2, printf('%08x', ((key + ?5) * 2654435761) & 4294967295), ?3,
       CASE key % 11 WHEN 0 THEN 'direct' WHEN 1 THEN 'ads:Yandex Direct' WHEN 2 THEN 'maps:Yandex Maps'
         WHEN 3 THEN 'maps:2GIS' WHEN 4 THEN 'reviews:ProDoctorov' WHEN 5 THEN 'social:VK' WHEN 6 THEN 'search:Google'
         ELSE 'search:Yandex' END,
       CASE key % 11 WHEN 1 THEN 'campaign' || (key % 7) ELSE '' END,
       CASE key % 3 WHEN 0 THEN 'desktop' ELSE 'phone' END, CASE key % 9 WHEN 0 THEN 'en' ELSE 'ru' END,
       value ->> 0, value ->> 1, 0, 0
     FROM json_each(?4)`,
  )
    .bind(siteId, day, seriesId, JSON.stringify(visits), offset)
    .run();
  return Response.json({ filled: visits.length });
}

async function fold(request: Request, env: Env): Promise<Response> {
  const { pageSize, queries } = await request.json<{ pageSize: number; queries: number }>();
  return Response.json({ complete: await foldVisits(env, Date.now(), { pageSize, queries }) });
}
