// The doors to a clinic's teams, for its owner.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { ulid } from 'ulidx';
import { teamSave } from '../contract/desk.ts';
import type { TeamView } from '../contract/desk.ts';
import { databases, firstDatabase } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { readBody } from '../guards/body.ts';
import { clinicMember, signedIn } from '../guards/member.ts';
import { Refusal } from '../refusal.ts';
import { updateTeamGone } from '../store/assignments.ts';
import { deleteTeam, insertTeam, listTeams, updateTeam } from '../store/teams.ts';
import type { TeamFault, TeamKey } from '../store/teams.ts';

export function teamRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  const owner = [signedIn, clinicMember('members')] as const;
  routes.get('/clinics/:clinic/teams', ...owner, async (c) =>
    c.json((await listTeams(firstDatabase(c.env), c.req.param('clinic'))) satisfies TeamView[]),
  );
  routes.post('/clinics/:clinic/teams', ...owner, async (c) => {
    const team = await readBody(c, teamSave);
    const key = { ...keyOf(c), id: ulid(c.var.now) };
    refuseFault(await insertTeam(firstDatabase(c.env), key, team));
    return c.json({ id: key.id }, 201);
  });
  routes.put('/clinics/:clinic/teams/:id', ...owner, async (c) => {
    refuseFault(await updateTeam(firstDatabase(c.env), keyOf(c), await readBody(c, teamSave)));
    return c.body(null, 204);
  });
  routes.delete('/clinics/:clinic/teams/:id', ...owner, async (c) => {
    const { clinicId, id } = keyOf(c);
    if (!(await deleteTeam(firstDatabase(c.env), { clinicId, id }))) throw new Refusal('not_found');
    // What it had is nobody's again, wherever it lies.
    for (const db of databases(c.env)) await updateTeamGone(db, clinicId, id);
    return c.body(null, 204);
  });
  return routes;
}

const keyOf = (c: Context<AppEnv>): TeamKey => ({
  ...{ clinicId: c.req.param('clinic') ?? '', id: c.req.param('id') ?? '' },
});

function refuseFault(fault: TeamFault | null): void {
  if (fault) throw new Refusal(fault, fault === 'name_taken' ? 'name' : undefined);
}
