// SQL that finds what there is to fold: one look over the sites, each with its oldest visit and what changed since.
import type { ZonedSeries } from '../domain/journey/days.ts';
import { ROLL_KINDS } from '../domain/journey/rows.ts';
import type { RollKind } from '../domain/journey/rows.ts';

export type FoldSite = {
  siteId: string;
  series: ZonedSeries[];
  /** First local day with visits; null when there are none. */
  oldestDay: string | null;
  /** A day whose fold was begun and not finished. */
  foldingDay: string | null;
  /** UTC days whose budget moved since the last fold, with the rows written by now. */
  changed: [string, number][];
  /** When its provisional rows were last made. */
  asOfMs: number;
  /** First day with rows after the last roll of each kind: where rolling goes on. */
  unrolled: Record<RollKind, string | null>;
};
type FoldSiteRow = Record<'site_id' | 'series' | 'changed', string> & {
  oldest_day: string | null;
  folding_day: string | null;
  as_of: number | null;
} & Record<`unrolled_${RollKind}`, string | null>;

const unrolled = (kind: RollKind): string =>
  `(SELECT min(day) FROM journey_day WHERE site_id = site.id AND day > coalesce((SELECT to_day FROM journey_roll
     WHERE site_id = site.id AND kind = '${kind}' ORDER BY from_day DESC LIMIT 1), '')) AS unrolled_${kind}`;

/** What there is to fold, by site. `sinceDay` bounds the look for provisional rows. */
export async function listFoldSites(db: D1Database, sinceDay: string): Promise<FoldSite[]> {
  const { results } = await db
    .prepare(
      `SELECT site.id AS site_id,
         (SELECT min(day) FROM visit WHERE site_id = site.id) AS oldest_day,
         (SELECT min(day) FROM journey_fold WHERE site_id = site.id AND done = 0) AS folding_day,
         (SELECT json_group_array(json_array(day, rows_written)) FROM write_budget
          WHERE site_id = site.id AND rows_written <> rows_folded) AS changed,
         (SELECT max(as_of) FROM journey_day
          WHERE site_id = site.id AND day >= ?1 AND status = 'provisional') AS as_of,
         ${ROLL_KINDS.map(unrolled).join(', ')},
         (SELECT json_group_array(json_object('id', id, 'zone', zone, 'startedAtMs', started_at)) FROM
           (SELECT id, zone, started_at FROM series
            WHERE site_id = site.id AND kind = 'journey' ORDER BY started_at DESC LIMIT 5)) AS series
       FROM site WHERE removed_at IS NULL`,
    )
    .bind(sinceDay)
    .all<FoldSiteRow>();
  return results.map((row) => ({
    siteId: row.site_id,
    series: JSON.parse(row.series),
    oldestDay: row.oldest_day,
    foldingDay: row.folding_day,
    changed: JSON.parse(row.changed),
    asOfMs: row.as_of ?? 0,
    unrolled: { week: row.unrolled_week, month: row.unrolled_month },
  }));
}
