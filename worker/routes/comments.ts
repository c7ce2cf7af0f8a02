// The doors to comments: the words of answers, newest or lowest score first, who has read them, and their erasure.
import { Hono } from 'hono';
import { commentsQuery, commentsRead } from '../contract/members.ts';
import type { CommentsPage } from '../contract/members.ts';
import type { EraseReply, StoredReply } from '../contract/visitor.ts';
import { databaseFor } from '../databases.ts';
import { stemsOf } from '../domain/stems.ts';
import type { AppEnv } from '../env.ts';
import { readBody, readQuery } from '../guards/body.ts';
import { signedIn, siteMember } from '../guards/member.ts';
import { Refusal } from '../refusal.ts';
import { deleteCommentWords, listComments, updateCommentsRead } from '../store/comments.ts';

/** Words of a search beyond these are left out. */
const MOST_STEMS = 8;

export function commentRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.get('/sites/:site/comments', signedIn, siteMember('words'), async (c) => {
    const { find, ...asked } = readQuery(c, commentsQuery);
    const page = await listComments(databaseFor(c.env, c.var.site), c.var.site.id, {
      ...asked,
      stems: find === undefined ? null : stemsOf(find).slice(0, MOST_STEMS),
    });
    return c.json(page satisfies CommentsPage);
  });
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
