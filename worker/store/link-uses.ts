// SQL of using a link: it rides in the transaction that stores or erases the answer, so that an invite takes one answer and no more.

/** SQL: the invite of this hash, a `?n`, still takes an answer at site ?1; true as well where there is no invite (null). */
export const isInviteUnused = (hash: string): string =>
  `(${hash} IS NULL OR EXISTS (SELECT 1 FROM invite WHERE secret_hash = ${hash} AND site_id = ?1 AND used = 0))`;

type Used = { id: string; inviteHash: string | null };

/** Counts one use, and uses up the invite, if the statement just before them in the same batch wrote anything. */
export const updateLinkUsedIfChanged = (db: D1Database, siteId: string, link: Used): D1PreparedStatement[] =>
  change(db, siteId, link, { uses: 1, used: 1 });

/** The reverse, for an answer that was taken back: its invite takes another one. */
export const updateLinkUnusedIfChanged = (
  db: D1Database,
  siteId: string,
  link: Used,
): D1PreparedStatement[] => change(db, siteId, link, { uses: -1, used: 0 });

/** Each looks at the one before it, so the invite hangs on the count. */
const change = (
  db: D1Database,
  siteId: string,
  { id, inviteHash }: Used,
  to: { uses: number; used: number },
): D1PreparedStatement[] => [
  db
    .prepare('UPDATE link SET uses = max(0, uses + ?3) WHERE id = ?2 AND site_id = ?1 AND changes() > 0')
    .bind(siteId, id, to.uses),
  ...(inviteHash === null
    ? []
    : [
        db
          .prepare(
            'UPDATE invite SET used = ?3 WHERE secret_hash = ?2 AND site_id = ?1 AND link_id = ?4 AND changes() > 0',
          )
          .bind(siteId, inviteHash, to.used, id),
      ]),
];
