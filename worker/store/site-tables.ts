// Every table that holds rows of one site: in which order they are erased, and by which columns a piece of them is found.

export type SiteTable = {
  name: string;
  /** Columns of its primary key. */
  key: readonly string[];
};

/** Words first, what is counted after, the site's own frame last. A table that others name by foreign key comes after them. */
export const SITE_TABLES: readonly SiteTable[] = [
  { name: 'contact', key: ['conversation_id'] },
  { name: 'internal_note', key: ['conversation_id', 'id'] },
  { name: 'message', key: ['conversation_id', 'seq'] },
  { name: 'conversation', key: ['id'] },
  { name: 'notice', key: ['id'] },
  { name: 'canned_reply', key: ['site_id', 'id'] },
  { name: 'channel', key: ['id'] },
  { name: 'answer', key: ['site_id', 'client_key'] },
  { name: 'invite', key: ['secret_hash'] },
  { name: 'link', key: ['id'] },
  { name: 'complaint', key: ['site_id', 'kind', 'record_id'] },
  { name: 'comment_topic', key: ['site_id', 'id'] },
  { name: 'signal_note', key: ['site_id', 'signal'] },
  { name: 'score_day', key: ['site_id', 'series_id', 'day'] },
  { name: 'survey_count', key: ['site_id', 'day', 'question', 'moment', 'wording'] },
  { name: 'visit', key: ['site_id', 'day', 'key'] },
  { name: 'journey_fold', key: ['site_id', 'day'] },
  { name: 'journey_roll', key: ['site_id', 'kind', 'from_day', 'series_id'] },
  { name: 'journey_day', key: ['site_id', 'day', 'series_id'] },
  { name: 'saved_funnel', key: ['site_id', 'id'] },
  { name: 'campaign', key: ['site_id', 'label'] },
  { name: 'erasure', key: ['site_id', 'what', 'record_id'] },
  { name: 'series', key: ['id'] },
  { name: 'write_budget', key: ['site_id', 'day'] },
  { name: 'unknown_origin', key: ['site_id', 'origin'] },
  { name: 'membership_site', key: ['clinic_id', 'member_id', 'site_id'] },
  { name: 'loader_file', key: ['site_id'] },
];
