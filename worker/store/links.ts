// SQL of cards and invites: made and listed by members, looked up by what stands in an address.
import type { LinkKind, LinkView } from '../contract/links.ts';
import { MAX_LINKS } from '../contract/links.ts';

export type NewLink = {
  id: string;
  siteId: string;
  label: string;
  survey: number;
  branchId: string | null;
  doctorId: string | null;
  byName: string;
  createdAtMs: number;
};

type Kind = { code: string } | { hashes: readonly string[]; expiresAtMs: number };

const insertLink = (db: D1Database, link: NewLink, kind: Kind): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO link (site_id, id, label, survey, branch_id, doctor_id, by_name, created_at, kind, code, expires_at, invites)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, CASE WHEN ?9 IS NULL THEN 'invite' ELSE 'card' END, ?9, ?10, ?11
       WHERE (SELECT count(*) FROM link WHERE site_id = ?1) < ${MAX_LINKS}`,
    )
    .bind(
      ...[link.siteId, link.id, link.label, link.survey, link.branchId, link.doctorId, link.byName],
      ...[link.createdAtMs],
      ...('code' in kind ? [kind.code, null, null] : [null, kind.expiresAtMs, kind.hashes.length]),
    );

/** Adds a card; false when the site has as many links as it may. */
export async function insertCard(db: D1Database, link: NewLink, code: string): Promise<boolean> {
  const { meta } = await insertLink(db, link, { code }).run();
  return meta.changes > 0;
}

/** Adds a set of invites by the hashes of their secrets; false when the site has as many links as it may. */
export async function insertInvites(
  db: D1Database,
  link: NewLink,
  set: { hashes: readonly string[]; expiresAtMs: number },
): Promise<boolean> {
  const [inserted] = await db.batch([
    insertLink(db, link, set),
    db
      .prepare(
        `INSERT INTO invite (secret_hash, site_id, link_id) SELECT value, ?1, ?2 FROM json_each(?3) WHERE changes() > 0`,
      )
      .bind(link.siteId, link.id, JSON.stringify(set.hashes)),
  ]);
  return inserted!.meta.changes > 0;
}

type LinkRow = {
  id: string;
  kind: LinkKind;
  code: string | null;
  label: string;
  survey: number;
  branch_id: string | null;
  doctor_id: string | null;
  by_name: string;
  created_at: number;
  expires_at: number | null;
  off_at: number | null;
  uses: number;
  invites: number | null;
};
export type ListedLink = Omit<LinkView, 'branch' | 'doctor' | 'url'> & {
  branchId: string | null;
  doctorId: string | null;
  code: string | null;
};

/** All links of a site, newest first. */
export async function listLinks(db: D1Database, siteId: string): Promise<ListedLink[]> {
  const { results } = await db
    .prepare(
      `SELECT id, kind, code, label, survey, branch_id, doctor_id, by_name, created_at, expires_at, off_at, uses, invites
       FROM link WHERE site_id = ?1 ORDER BY created_at DESC, id DESC`,
    )
    .bind(siteId)
    .all<LinkRow>();
  return results.map((row) => ({
    ...{ id: row.id, kind: row.kind, code: row.code, label: row.label, survey: row.survey },
    ...{ branchId: row.branch_id, doctorId: row.doctor_id, by: row.by_name, invites: row.invites },
    ...{ uses: row.uses, on: row.off_at === null, createdAtMs: row.created_at, expiresAtMs: row.expires_at },
  }));
}

/** Switches a link on or off; false when the site has no such link. */
export async function updateLinkOn(
  db: D1Database,
  link: { siteId: string; id: string; on: boolean; nowMs: number },
): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `UPDATE link SET off_at = CASE WHEN ?3 = 1 THEN NULL ELSE coalesce(off_at, ?4) END WHERE site_id = ?1 AND id = ?2`,
    )
    .bind(link.siteId, link.id, link.on ? 1 : 0, link.nowMs)
    .run();
  return meta.changes > 0;
}

/** A link as somebody opens it. */
export type OpenedLink = {
  id: string;
  siteId: string;
  kind: LinkKind;
  survey: number;
  branchId: string | null;
  doctorId: string | null;
  /** Hash of the invite's secret; null for a card. */
  inviteHash: string | null;
  isOff: boolean;
  isUsed: boolean;
  expiresAtMs: number | null;
};
type OpenedRow = Omit<LinkRow, 'invites' | 'uses' | 'label' | 'by_name' | 'created_at' | 'code'> & {
  site_id: string;
  used: number;
};
const COLUMNS = 'link.id, link.site_id, kind, survey, branch_id, doctor_id, off_at, expires_at';

/** The card of a code, or null. */
export async function readCard(db: D1Database, code: string): Promise<OpenedLink | null> {
  const row = await db
    .prepare(`SELECT ${COLUMNS}, 0 AS used FROM link WHERE code = ?1`)
    .bind(code)
    .first<OpenedRow>();
  return row && openedFromRow(row, null);
}

/** The invite of a secret's hash, or null. */
export async function readInvite(db: D1Database, hash: string): Promise<OpenedLink | null> {
  const row = await db
    .prepare(
      `SELECT ${COLUMNS}, used FROM invite JOIN link ON link.id = invite.link_id WHERE secret_hash = ?1`,
    )
    .bind(hash)
    .first<OpenedRow>();
  return row && openedFromRow(row, hash);
}

const openedFromRow = (row: OpenedRow, inviteHash: string | null): OpenedLink => ({
  ...{ id: row.id, siteId: row.site_id, kind: row.kind, survey: row.survey, inviteHash },
  ...{ branchId: row.branch_id, doctorId: row.doctor_id, expiresAtMs: row.expires_at },
  ...{ isOff: row.off_at !== null, isUsed: row.used === 1 },
});
