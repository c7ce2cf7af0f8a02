// SQL of the signed-in member: who they are, and which clinics and sites their session opens.
import type { Me } from '../contract/members.ts';
import type { Language } from '../contract/vocabulary.ts';
import type { SignedIn } from './sessions.ts';

/** The signed-in member with the clinics and sites this session opens. */
export async function readMe(
  db: D1Database,
  signedIn: SignedIn,
): Promise<Omit<Me, 'creates' | 'live'> | null> {
  const [people, clinics, sites] = await db.batch([
    db.prepare('SELECT id, name, email, language FROM member WHERE id = ?1').bind(signedIn.memberId),
    db
      .prepare('SELECT id, name FROM clinic WHERE id IN (SELECT value FROM json_each(?1)) ORDER BY name, id')
      .bind(JSON.stringify(signedIn.memberships.map((m) => m.clinicId))),
    db
      .prepare(
        `SELECT clinic_id, id, name, domain, zone, settings ->> '$.origins[0]' AS origin FROM site
         WHERE clinic_id IN (SELECT value FROM json_each(?1)) AND removed_at IS NULL ORDER BY created_at, id`,
      )
      .bind(JSON.stringify(signedIn.memberships.map((m) => m.clinicId))),
  ]);
  const member = (people?.results as Me['member'][] | undefined)?.[0];
  if (!member) return null;
  return {
    member,
    clinics: ((clinics?.results ?? []) as { id: string; name: string }[]).flatMap((clinic) => {
      const membership = signedIn.memberships.find((m) => m.clinicId === clinic.id);
      if (!membership) return [];
      const open = ((sites?.results ?? []) as SiteOfClinic[]).filter(
        (site) =>
          site.clinic_id === clinic.id && (!membership.sites.length || membership.sites.includes(site.id)),
      );
      return {
        ...clinic,
        role: membership.role,
        whole: membership.sites.length === 0,
        sites: open.map(({ clinic_id: _, ...site }) => site),
      };
    }),
  };
}
type SiteOfClinic = Me['clinics'][number]['sites'][number] & { clinic_id: string };

/** Saves name and language; false when a session of one clinic would rename somebody who belongs to others as well. */
export async function updateProfile(
  db: D1Database,
  { memberId, onlyClinicId }: SignedIn,
  profile: { name: string; language: Language },
): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `UPDATE member SET name = ?2, language = ?3 WHERE id = ?1 AND (?4 IS NULL
         OR NOT EXISTS (SELECT 1 FROM membership WHERE member_id = ?1 AND clinic_id <> ?4))`,
    )
    .bind(memberId, profile.name, profile.language, onlyClinicId)
    .run();
  return meta.changes === 1;
}

/** The name others see; empty for nobody. */
export const readMemberName = async (db: D1Database, memberId: string): Promise<string> =>
  (await db.prepare('SELECT name FROM member WHERE id = ?1').bind(memberId).first<string>('name')) ?? '';
