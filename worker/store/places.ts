// SQL of a clinic's branches and doctors. A removed one keeps its row and name, so that what was answered about it keeps its meaning.
import type { DoctorSave, Places } from '../contract/clinics.ts';

/** Branches and doctors in use, by name. */
export async function listPlaces(db: D1Database, clinicId: string): Promise<Places> {
  const [branches, doctors] = await db.batch([
    db
      .prepare('SELECT id, name FROM branch WHERE clinic_id = ?1 AND removed_at IS NULL ORDER BY name, id')
      .bind(clinicId),
    db
      .prepare(
        `SELECT id, name, (SELECT branch.id FROM branch WHERE branch.id = branch_id AND removed_at IS NULL) AS branch
         FROM doctor WHERE clinic_id = ?1 AND removed_at IS NULL ORDER BY name, id`,
      )
      .bind(clinicId),
  ]);
  return {
    branches: branches!.results as Places['branches'],
    doctors: doctors!.results as Places['doctors'],
  };
}

/** What all branches and doctors are called, removed ones too; ids in the order in which they were made. */
export async function listPlaceNames(
  db: D1Database,
  clinicId: string,
): Promise<{ branches: PlaceName[]; doctors: PlaceName[] }> {
  const [branches, doctors] = await db.batch([
    db.prepare('SELECT id, name FROM branch WHERE clinic_id = ?1 ORDER BY id').bind(clinicId),
    db.prepare('SELECT id, name FROM doctor WHERE clinic_id = ?1 ORDER BY id').bind(clinicId),
  ]);
  return { branches: branches!.results as PlaceName[], doctors: doctors!.results as PlaceName[] };
}

/** The names of a branch and a doctor of the clinic, in use or not; null where it has no such one. */
export async function readPlaceNames(
  db: D1Database,
  clinicId: string,
  { branchId, doctorId }: { branchId: string | null; doctorId: string | null },
): Promise<{ branch: string | null; doctor: string | null }> {
  const row = await db
    .prepare(
      `SELECT (SELECT name FROM branch WHERE id = ?2 AND clinic_id = ?1) AS branch,
         (SELECT name FROM doctor WHERE id = ?3 AND clinic_id = ?1) AS doctor`,
    )
    .bind(clinicId, branchId, doctorId)
    .first<{ branch: string | null; doctor: string | null }>();
  return row ?? { branch: null, doctor: null };
}

export type PlaceName = { id: string; name: string };
export type PlaceKey = { clinicId: string; id: string };

/** Adds a branch. */
export async function insertBranch(db: D1Database, { clinicId, id }: PlaceKey, name: string): Promise<void> {
  await db
    .prepare('INSERT INTO branch (id, clinic_id, name) VALUES (?1, ?2, ?3)')
    .bind(id, clinicId, name)
    .run();
}

/** Renames a branch in use; false when the clinic has no such branch. */
export async function updateBranch(
  db: D1Database,
  { clinicId, id }: PlaceKey,
  name: string,
): Promise<boolean> {
  const { meta } = await db
    .prepare('UPDATE branch SET name = ?3 WHERE clinic_id = ?1 AND id = ?2 AND removed_at IS NULL')
    .bind(clinicId, id, name)
    .run();
  return meta.changes === 1;
}

const ITS_BRANCH = `(?4 IS NULL OR EXISTS (SELECT 1 FROM branch WHERE branch.id = ?4 AND branch.clinic_id = ?1
  AND branch.removed_at IS NULL))`;

/** Adds a doctor; false when the branch is not one of the clinic's. */
export async function insertDoctor(
  db: D1Database,
  { clinicId, id }: PlaceKey,
  doctor: DoctorSave,
): Promise<boolean> {
  const { meta } = await db
    .prepare(`INSERT INTO doctor (id, clinic_id, name, branch_id) SELECT ?2, ?1, ?3, ?4 WHERE ${ITS_BRANCH}`)
    .bind(clinicId, id, doctor.name, doctor.branch)
    .run();
  return meta.changes === 1;
}

/** Renames or moves a doctor in use; null when the clinic has no such doctor, false when it has no such branch. */
export async function updateDoctor(
  db: D1Database,
  { clinicId, id }: PlaceKey,
  doctor: DoctorSave,
): Promise<boolean | null> {
  const [updated, found] = await db.batch([
    db
      .prepare(
        `UPDATE doctor SET name = ?3, branch_id = ?4 WHERE clinic_id = ?1 AND id = ?2 AND removed_at IS NULL
           AND ${ITS_BRANCH}`,
      )
      .bind(clinicId, id, doctor.name, doctor.branch),
    db
      .prepare('SELECT 1 AS found FROM doctor WHERE clinic_id = ?1 AND id = ?2 AND removed_at IS NULL')
      .bind(clinicId, id),
  ]);
  if (found!.results.length === 0) return null;
  return updated!.meta.changes === 1;
}

/** Takes a branch or a doctor out of use; false when the clinic has no such one in use. */
export async function updatePlaceRemoved(
  db: D1Database,
  table: 'branch' | 'doctor',
  { clinicId, id, nowMs }: PlaceKey & { nowMs: number },
): Promise<boolean> {
  const { meta } = await db
    .prepare(`UPDATE ${table} SET removed_at = ?3 WHERE clinic_id = ?1 AND id = ?2 AND removed_at IS NULL`)
    .bind(clinicId, id, nowMs)
    .run();
  return meta.changes === 1;
}
