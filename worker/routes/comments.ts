// The doors to comments: the words of answers, newest or lowest score first, who has read them, and their erasure.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { commentsQuery, commentsRead } from '../contract/members.ts';
import type { CommentsPage } from '../contract/members.ts';
import type { EraseReply, StoredReply } from '../contract/visitor.ts';
import { databaseFor, firstDatabase } from '../databases.ts';
import { stemsOf } from '../domain/stems.ts';
import { carriesTopic } from '../domain/words/topics.ts';
import type { AppEnv } from '../env.ts';
import { readBody, readQuery } from '../guards/body.ts';
import { signedIn, siteMember } from '../guards/member.ts';
import { Refusal } from '../refusal.ts';
import { deleteCommentWords, listComments, updateCommentsRead } from '../store/comments.ts';
import { listPlaceNames } from '../store/places.ts';
import { listTopics } from '../store/topics.ts';

/** Words of a search beyond these are left out. */
const MOST_STEMS = 8;

export function commentRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.get('/sites/:site/comments', signedIn, siteMember('words'), async (c) => c.json(await comments(c)));
  routes.post('/sites/:site/comments/read', signedIn, siteMember('words'), async (c) => {
    const { ids } = await readBody(c, commentsRead);
    await updateCommentsRead(databaseFor(c.env, c.var.site), c.var.site.id, ids, c.var.now);
    return c.json({ stored: 1 } satisfies StoredReply);
  });
  routes.delete('/sites/:site/comments/:id', signedIn, siteMember('words'), async (c) => {
    const comment = { siteId: c.var.site.id, id: c.req.param('id'), nowMs: c.var.now };
    if (!(await deleteCommentWords(databaseFor(c.env, c.var.site), comment))) throw new Refusal('not_found');
    return c.json({ erased: 1 } satisfies EraseReply);
  });
  return routes;
}

async function comments(c: Context<AppEnv>): Promise<CommentsPage> {
  const { find, topic, unread, ...asked } = readQuery(c, commentsQuery);
  const db = databaseFor(c.env, c.var.site);
  const topics = await listTopics(db, c.var.site.id);
  const named = topics.find(({ id }) => id === topic);
  if (topic !== undefined && !named) throw new Refusal('not_found');
  const page = await listComments(db, c.var.site.id, {
    ...asked,
    unread: unread !== undefined,
    stems: find === undefined ? null : stemsOf(find).slice(0, MOST_STEMS),
    topic: named?.needles ?? null,
  });
  const branches = await branchNames(c, page.comments);
  return {
    ...page,
    comments: page.comments.map(({ stems, branchId, ...comment }) => ({
      ...comment,
      branch: branches.get(branchId ?? '') ?? null,
      topics: topics.filter(({ needles }) => carriesTopic(stems, needles)).map(({ id }) => id),
    })),
  };
}

/** Names of the branches that these are about, in use or not; most sites have none, and then nothing is asked. */
async function branchNames(
  c: Context<AppEnv>,
  comments: readonly { branchId: string | null }[],
): Promise<Map<string, string>> {
  if (comments.every(({ branchId }) => branchId === null)) return new Map();
  const { branches } = await listPlaceNames(firstDatabase(c.env), c.var.site.clinic.id);
  return new Map(branches.map(({ id, name }) => [id, name]));
}
