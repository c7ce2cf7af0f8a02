// SQL of a member's request that names a site: who is signed in and which site it is, in one round trip to the database.
import { sha256 } from '../secrets.ts';
import { selectSession, sessionFromRow } from './sessions.ts';
import type { SessionRow, SignedIn } from './sessions.ts';
import { selectSite, siteFromRow } from './sites.ts';
import type { Site, SiteRow } from './sites.ts';

/** The live session of this token and the site as this database lists it; each null when there is none. */
export async function readSiteSession(
  db: D1Database,
  asked: { token: string; siteId: string; nowMs: number },
): Promise<{ session: SignedIn | null; site: Site | null }> {
  const [session, site] = await db.batch<unknown>([
    selectSession(db, await sha256(asked.token), asked.nowMs),
    selectSite(db, asked.siteId),
  ]);
  const [sessionRow, siteRow] = [session?.results[0], site?.results[0]] as [
    SessionRow | undefined,
    SiteRow | undefined,
  ];
  return {
    session: sessionRow ? sessionFromRow(sessionRow) : null,
    site: siteRow ? siteFromRow(siteRow) : null,
  };
}
