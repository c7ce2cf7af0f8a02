// The doors to one person: their other conversations beside a thread, and for an owner all that is held of them, as a file or erased.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { personFind } from '../contract/person.ts';
import type { PersonErased, PersonExport, PersonFind, PersonView } from '../contract/person.ts';
import { openContact, personIndexes } from '../contacts.ts';
import { databaseFor } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { readBody } from '../guards/body.ts';
import { signedIn, siteMember } from '../guards/member.ts';
import { announce } from '../live/live.ts';
import { Refusal } from '../refusal.ts';
import { deleteClinicConversations } from '../store/erasures.ts';
import { listEarlier, listPersonIds, listPersonRecords, PERSON_CONVERSATIONS } from '../store/persons.ts';
import { readThread } from '../store/threads.ts';

export function personRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  const owner = [signedIn, siteMember('clinic')] as const;
  routes.get('/sites/:site/conversations/:id/person', signedIn, siteMember('words'), getPerson);
  // By POST, so that no phone stands in an address: addresses are logged and remembered.
  routes.post('/sites/:site/person/export', ...owner, exportPerson);
  routes.post('/sites/:site/person/erase', ...owner, erasePerson);
  return routes;
}

/** Empty for a conversation without a contact: words alone name nobody. */
async function getPerson(c: Context<AppEnv>): Promise<Response> {
  const { site } = c.var;
  const db = databaseFor(c.env, site);
  const id = c.req.param('id') ?? '';
  const thread = await readThread(db, site.id, id);
  if (!thread) throw new Refusal('not_found');
  const { contact, tokenHash } = thread;
  if (!contact) return c.json({ earlier: [] } satisfies PersonView);
  const parts = await openContact(c.env, { siteId: site.id, tokenHash }, contact);
  const indexes = await personIndexes(c.env, site.id, parts);
  const earlier = await listEarlier(db, { siteId: site.id, indexes, except: id });
  return c.json({ earlier } satisfies PersonView);
}

/** The conversations of whom the body names, one more than are taken at once if there are. */
async function idsOf(c: Context<AppEnv>): Promise<string[]> {
  const { by, value }: PersonFind = await readBody(c, personFind);
  const indexes = await personIndexes(c.env, c.var.site.id, { phone: '', email: '', [by]: value });
  return listPersonIds(databaseFor(c.env, c.var.site), c.var.site.id, indexes);
}

async function exportPerson(c: Context<AppEnv>): Promise<Response> {
  const { site, now } = c.var;
  const db = databaseFor(c.env, site);
  const ids = await idsOf(c);
  const { conversations, messages, notes } = await listPersonRecords(
    db,
    site.id,
    ids.slice(0, PERSON_CONVERSATIONS),
  );
  const records = await Promise.all(
    conversations.map(async ({ row, tokenHash, contact }) => {
      const opened = contact && (await openContact(c.env, { siteId: site.id, tokenHash }, contact));
      const of = (one: { conversation_id?: unknown }) => one.conversation_id === row['id'];
      return { ...row, contact: opened, messages: messages.filter(of), notes: notes.filter(of) };
    }),
  );
  return c.json({
    ...{ format: 1, site: { id: site.id, name: site.name }, exportedAtMs: now },
    conversations: records,
    more: ids.length > PERSON_CONVERSATIONS,
  } satisfies PersonExport);
}

async function erasePerson(c: Context<AppEnv>): Promise<Response> {
  const { site, now } = c.var;
  const db = databaseFor(c.env, site);
  const ids = await idsOf(c);
  const erased = await deleteClinicConversations(db, {
    siteId: site.id,
    ids: ids.slice(0, PERSON_CONVERSATIONS),
    nowMs: now,
  });
  for (const conversationId of erased)
    c.executionCtx.waitUntil(announce(c.env, site, { is: 'conversation', conversationId, gone: true }));
  return c.json({
    erased: erased.length,
    left: ids.length > PERSON_CONVERSATIONS,
  } satisfies PersonErased);
}
