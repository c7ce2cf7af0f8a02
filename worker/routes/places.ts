// The doors to a clinic's branches and doctors, for its owner: what answers may be about.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { ulid } from 'ulidx';
import { branchSave, doctorSave } from '../contract/clinics.ts';
import type { Places } from '../contract/clinics.ts';
import { firstDatabase } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { readBody } from '../guards/body.ts';
import { clinicMember, signedIn } from '../guards/member.ts';
import { Refusal } from '../refusal.ts';
import {
  insertBranch,
  insertDoctor,
  listPlaces,
  updateBranch,
  updateDoctor,
  updatePlaceRemoved,
} from '../store/places.ts';

export function placeRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  const owner = [signedIn, clinicMember('clinic')] as const;
  routes.get('/clinics/:clinic/places', ...owner, async (c) =>
    c.json((await listPlaces(firstDatabase(c.env), c.req.param('clinic'))) satisfies Places),
  );
  routes.post('/clinics/:clinic/branches', ...owner, async (c) => {
    const key = newKey(c);
    await insertBranch(firstDatabase(c.env), key, (await readBody(c, branchSave)).name);
    return c.json({ id: key.id }, 201);
  });
  routes.put('/clinics/:clinic/branches/:id', ...owner, async (c) => {
    const { name } = await readBody(c, branchSave);
    if (!(await updateBranch(firstDatabase(c.env), keyOf(c), name))) throw new Refusal('not_found');
    return c.body(null, 204);
  });
  routes.post('/clinics/:clinic/doctors', ...owner, async (c) => {
    const key = newKey(c);
    if (!(await insertDoctor(firstDatabase(c.env), key, await readBody(c, doctorSave))))
      throw new Refusal('invalid', 'branch');
    return c.json({ id: key.id }, 201);
  });
  routes.put('/clinics/:clinic/doctors/:id', ...owner, async (c) => {
    const saved = await updateDoctor(firstDatabase(c.env), keyOf(c), await readBody(c, doctorSave));
    if (saved === null) throw new Refusal('not_found');
    if (!saved) throw new Refusal('invalid', 'branch');
    return c.body(null, 204);
  });
  routes.delete('/clinics/:clinic/branches/:id', ...owner, (c) => remove(c, 'branch'));
  routes.delete('/clinics/:clinic/doctors/:id', ...owner, (c) => remove(c, 'doctor'));
  return routes;
}

const keyOf = (c: Context<AppEnv>) => ({
  clinicId: c.req.param('clinic') ?? '',
  id: c.req.param('id') ?? '',
});
const newKey = (c: Context<AppEnv>) => ({ clinicId: c.req.param('clinic') ?? '', id: ulid(c.var.now) });

async function remove(c: Context<AppEnv>, table: 'branch' | 'doctor'): Promise<Response> {
  if (!(await updatePlaceRemoved(firstDatabase(c.env), table, { ...keyOf(c), nowMs: c.var.now })))
    throw new Refusal('not_found');
  return c.body(null, 204);
}
