// SQL of the owner's topics of comments: a short list per site, with the needles that find them.
import type { CommentTopic, TopicSave } from '../contract/words.ts';
import { MAX_TOPICS } from '../contract/words.ts';
import type { Needles } from '../domain/words/topics.ts';

export type StoredTopic = CommentTopic & { needles: Needles[] };
export type NewTopic = TopicSave & { needles: readonly Needles[] };

type TopicRow = {
  id: string;
  name_ru: string;
  name_en: string;
  words: string;
  needles: string;
  complaint: number;
};

/** A site's topics, oldest first. */
export async function listTopics(db: D1Database, siteId: string): Promise<StoredTopic[]> {
  const { results } = await db
    .prepare(
      'SELECT id, name_ru, name_en, words, needles, complaint FROM comment_topic WHERE site_id = ?1 ORDER BY name_ru, id',
    )
    .bind(siteId)
    .all<TopicRow>();
  return results.map((row) => ({
    id: row.id,
    name: { ru: row.name_ru, en: row.name_en },
    // Written by this file alone.
    words: JSON.parse(row.words) as string[],
    needles: JSON.parse(row.needles) as string[][],
    complaint: row.complaint === 1,
  }));
}

export type TopicKey = { siteId: string; id: string };

/** False when the site has as many topics as it may. */
export async function insertTopic(
  db: D1Database,
  { siteId, id }: TopicKey,
  topic: NewTopic,
): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `INSERT INTO comment_topic (site_id, id, name_ru, name_en, words, needles, complaint) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7
       WHERE (SELECT count(*) FROM comment_topic WHERE site_id = ?1) < ${MAX_TOPICS}`,
    )
    .bind(siteId, id, ...values(topic))
    .run();
  return meta.changes > 0;
}

/** False when the site has no such topic. */
export async function updateTopic(
  db: D1Database,
  { siteId, id }: TopicKey,
  topic: NewTopic,
): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `UPDATE comment_topic SET name_ru = ?3, name_en = ?4, words = ?5, needles = ?6, complaint = ?7
       WHERE site_id = ?1 AND id = ?2`,
    )
    .bind(siteId, id, ...values(topic))
    .run();
  return meta.changes > 0;
}

const values = ({ name, words, needles, complaint }: NewTopic) =>
  [name.ru, name.en, JSON.stringify(words), JSON.stringify(needles), complaint ? 1 : 0] as const;

/** False when the site has no such topic. */
export async function deleteTopic(db: D1Database, { siteId, id }: TopicKey): Promise<boolean> {
  const { meta } = await db
    .prepare('DELETE FROM comment_topic WHERE site_id = ?1 AND id = ?2')
    .bind(siteId, id)
    .run();
  return meta.changes > 0;
}
