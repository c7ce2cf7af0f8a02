-- Every table and index of Otklik: the only truth on storage. One statement per table, one comment per table.
-- Conventions: ids are ULIDs (global, so a site can move between databases); *_at is epoch milliseconds UTC; day is a
-- local calendar date in the site's zone; *_hash is SHA-256; JSON columns are parsed by a contract schema when read.

-- Which version of this file the database holds; one row.
CREATE TABLE IF NOT EXISTS schema_version (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  version INTEGER NOT NULL
) STRICT;
INSERT INTO schema_version (one, version) VALUES (1, 1) ON CONFLICT DO NOTHING;

-- When each scheduled job last ended well, and the last error: shown in the dashboard.
CREATE TABLE IF NOT EXISTS job_run (
  job TEXT PRIMARY KEY,
  ended_at INTEGER,
  failed_at INTEGER,
  error TEXT
) STRICT, WITHOUT ROWID;

-- The tenant.
CREATE TABLE IF NOT EXISTS clinic (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  legal_name TEXT NOT NULL DEFAULT '',
  policy_url TEXT NOT NULL DEFAULT '',
  -- Version of the consent text shown in the widget: changes when legal name or policy address change.
  consent_version TEXT NOT NULL DEFAULT '1',
  created_at INTEGER NOT NULL,
  -- Set when the owner removes it: nobody belongs to it any more; the row goes once its last site is erased.
  removed_at INTEGER
) STRICT, WITHOUT ROWID;

-- A site: a domain, a zone, a data place, its settings, and the series its visits are counted in.
CREATE TABLE IF NOT EXISTS site (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL REFERENCES clinic (id) ON DELETE CASCADE,
  -- The public key in the snippet: an address, not a secret.
  key TEXT NOT NULL UNIQUE,
  -- Which database holds the site: 1 is the first, where this row is read from.
  home INTEGER NOT NULL DEFAULT 1,
  name TEXT NOT NULL,
  domain TEXT NOT NULL,
  zone TEXT NOT NULL,
  data_place TEXT NOT NULL CHECK (data_place IN ('eu', 'us', 'global', 'russia')),
  enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
  settings TEXT NOT NULL,
  -- Grows with every save: guards against a lost update and is part of the loader's ETag.
  version INTEGER NOT NULL DEFAULT 1,
  -- Grows when stages, their rules, or the mode change: a new journey series.
  rules_version INTEGER NOT NULL DEFAULT 1,
  -- Stages dropped earlier, {id: key}: an id is a letter of stored paths and never gets another meaning.
  former_stages TEXT NOT NULL DEFAULT '{}',
  -- Last time an operator or owner opened the inbox: Ask closes itself when nobody looks.
  inbox_opened_at INTEGER,
  -- When a page last asked for the tag's script, at most ten minutes behind: tells "no tag" from "a tag that cannot count".
  fetched_at INTEGER,
  created_at INTEGER NOT NULL,
  -- Set when an owner removes it: no door finds it from then on, and the clock erases its rows piece by piece.
  removed_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS site_by_clinic ON site (clinic_id);

-- Places of a clinic and its doctors: dimensions of answers, conversations and links, never sites.
CREATE TABLE IF NOT EXISTS branch (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL REFERENCES clinic (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  removed_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS doctor (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL REFERENCES clinic (id) ON DELETE CASCADE,
  branch_id TEXT REFERENCES branch (id) ON DELETE SET NULL,
  name TEXT NOT NULL,
  removed_at INTEGER
) STRICT, WITHOUT ROWID;

-- Origins outside a site's list whose pages load its tag: host and days only, at most 20 a site, gone 30 days after the last.
CREATE TABLE IF NOT EXISTS unknown_origin (
  site_id TEXT NOT NULL REFERENCES site (id) ON DELETE CASCADE,
  origin TEXT NOT NULL,
  -- UTC dates.
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  -- Loads counted in all and on the last day; a day stops being counted at its cap.
  seen INTEGER NOT NULL,
  seen_last_day INTEGER NOT NULL,
  ignored INTEGER NOT NULL DEFAULT 0 CHECK (ignored IN (0, 1)),
  PRIMARY KEY (site_id, origin)
) STRICT, WITHOUT ROWID;

-- The loader as sent: built and compressed when settings are saved, or once after a deploy.
CREATE TABLE IF NOT EXISTS loader_file (
  site_id TEXT PRIMARY KEY REFERENCES site (id) ON DELETE CASCADE,
  release TEXT NOT NULL,
  version INTEGER NOT NULL,
  etag TEXT NOT NULL,
  plain TEXT NOT NULL,
  brotli BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- People of the clinic.
CREATE TABLE IF NOT EXISTS member (
  id TEXT PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('ru', 'en')),
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A member's role in a clinic; limited to the sites listed in membership_site when any are.
CREATE TABLE IF NOT EXISTS membership (
  clinic_id TEXT NOT NULL REFERENCES clinic (id) ON DELETE CASCADE,
  member_id TEXT NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('owner', 'operator', 'viewer', 'webmaster')),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (clinic_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS membership_by_member ON membership (member_id);
CREATE TABLE IF NOT EXISTS membership_site (
  clinic_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  site_id TEXT NOT NULL REFERENCES site (id) ON DELETE CASCADE,
  PRIMARY KEY (clinic_id, member_id, site_id),
  FOREIGN KEY (clinic_id, member_id) REFERENCES membership (clinic_id, member_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Teams of a clinic, to which questions may be given.
CREATE TABLE IF NOT EXISTS team (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL REFERENCES clinic (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  UNIQUE (clinic_id, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS team_member (
  team_id TEXT NOT NULL REFERENCES team (id) ON DELETE CASCADE,
  member_id TEXT NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  PRIMARY KEY (team_id, member_id)
) STRICT, WITHOUT ROWID;

-- One-time sign-in links (SHA-256 of 256 random bits), spent by deletion.
-- A link that a clinic's owner made opens that clinic only (clinic_id): it must not sign anyone in elsewhere.
CREATE TABLE IF NOT EXISTS sign_in_link (
  hash TEXT PRIMARY KEY,
  member_id TEXT NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  clinic_id TEXT REFERENCES clinic (id) ON DELETE CASCADE,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Rolling sessions; revoked by deletion. Limited to one clinic when the link was.
CREATE TABLE IF NOT EXISTS session (
  hash TEXT PRIMARY KEY,
  member_id TEXT NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  clinic_id TEXT REFERENCES clinic (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS session_by_member ON session (member_id);

-- A member's account at Telegram as one bot knows it: an answer there counts as this member's, by this bot only.
CREATE TABLE IF NOT EXISTS telegram_link (
  bot_hash TEXT NOT NULL,
  user_id INTEGER NOT NULL,
  member_id TEXT NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  linked_at INTEGER NOT NULL,
  PRIMARY KEY (bot_hash, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS telegram_link_by_member ON telegram_link (member_id);

-- The code that a member sends to a bot to make that link: one a member, for some minutes, spent by deletion.
CREATE TABLE IF NOT EXISTS telegram_code (
  member_id TEXT PRIMARY KEY REFERENCES member (id) ON DELETE CASCADE,
  hash TEXT NOT NULL UNIQUE,
  -- Set when the session that made it opens one clinic only: then so does the link.
  clinic_id TEXT REFERENCES clinic (id) ON DELETE CASCADE,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A stretch of data counted by one definition. `consented` is reserved for a later mode.
CREATE TABLE IF NOT EXISTS series (
  id TEXT PRIMARY KEY,
  site_id TEXT NOT NULL REFERENCES site (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('journey', 'answers')),
  mode TEXT NOT NULL CHECK (mode IN ('statistics', 'on-open', 'off', 'consented')),
  rules_version INTEGER NOT NULL,
  zone TEXT NOT NULL,
  -- Answers only: which question, wording and scale, asked at which moment.
  question TEXT,
  wording INTEGER,
  moment TEXT,
  -- Local date of the first day counted by this definition (a zone change: the next local midnight).
  started_on TEXT NOT NULL,
  started_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS series_by_site ON series (site_id, kind, started_at);

-- One visit of an open day, pseudonymous until folded. `log` is every event received (stage, time, page, sequence);
-- `path` is the letters of its stages while they arrive in order; `messy` says the path must be made from the log.
CREATE TABLE IF NOT EXISTS visit (
  site_id TEXT NOT NULL,
  day TEXT NOT NULL,
  key TEXT NOT NULL,
  series_id TEXT NOT NULL,
  source TEXT NOT NULL,
  campaign TEXT NOT NULL,
  device TEXT NOT NULL,
  language TEXT NOT NULL,
  path TEXT NOT NULL,
  log TEXT NOT NULL,
  last_at INTEGER NOT NULL,
  messy INTEGER NOT NULL,
  -- The question that was handed out, with the event it came with; '' for none: one question a visit.
  asked TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (site_id, day, key)
) STRICT, WITHOUT ROWID;

-- Progress of closing one day; `partial` holds what is folded so far. Its presence refuses further visits for as long as the
-- day's rows live: a closed day is final.
CREATE TABLE IF NOT EXISTS journey_fold (
  site_id TEXT NOT NULL REFERENCES site (id) ON DELETE CASCADE,
  day TEXT NOT NULL,
  cursor TEXT NOT NULL,
  partial TEXT NOT NULL,
  done INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (site_id, day)
) STRICT, WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS journey_fold_open ON journey_fold (site_id, day) WHERE done = 0;

-- Visits of one local day and series, folded to path -> count (a trie text), whole and by one dimension each (JSON of the
-- contract's cells, '' once it has aged out), and the times between stages (JSON, pair -> distribution; closed days only).
CREATE TABLE IF NOT EXISTS journey_day (
  site_id TEXT NOT NULL REFERENCES site (id) ON DELETE CASCADE,
  day TEXT NOT NULL,
  series_id TEXT NOT NULL,
  zone TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('provisional', 'closed')),
  -- The data is complete up to this instant.
  as_of INTEGER NOT NULL,
  visits INTEGER NOT NULL,
  paths TEXT NOT NULL,
  times TEXT NOT NULL DEFAULT '{}',
  by_source TEXT NOT NULL,
  by_campaign TEXT NOT NULL,
  by_device TEXT NOT NULL,
  by_language TEXT NOT NULL,
  by_entry TEXT NOT NULL,
  PRIMARY KEY (site_id, day, series_id)
) STRICT, WITHOUT ROWID;
-- Day rows that still have their dimensions: retention reads these only.
CREATE INDEX IF NOT EXISTS journey_day_dimensions ON journey_day (day) WHERE by_source <> '';

-- Closed day rows of an ISO week or a calendar month added up: a cache beside them, one row per span and series.
CREATE TABLE IF NOT EXISTS journey_roll (
  site_id TEXT NOT NULL REFERENCES site (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('week', 'month')),
  from_day TEXT NOT NULL,
  series_id TEXT NOT NULL,
  to_day TEXT NOT NULL,
  as_of INTEGER NOT NULL,
  visits INTEGER NOT NULL,
  paths TEXT NOT NULL,
  times TEXT NOT NULL,
  by_source TEXT NOT NULL,
  by_campaign TEXT NOT NULL,
  by_device TEXT NOT NULL,
  by_language TEXT NOT NULL,
  by_entry TEXT NOT NULL,
  PRIMARY KEY (site_id, kind, from_day, series_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS journey_roll_dimensions ON journey_roll (from_day) WHERE by_source <> '';
-- No roll outlives a change of what it was added up from, whoever makes the change.
CREATE TRIGGER IF NOT EXISTS journey_day_added AFTER INSERT ON journey_day BEGIN
  DELETE FROM journey_roll WHERE site_id = NEW.site_id AND kind = 'week' AND from_day = date(NEW.day, 'weekday 0', '-6 days');
  DELETE FROM journey_roll WHERE site_id = NEW.site_id AND kind = 'month' AND from_day = date(NEW.day, 'start of month');
END;
CREATE TRIGGER IF NOT EXISTS journey_day_changed AFTER UPDATE OF visits, paths, status ON journey_day BEGIN
  DELETE FROM journey_roll WHERE site_id = NEW.site_id AND kind = 'week' AND from_day = date(NEW.day, 'weekday 0', '-6 days');
  DELETE FROM journey_roll WHERE site_id = NEW.site_id AND kind = 'month' AND from_day = date(NEW.day, 'start of month');
END;
CREATE TRIGGER IF NOT EXISTS journey_day_gone AFTER DELETE ON journey_day BEGIN
  DELETE FROM journey_roll WHERE site_id = OLD.site_id AND kind = 'week' AND from_day = date(OLD.day, 'weekday 0', '-6 days');
  DELETE FROM journey_roll WHERE site_id = OLD.site_id AND kind = 'month' AND from_day = date(OLD.day, 'start of month');
END;

-- Funnels that a site keeps for another look: at most 20, each name once. `steps` is a list of lists of stage ids.
CREATE TABLE IF NOT EXISTS saved_funnel (
  site_id TEXT NOT NULL REFERENCES site (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  steps TEXT NOT NULL,
  strict INTEGER NOT NULL CHECK (strict IN (0, 1)),
  PRIMARY KEY (site_id, id),
  UNIQUE (site_id, name)
) STRICT, WITHOUT ROWID;

-- Campaign labels a site has seen, at most 50; others fold to the empty label.
CREATE TABLE IF NOT EXISTS campaign (
  site_id TEXT NOT NULL REFERENCES site (id) ON DELETE CASCADE,
  label TEXT NOT NULL,
  PRIMARY KEY (site_id, label)
) STRICT, WITHOUT ROWID;

-- Rows written for a site on a UTC day: statistics stop at the budget, messages go on.
CREATE TABLE IF NOT EXISTS write_budget (
  site_id TEXT NOT NULL REFERENCES site (id) ON DELETE CASCADE,
  day TEXT NOT NULL,
  rows_written INTEGER NOT NULL,
  -- rows_written as the last fold saw it: where the two are equal, today's day rows need no new look.
  rows_folded INTEGER NOT NULL DEFAULT 0,
  -- When statistics last came on this day, {origin or stage id: epoch ms}: what the install check shows. No visit is named.
  seen TEXT NOT NULL DEFAULT '{}',
  PRIMARY KEY (site_id, day)
) STRICT, WITHOUT ROWID;

-- A way to the hosted page: a card, whose printed code takes many answers, or a set of invites, each of which takes one. Both say
-- which question is asked and which branch or doctor its answers are about. Invites live 30 days beyond their end.
CREATE TABLE IF NOT EXISTS link (
  id TEXT PRIMARY KEY,
  site_id TEXT NOT NULL REFERENCES site (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('card', 'invite')),
  -- In the address of a card: anybody may read it off the wall.
  code TEXT UNIQUE,
  label TEXT NOT NULL,
  survey INTEGER NOT NULL,
  branch_id TEXT,
  doctor_id TEXT,
  by_name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  -- Since when it is switched off; it can be switched on again.
  off_at INTEGER,
  -- Answers given by it.
  uses INTEGER NOT NULL DEFAULT 0,
  -- How many invites the set has.
  invites INTEGER,
  CHECK ((kind = 'card') = (code IS NOT NULL) AND (kind = 'invite') = (expires_at IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS link_by_site ON link (site_id, created_at);
CREATE INDEX IF NOT EXISTS link_expired ON link (expires_at) WHERE expires_at IS NOT NULL;

-- One invite of a set: its secret's hash, and whether it has been used up. Neither when nor for which answer is kept, so that
-- nobody who remembers to whom it was sent can tell whose answer is whose.
CREATE TABLE IF NOT EXISTS invite (
  secret_hash TEXT PRIMARY KEY,
  site_id TEXT NOT NULL REFERENCES site (id) ON DELETE CASCADE,
  link_id TEXT NOT NULL REFERENCES link (id) ON DELETE CASCADE,
  used INTEGER NOT NULL DEFAULT 0 CHECK (used IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS invite_by_link ON invite (link_id);

-- An answer to a survey question. Score and copied dimensions live 25 months; text and erase hash 180 days.
-- client_key is made of the client's id and its erase secret, so another sender's same id is another key.
CREATE TABLE IF NOT EXISTS answer (
  site_id TEXT NOT NULL REFERENCES site (id) ON DELETE CASCADE,
  client_key TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  series_id TEXT NOT NULL,
  question TEXT NOT NULL,
  moment TEXT NOT NULL,
  -- Id of the site's question (its settings); an id never gets another meaning.
  survey INTEGER,
  origin TEXT NOT NULL CHECK (origin IN ('widget', 'card', 'invite', 'import', 'api')),
  mode TEXT NOT NULL,
  day TEXT NOT NULL,
  score INTEGER,
  text TEXT,
  -- Stems of the words of `text`, each between spaces, for searching; gone with it (trigger).
  stems TEXT,
  language TEXT NOT NULL,
  stage INTEGER,
  source TEXT,
  device TEXT,
  branch_id TEXT,
  doctor_id TEXT,
  loader_version TEXT,
  consent_version TEXT,
  erase_hash TEXT,
  read_at INTEGER,
  PRIMARY KEY (site_id, client_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS answer_by_day ON answer (site_id, day, id);
-- Comments newest first, lowest score first, and unread: only answers with words are in these.
-- The stems ride in the first, so that a search reads nothing else.
CREATE INDEX IF NOT EXISTS answer_comment ON answer (site_id, day, id, stems) WHERE text IS NOT NULL;
CREATE INDEX IF NOT EXISTS answer_lowest ON answer (
  site_id, (CASE WHEN score IS NULL OR (question = 'fft' AND score = 0) THEN -99 ELSE -score END), day, id
) WHERE text IS NOT NULL;
CREATE INDEX IF NOT EXISTS answer_unread ON answer (site_id, day, id) WHERE text IS NOT NULL AND read_at IS NULL;
-- Answers whose words or erase secret have not aged out yet: retention reads these only.
CREATE INDEX IF NOT EXISTS answer_wordy ON answer (day) WHERE text IS NOT NULL OR erase_hash IS NOT NULL;

-- Answers of one series and local day by their score (s0 … s10; `none`: words without a score): a cache of `answer` that its
-- triggers keep, so that a trend of 25 months reads a row a day. Empty it and apply this file again, and it is made anew.
CREATE TABLE IF NOT EXISTS score_day (
  site_id TEXT NOT NULL REFERENCES site (id) ON DELETE CASCADE,
  series_id TEXT NOT NULL,
  day TEXT NOT NULL,
  s0 INTEGER NOT NULL,
  s1 INTEGER NOT NULL,
  s2 INTEGER NOT NULL,
  s3 INTEGER NOT NULL,
  s4 INTEGER NOT NULL,
  s5 INTEGER NOT NULL,
  s6 INTEGER NOT NULL,
  s7 INTEGER NOT NULL,
  s8 INTEGER NOT NULL,
  s9 INTEGER NOT NULL,
  s10 INTEGER NOT NULL,
  none INTEGER NOT NULL,
  PRIMARY KEY (site_id, series_id, day)
) STRICT, WITHOUT ROWID;
INSERT INTO score_day (site_id, series_id, day, s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, none)
SELECT site_id, series_id, day, sum(score IS 0),
  sum(score IS 1),
  sum(score IS 2),
  sum(score IS 3),
  sum(score IS 4),
  sum(score IS 5),
  sum(score IS 6),
  sum(score IS 7),
  sum(score IS 8),
  sum(score IS 9),
  sum(score IS 10),
  sum(score IS NULL)
FROM answer WHERE (score IS NULL OR score BETWEEN 0 AND 10) AND NOT EXISTS (SELECT 1 FROM score_day)
GROUP BY site_id, series_id, day;
CREATE TRIGGER IF NOT EXISTS answer_counted AFTER INSERT ON answer WHEN new.score IS NULL OR new.score BETWEEN 0 AND 10 BEGIN
  INSERT INTO score_day (site_id, series_id, day, s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, none)
  VALUES (new.site_id, new.series_id, new.day, new.score IS 0, new.score IS 1, new.score IS 2, new.score IS 3, new.score IS 4, new.score IS 5, new.score IS 6, new.score IS 7, new.score IS 8, new.score IS 9, new.score IS 10, new.score IS NULL)
  ON CONFLICT DO UPDATE SET s0 = s0 + excluded.s0,
    s1 = s1 + excluded.s1,
    s2 = s2 + excluded.s2,
    s3 = s3 + excluded.s3,
    s4 = s4 + excluded.s4,
    s5 = s5 + excluded.s5,
    s6 = s6 + excluded.s6,
    s7 = s7 + excluded.s7,
    s8 = s8 + excluded.s8,
    s9 = s9 + excluded.s9,
    s10 = s10 + excluded.s10,
    none = none + excluded.none;
END;
CREATE TRIGGER IF NOT EXISTS answer_uncounted AFTER DELETE ON answer WHEN old.score IS NULL OR old.score BETWEEN 0 AND 10 BEGIN
  UPDATE score_day SET s0 = s0 - (old.score IS 0),
    s1 = s1 - (old.score IS 1),
    s2 = s2 - (old.score IS 2),
    s3 = s3 - (old.score IS 3),
    s4 = s4 - (old.score IS 4),
    s5 = s5 - (old.score IS 5),
    s6 = s6 - (old.score IS 6),
    s7 = s7 - (old.score IS 7),
    s8 = s8 - (old.score IS 8),
    s9 = s9 - (old.score IS 9),
    s10 = s10 - (old.score IS 10),
    none = none - (old.score IS NULL)
  WHERE site_id = old.site_id AND series_id = old.series_id AND day = old.day;
  DELETE FROM score_day WHERE site_id = old.site_id AND series_id = old.series_id AND day = old.day
    AND s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + none = 0;
END;
CREATE TRIGGER IF NOT EXISTS answer_unworded AFTER UPDATE OF text ON answer WHEN new.text IS NULL AND new.stems IS NOT NULL BEGIN
  UPDATE answer SET stems = NULL WHERE site_id = new.site_id AND client_key = new.client_key;
END;
CREATE TRIGGER IF NOT EXISTS answer_recounted AFTER UPDATE OF score, day, series_id ON answer BEGIN
  SELECT RAISE(ABORT, 'an answer''s score is not changed but erased and given anew');
END;

-- How often a question was handed to visitors (asked) and looked at (opened) on a local day. Pages say it of themselves, so anybody
-- can forge it; screens say so. No visitor is named. Lives as long as the answers beside it.
CREATE TABLE IF NOT EXISTS survey_count (
  site_id TEXT NOT NULL REFERENCES site (id) ON DELETE CASCADE,
  day TEXT NOT NULL,
  question TEXT NOT NULL,
  moment TEXT NOT NULL,
  wording INTEGER NOT NULL,
  asked INTEGER NOT NULL,
  opened INTEGER NOT NULL,
  PRIMARY KEY (site_id, day, question, moment, wording)
) STRICT, WITHOUT ROWID;

-- Topics that an owner looks for in comments: a comment carries one when its stems hold all needles of one of its phrases.
CREATE TABLE IF NOT EXISTS comment_topic (
  site_id TEXT NOT NULL REFERENCES site (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  name_ru TEXT NOT NULL,
  name_en TEXT NOT NULL,
  -- JSON: the phrases as the owner typed them, and the needles of each.
  words TEXT NOT NULL,
  needles TEXT NOT NULL,
  -- A comment that carries it when it comes is a complaint.
  complaint INTEGER NOT NULL CHECK (complaint IN (0, 1)),
  PRIMARY KEY (site_id, id)
) STRICT, WITHOUT ROWID;

-- What the clinic treats as a complaint: a conversation about one (trigger), a comment that carried such a topic when it came
-- (trigger) or was marked by hand. Its date is that of its comment or conversation, and it goes with their words (triggers).
CREATE TABLE IF NOT EXISTS complaint (
  site_id TEXT NOT NULL REFERENCES site (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('comment', 'conversation')),
  record_id TEXT NOT NULL,
  done_at INTEGER,
  done_by TEXT NOT NULL DEFAULT '',
  -- The clinic's own words on how it ended; they may tell of the patient.
  note TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (site_id, kind, record_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER IF NOT EXISTS answer_complains AFTER INSERT ON answer WHEN new.stems IS NOT NULL BEGIN
  INSERT INTO complaint (site_id, kind, record_id) SELECT new.site_id, 'comment', new.id
  WHERE EXISTS (SELECT 1 FROM comment_topic JOIN json_each(comment_topic.needles) AS phrase
    WHERE comment_topic.site_id = new.site_id AND comment_topic.complaint = 1
      AND NOT EXISTS (SELECT 1 FROM json_each(phrase.value) AS needle WHERE instr(new.stems, needle.value) = 0))
  ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER IF NOT EXISTS answer_complaint_unworded AFTER UPDATE OF text ON answer WHEN new.text IS NULL BEGIN
  DELETE FROM complaint WHERE site_id = new.site_id AND kind = 'comment' AND record_id = new.id;
END;
CREATE TRIGGER IF NOT EXISTS answer_complaint_gone AFTER DELETE ON answer WHEN old.text IS NOT NULL BEGIN
  DELETE FROM complaint WHERE site_id = old.site_id AND kind = 'comment' AND record_id = old.id;
END;

-- Unusual scores that an owner has seen, with what they wrote about it. The signal itself is worked out anew each time.
CREATE TABLE IF NOT EXISTS signal_note (
  site_id TEXT NOT NULL REFERENCES site (id) ON DELETE CASCADE,
  -- Its kind, series and day.
  signal TEXT NOT NULL,
  note TEXT NOT NULL,
  by_name TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (site_id, signal)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS signal_note_by_age ON signal_note (at);

-- A conversation, named by the device's token. Lives 90 days after its last message.
CREATE TABLE IF NOT EXISTS conversation (
  id TEXT PRIMARY KEY,
  site_id TEXT NOT NULL REFERENCES site (id) ON DELETE CASCADE,
  token_hash TEXT NOT NULL,
  erase_hash TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('message', 'callback')),
  topic TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'answered', 'closed')),
  outcome TEXT,
  -- When a call back suits, in the person's own words.
  call_when TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL,
  stage INTEGER,
  source TEXT,
  device TEXT,
  branch_id TEXT,
  doctor_id TEXT,
  started_at INTEGER NOT NULL,
  last_message_at INTEGER NOT NULL,
  -- Since when the visitor waits for a human reply; null when nobody waits.
  waiting_since INTEGER,
  first_reply_at INTEGER,
  closed_at INTEGER,
  reopened_at INTEGER,
  -- The clinic's clocks, in working time, worked out when they start so that filters and screens compare one instant.
  -- Until when the person who waits should have a human reply; null while nobody waits.
  due_at INTEGER,
  -- Until when the first reply was due, and the whole conversation solved; they stay.
  first_due_at INTEGER,
  solve_due_at INTEGER,
  -- When the clinic is reminded of a wait; null once it has been, and while nobody waits.
  remind_at INTEGER,
  -- Who has it: a team, a member, both or nobody. Ids only: teams and people live in the first database.
  team_id TEXT,
  assignee_id TEXT,
  -- How often it went from one hand to another; the first taking is none.
  transfers INTEGER NOT NULL DEFAULT 0,
  -- Solved at first contact: 1 when its first closing said so, 0 when not or when it opened again within the site's days;
  -- null until it is first closed.
  solved_first INTEGER CHECK (solved_first IN (0, 1)),
  closed_by TEXT,
  -- Of a call back: when the person was reached by phone, and how many calls were in vain.
  reached_at INTEGER,
  call_tries INTEGER NOT NULL DEFAULT 0,
  UNIQUE (site_id, token_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS conversation_by_state ON conversation (site_id, state, last_message_at);
CREATE INDEX IF NOT EXISTS conversation_by_age ON conversation (last_message_at);
CREATE INDEX IF NOT EXISTS conversation_by_start ON conversation (site_id, started_at);
CREATE TRIGGER IF NOT EXISTS conversation_complains AFTER INSERT ON conversation WHEN new.topic = 'complaint' BEGIN
  INSERT INTO complaint (site_id, kind, record_id) VALUES (new.site_id, 'conversation', new.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER IF NOT EXISTS conversation_complains_now AFTER UPDATE OF topic ON conversation WHEN new.topic = 'complaint' BEGIN
  INSERT INTO complaint (site_id, kind, record_id) VALUES (new.site_id, 'conversation', new.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER IF NOT EXISTS conversation_complaint_gone AFTER DELETE ON conversation BEGIN
  DELETE FROM complaint WHERE site_id = old.site_id AND kind = 'conversation' AND record_id = old.id;
END;
CREATE INDEX IF NOT EXISTS conversation_remind ON conversation (remind_at) WHERE remind_at IS NOT NULL;
-- Whoever ends a wait stops its clocks, by whichever door.
CREATE TRIGGER IF NOT EXISTS conversation_attended AFTER UPDATE OF waiting_since ON conversation
WHEN NEW.waiting_since IS NULL AND (NEW.due_at IS NOT NULL OR NEW.remind_at IS NOT NULL) BEGIN
  UPDATE conversation SET due_at = NULL, remind_at = NULL WHERE id = NEW.id;
END;
-- The inbox: each of its filters is a few ranges of one of these, in the order of the screen, so that a page reads a page.
-- Who waits stands by when the reply is due (else since when they wait), all others by their last message.
CREATE INDEX IF NOT EXISTS conversation_inbox ON conversation (
  site_id, state, kind, (due_at IS NULL), (COALESCE(due_at, waiting_since, last_message_at)), id
);
CREATE INDEX IF NOT EXISTS conversation_inbox_topic ON conversation (
  site_id, topic, state, kind, (due_at IS NULL), (COALESCE(due_at, waiting_since, last_message_at)), id
);
CREATE INDEX IF NOT EXISTS conversation_inbox_member ON conversation (
  site_id, assignee_id, state, kind, (due_at IS NULL), (COALESCE(due_at, waiting_since, last_message_at)), id
);
CREATE INDEX IF NOT EXISTS conversation_inbox_member_topic ON conversation (
  site_id, assignee_id, topic, state, kind, (due_at IS NULL), (COALESCE(due_at, waiting_since, last_message_at)), id
);
CREATE INDEX IF NOT EXISTS conversation_inbox_team ON conversation (
  site_id, team_id, state, kind, (due_at IS NULL), (COALESCE(due_at, waiting_since, last_message_at)), id
) WHERE team_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS conversation_inbox_team_topic ON conversation (
  site_id, team_id, topic, state, kind, (due_at IS NULL), (COALESCE(due_at, waiting_since, last_message_at)), id
) WHERE team_id IS NOT NULL;

-- A message of a conversation; seq is the server's order. What staff write to each other is in internal_note.
CREATE TABLE IF NOT EXISTS message (
  conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  site_id TEXT NOT NULL,
  client_key TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  -- The client's own id, given back so that the outbox can match it.
  client_id TEXT NOT NULL,
  author TEXT NOT NULL CHECK (author IN ('visitor', 'member')),
  member_id TEXT REFERENCES member (id) ON DELETE SET NULL,
  text TEXT NOT NULL,
  language TEXT NOT NULL,
  mode TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('widget', 'card', 'invite', 'import', 'api')),
  loader_version TEXT,
  consent_version TEXT,
  at INTEGER NOT NULL,
  -- Replies only: the ready-made reply that this one began with, and its version.
  canned_id TEXT,
  canned_version INTEGER,
  PRIMARY KEY (conversation_id, seq),
  UNIQUE (site_id, client_key)
) STRICT, WITHOUT ROWID;

-- What staff leave in a conversation for each other; never part of any answer to a visitor. `handover` went to another team or
-- member, `reached` and `not_reached` are calls; these may have no words. Stands after message after_seq.
CREATE TABLE IF NOT EXISTS internal_note (
  conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  site_id TEXT NOT NULL,
  client_key TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('note', 'handover', 'reached', 'not_reached')),
  member_id TEXT REFERENCES member (id) ON DELETE SET NULL,
  text TEXT NOT NULL,
  to_team_id TEXT,
  to_member_id TEXT,
  after_seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (conversation_id, id),
  UNIQUE (site_id, client_key)
) STRICT, WITHOUT ROWID;

-- Ready-made replies of a site with {variables}; `version` grows with every change of the text. An empty topic fits any.
CREATE TABLE IF NOT EXISTS canned_reply (
  site_id TEXT NOT NULL REFERENCES site (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  title TEXT NOT NULL,
  topic TEXT NOT NULL,
  text TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (site_id, id),
  UNIQUE (site_id, title)
) STRICT, WITHOUT ROWID;

-- How to reach a person: sealed (AES-GCM) with a key named by key_id; blind indexes find one person's contacts.
CREATE TABLE IF NOT EXISTS contact (
  conversation_id TEXT PRIMARY KEY REFERENCES conversation (id) ON DELETE CASCADE,
  site_id TEXT NOT NULL,
  key_id TEXT NOT NULL,
  sealed TEXT NOT NULL,
  phone_index TEXT,
  email_index TEXT,
  consent_version TEXT NOT NULL,
  consent_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS contact_by_phone ON contact (site_id, phone_index);
CREATE INDEX IF NOT EXISTS contact_by_email ON contact (site_id, email_index);
-- Contacts that an older key sealed: the clock seals them anew.
CREATE INDEX IF NOT EXISTS contact_by_key ON contact (key_id);

-- What was erased, so that a restored backup can be erased again: hashes only.
CREATE TABLE IF NOT EXISTS erasure (
  site_id TEXT NOT NULL REFERENCES site (id) ON DELETE CASCADE,
  -- `comment`: the words of an answer only, erased by the clinic; its score stays.
  what TEXT NOT NULL CHECK (what IN ('answer', 'comment', 'conversation')),
  record_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (site_id, what, record_id)
) STRICT, WITHOUT ROWID;

-- A way the clinic is told: webhook, Telegram or e-mail. `sealed` holds its address and secrets.
CREATE TABLE IF NOT EXISTS channel (
  id TEXT PRIMARY KEY,
  site_id TEXT NOT NULL REFERENCES site (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('webhook', 'telegram', 'email')),
  label TEXT NOT NULL,
  key_id TEXT NOT NULL,
  sealed TEXT NOT NULL,
  enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
  -- Since when an owner lets patients' words leave by it: those of conversations begun later. Null: no words, ever.
  words_from INTEGER,
  -- Whether the weekly digest goes there too.
  digest INTEGER NOT NULL DEFAULT 0 CHECK (digest IN (0, 1)),
  -- Telegram, while words may leave by it: SHA-256 of the bot's token, by which its replies come in, and the bot's public name.
  bot_hash TEXT,
  bot_name TEXT,
  verified_at INTEGER,
  failing_since INTEGER,
  last_error TEXT,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS channel_by_site ON channel (site_id);
CREATE INDEX IF NOT EXISTS channel_digest ON channel (site_id) WHERE digest = 1;
CREATE INDEX IF NOT EXISTS channel_by_bot ON channel (bot_hash) WHERE bot_hash IS NOT NULL;

-- A notice to deliver: ids and a topic, never a patient's text. Stored in the batch that stores the message.
-- Given up (`dead_at`), it keeps its id and waits to be sent again by hand.
CREATE TABLE IF NOT EXISTS notice (
  id TEXT PRIMARY KEY,
  site_id TEXT NOT NULL REFERENCES site (id) ON DELETE CASCADE,
  channel_id TEXT NOT NULL REFERENCES channel (id) ON DELETE CASCADE,
  -- Null for a notice about the site as a whole.
  conversation_id TEXT,
  -- The message it is about; a channel that may carry words reads them from there when it is sent.
  seq INTEGER,
  event TEXT NOT NULL,
  topic TEXT,
  -- What a notice about the whole site says (JSON of the contract's `digest`): the clinic's own figures. Else empty.
  detail TEXT NOT NULL DEFAULT '',
  -- Names an occasion that is told once by a channel, however often a job finds it.
  once TEXT,
  created_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at INTEGER NOT NULL,
  delivered_at INTEGER,
  -- Telegram's `chat:message` of the delivered notice: what an answer there refers to.
  sent_as TEXT,
  dead_at INTEGER,
  last_error TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS notice_due ON notice (next_attempt_at) WHERE delivered_at IS NULL AND dead_at IS NULL;
CREATE INDEX IF NOT EXISTS notice_dead ON notice (site_id, id) WHERE dead_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS notice_sent ON notice (sent_as) WHERE sent_as IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS notice_once ON notice (channel_id, once) WHERE once IS NOT NULL;
CREATE INDEX IF NOT EXISTS notice_by_conversation ON notice (conversation_id);

