// SQL of campaign labels: a site keeps the first fifty it sees; the rest are counted under the empty label.

export const MAX_CAMPAIGNS = 50;

/** An SQL expression: the label bound at `label`, or '' when the site bound at `site` has no room for it. */
export const keptLabel = (site: string, label: string): string =>
  `CASE WHEN ${label} = '' THEN '' WHEN EXISTS (SELECT 1 FROM campaign WHERE site_id = ${site} AND label = ${label})
     OR (SELECT count(*) FROM campaign WHERE site_id = ${site}) < ${MAX_CAMPAIGNS} THEN ${label} ELSE '' END`;

/** Remembers the label of a visit just written, unless the label is known or the visit was counted without it. */
export const insertCampaignOfVisit = (
  db: D1Database,
  visit: { siteId: string; day: string; key: string },
  label: string,
): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO campaign (site_id, label) SELECT ?1, ?4
       WHERE EXISTS (SELECT 1 FROM visit WHERE site_id = ?1 AND day = ?2 AND key = ?3 AND campaign = ?4)
       ON CONFLICT DO NOTHING`,
    )
    .bind(visit.siteId, visit.day, visit.key, label);

/** The labels a site has kept, in alphabetical order. */
export async function listCampaigns(db: D1Database, siteId: string): Promise<string[]> {
  const { results } = await db
    .prepare('SELECT label FROM campaign WHERE site_id = ?1 ORDER BY label')
    .bind(siteId)
    .all<{ label: string }>();
  return results.map((row) => row.label);
}
