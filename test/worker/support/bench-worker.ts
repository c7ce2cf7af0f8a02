// The Worker as the benches drive it: the real app, beside it a plain design to compare with, and doors that fill and fold.
import { createApp } from '../../../worker/app.ts';
import { beacon } from '../../../worker/contract/visitor.ts';
import { beaconEvents } from '../../../worker/domain/journey/arrivals.ts';
import type { Env } from '../../../worker/env.ts';
import { visitKey } from '../../../worker/guards/visit-key.ts';
import { foldVisits } from '../../../worker/jobs/fold.ts';
import { saltOf } from '../../../worker/salts.ts';
import * as v from 'valibot';

const app = createApp({ now: () => Date.now() });

export const benchWorker = {
  async fetch(request, env, context): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === '/bench/sql') return runSql(request, env);
    if (pathname === '/bench/raw') return insertRaw(request, env);
    if (pathname === '/bench/fill') return fill(request, env);
    if (pathname === '/bench/fold') return fold(request, env);
    return app.fetch(request, env, context);
  },
} satisfies ExportedHandler<Env>;

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

/** Visits of one day in bulk, by their paths without `found`; `offset` counts those of the day before them. */
async function fill(request: Request, env: Env): Promise<Response> {
  type Fill = { siteId: string; seriesId: string; day: string; paths: string[]; offset: number };
  const { siteId, seriesId, day, paths, offset } = await request.json<Fill>();
  await env.DB.prepare(
    `INSERT INTO visit (site_id, day, key, series_id, source, campaign, device, language, path, log, last_at, messy)
     SELECT ?1, ?2, printf('%08x', ((key + ?5) * 2654435761) & 4294967295), ?3,
       CASE key % 5 WHEN 0 THEN 'direct' WHEN 1 THEN 'ads' WHEN 2 THEN 'maps' ELSE 'search' END,
       CASE key % 5 WHEN 1 THEN 'campaign' || (key % 7) ELSE '' END,
       CASE key % 3 WHEN 0 THEN 'desktop' ELSE 'phone' END, CASE key % 9 WHEN 0 THEN 'en' ELSE 'ru' END,
       value, '', 0, 0
     FROM json_each(?4)`,
  )
    .bind(siteId, day, seriesId, JSON.stringify(paths), offset)
    .run();
  return Response.json({ filled: paths.length });
}

async function fold(request: Request, env: Env): Promise<Response> {
  const { pageSize, queries } = await request.json<{ pageSize: number; queries: number }>();
  return Response.json({ complete: await foldVisits(env, Date.now(), { pageSize, queries }) });
}
