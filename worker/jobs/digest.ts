// The clock's part in telling clinics of their week: each channel that wants the digest gets it once, from Monday morning on.
import { notify } from '../channels/notify.ts';
import type { Period } from '../contract/journey.ts';
import type { Env } from '../env.ts';
import { addDays, dayStart, localDay } from '../domain/calendar.ts';
import { digestText } from '../domain/digest/digest-text.ts';
import type { WeekFacts } from '../domain/digest/digest-text.ts';
import { weekDue, weekName } from '../domain/digest/week.ts';
import { funnel } from '../domain/journey/funnel.ts';
import { sumTries } from '../domain/journey/path-trie.ts';
import { countsOf } from '../domain/satisfaction/scales.ts';
import { addCounts, scoreOf } from '../domain/satisfaction/score.ts';
import type { Score } from '../domain/satisfaction/score.ts';
import { carriesTopic } from '../domain/words/topics.ts';
import { readAnswerSeries } from '../store/answer-series.ts';
import { readAttention } from '../store/attention.ts';
import { listSaid } from '../store/comments.ts';
import { countAnswers, countConversations, listUntold } from '../store/digests.ts';
import { readJourneyAnswer } from '../store/journey-days.ts';
import { listScoreDays } from '../store/score-days.ts';
import { readSite } from '../store/sites.ts';
import type { Site } from '../store/sites.ts';
import { listTopics } from '../store/topics.ts';
import { headlineOf, siteSignals } from './site-signals.ts';

/** About twenty statements each: the free plan allows 50 in a run; where more is allowed, FOLD_QUERIES says so. */
const PER_RUN = { free: 1, paid: 10 };
/** The zones in which a day begins first and last: between them lie the weeks that may be due now. */
const [FIRST_ZONE, LAST_ZONE] = ['Pacific/Kiritimati', 'Etc/GMT+12'];
const SCORE_DAYS = 28;

/** Tells the sites whose week is due and untold at `nowMs`; false when the next run has more of them. */
export async function tellWeeks(env: Env, nowMs: number): Promise<boolean> {
  const weeks = [...new Set([FIRST_ZONE, LAST_ZONE].map((zone) => weekName(weekDue(nowMs, zone))))];
  const untold = await listUntold(env.DB, weeks);
  const due = untold.flatMap(({ siteId, zone, createdAtMs, week: name }) => {
    const week = weekDue(nowMs, zone);
    // A site that is younger than the week has no week to tell of.
    return weekName(week) === name && localDay(createdAtMs, zone) <= week.to ? [{ siteId, week }] : [];
  });
  const mostSites = Number(env.FOLD_QUERIES) > 100 ? PER_RUN.paid : PER_RUN.free;
  for (const { siteId, week } of due.slice(0, mostSites)) await tell(env, { siteId, week, nowMs });
  return due.length <= mostSites;
}

async function tell(env: Env, { siteId, week, nowMs }: { siteId: string; week: Period; nowMs: number }) {
  const site = await readSite(env.DB, siteId);
  if (!site) return;
  const digest = digestText(await weekFacts(env.DB, site, { week, nowMs }), site.settings.language);
  await notify(env, site, { event: 'digest', digest }, { once: weekName(week), nowMs, isLater: true });
}

type Of = { week: Period; nowMs: number };

/** What happened in a week. Everything is a count, or a name that the clinic gave. */
export async function weekFacts(db: D1Database, site: Site, { week, nowMs }: Of): Promise<WeekFacts> {
  const weekBefore = { from: addDays(week.from, -7), to: addDays(week.to, -7) };
  const [now, before, attention, signals] = await Promise.all([
    countsOfWeek(db, site, { week, nowMs }),
    countsOfWeek(db, site, { week: weekBefore, nowMs }),
    readAttention(db, site, nowMs),
    siteSignals(db, site, nowMs),
  ]);
  const [{ said }, topics, score, started] = await Promise.all([
    listSaid(db, site.id, week),
    listTopics(db, site.id),
    fourWeeks(db, site, week),
    countConversations(db, site.id, {
      fromMs: dayStart(week.from, site.zone),
      toMs: dayStart(addDays(week.to, 1), site.zone),
    }),
  ]);
  const { language } = site.settings;
  return {
    week,
    visits: { now: now.visits, before: before.visits },
    booked: { now: now.booked, before: before.booked },
    answers: { now: now.answers, before: before.answers },
    score,
    comments: said.length,
    unread: { n: attention.unread, oldestDay: attention.oldestUnreadDay },
    topics: topics
      .map(({ name, needles }) => ({
        name: name[language] || name.ru || name.en,
        n: said.filter(({ stems }) => carriesTopic(stems, needles)).length,
      }))
      .filter(({ n }) => n > 0)
      .toSorted((a, b) => b.n - a.n),
    questions: { started, waiting: attention.waiting },
    complaints: attention.complaints,
    signals: signals.map(({ kind }) => kind),
  };
}

/** Visits of the newest series only: two definitions are never added. */
async function countsOfWeek(db: D1Database, site: Site, { week, nowMs }: Of) {
  const [{ rows, series }, answers] = await Promise.all([
    readJourneyAnswer(db, site, week, nowMs),
    countAnswers(db, site.id, week),
  ]);
  const newest = series.find(({ id }) => rows.some(({ seriesId }) => seriesId === id));
  const paths = sumTries(rows.filter(({ seriesId }) => seriesId === newest?.id).map((row) => row.paths));
  const reached = funnel(site.settings.funnel, paths);
  return { visits: reached.visits, booked: reached.steps.at(-1)?.count ?? 0, answers };
}

/** The headline score over the four weeks that end with this one; null when nobody was ever asked. */
async function fourWeeks(db: D1Database, site: Site, { to }: Period): Promise<Score | null> {
  const headline = await headlineOf(db, site.id, to);
  const series = await readAnswerSeries(db, site.id, headline, to);
  if (!series) return null;
  const counted = countsOf('fft');
  const days = await listScoreDays(db, site.id, {
    ...{ seriesIds: [series.id], counted },
    period: { from: addDays(to, 1 - SCORE_DAYS), to },
  });
  return scoreOf(
    'fft',
    addCounts(
      days.map(({ counts }) => counts),
      counted.length,
    ),
  );
}
