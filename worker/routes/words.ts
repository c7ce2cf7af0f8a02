// The doors to what people say as a whole: the owner's topics with their counts, and phrases said often.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { ulid } from 'ulidx';
import { topicSave, wordsQuery } from '../contract/words.ts';
import type { CommentTopic, WordsAnswer } from '../contract/words.ts';
import { databaseFor } from '../databases.ts';
import { frequentPhrases } from '../domain/words/phrases.ts';
import { carriesTopic, needlesOf } from '../domain/words/topics.ts';
import type { AppEnv } from '../env.ts';
import { readBody, readQuery } from '../guards/body.ts';
import { signedIn, siteMember } from '../guards/member.ts';
import { Refusal } from '../refusal.ts';
import { listSaid } from '../store/comments.ts';
import { deleteTopic, insertTopic, listTopics, updateTopic } from '../store/topics.ts';
import type { NewTopic, StoredTopic, TopicKey } from '../store/topics.ts';

export function wordsRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.get('/sites/:site/words', signedIn, siteMember('words'), async (c) => c.json(await words(c)));
  routes.post('/sites/:site/topics', signedIn, siteMember('topics'), async (c) => {
    const topic = await readTopic(c);
    const key = { siteId: c.var.site.id, id: ulid(c.var.now) };
    if (!(await insertTopic(databaseFor(c.env, c.var.site), key, topic))) throw new Refusal('limit_reached');
    return c.json(topicView({ id: key.id, ...topic }), 201);
  });
  routes.put('/sites/:site/topics/:id', signedIn, siteMember('topics'), async (c) => {
    const topic = await readTopic(c);
    if (!(await updateTopic(databaseFor(c.env, c.var.site), keyOf(c), topic))) throw new Refusal('not_found');
    return c.json(topicView({ id: keyOf(c).id, ...topic }));
  });
  routes.delete('/sites/:site/topics/:id', signedIn, siteMember('topics'), async (c) => {
    if (!(await deleteTopic(databaseFor(c.env, c.var.site), keyOf(c)))) throw new Refusal('not_found');
    return c.body(null, 204);
  });
  return routes;
}

const keyOf = (c: Context<AppEnv>): TopicKey => ({ siteId: c.var.site.id, id: c.req.param('id') ?? '' });

const topicView = ({ id, name, words: typed, complaint }: CommentTopic): CommentTopic => ({
  ...{ id, name, words: typed, complaint },
});

/** Each phrase must have something to look for: a dash alone would be in every comment or in none. */
async function readTopic(c: Context<AppEnv>): Promise<NewTopic> {
  const topic = await readBody(c, topicSave);
  const needles = topic.words.map(needlesOf);
  const empty = needles.findIndex(({ length }) => length === 0);
  if (empty >= 0) throw new Refusal('invalid', `words.${empty}`);
  return { ...topic, needles };
}

async function words(c: Context<AppEnv>): Promise<WordsAnswer> {
  const period = readQuery(c, wordsQuery);
  const db = databaseFor(c.env, c.var.site);
  const [{ said, isCut }, topics] = await Promise.all([
    listSaid(db, c.var.site.id, period),
    listTopics(db, c.var.site.id),
  ]);
  const carried = said.map(({ stems }) => topics.map(({ needles }) => carriesTopic(stems, needles)));
  const n = (_: StoredTopic, i: number): number => carried.filter((marks) => marks[i]).length;
  return {
    period,
    counted: said.length,
    isCut,
    topics: topics.map((topic, i) => ({ ...topicView(topic), n: n(topic, i) })),
    without: carried.filter((marks) => !marks.includes(true)).length,
    phrases: frequentPhrases(said),
  };
}
