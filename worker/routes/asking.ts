// What a beacon's reply asks, and what a page tells of a question it has shown: counts by question, never a visitor.
import type { Context } from 'hono';
import { NOT_NOW } from '../contract/survey-words.ts';
import type { Survey } from '../contract/surveys.ts';
import type { AskedSurvey } from '../contract/visitor.ts';
import type { Language } from '../contract/vocabulary.ts';
import { surveyFor, surveysNow } from '../domain/asking.ts';
import { localDay } from '../domain/calendar.ts';
import { seriesAt } from '../domain/journey/days.ts';
import { eventsOf } from '../domain/journey/log.ts';
import type { VisitEvent } from '../domain/journey/log.ts';
import { surveyView } from '../domain/survey-view.ts';
import { needsStage } from '../domain/surveys.ts';
import { databaseFor } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import type { Site } from '../store/sites.ts';
import type { SurveyCount } from '../store/survey-counts.ts';
import { updateSurveyCount } from '../store/survey-counts.ts';
import { readVisit } from '../store/visits.ts';
import type { KeyedPart } from '../store/visits.ts';
import { budgetDay } from '../store/write-budget.ts';

export type Asking = { survey: Survey; mark: string; count: SurveyCount };

/** The question for a visit of these parts, if it has had none. One read of the visit, and only where a question may come. */
export async function askingFor(
  c: Context<AppEnv>,
  site: Site,
  { parts, events, campaign }: { parts: KeyedPart[]; events: readonly VisitEvent[]; campaign: string },
): Promise<Asking | null> {
  // A third row is written already: the question waits for the next beacon.
  if (parts.length > 1 || campaign !== '') return null;
  const { part, key } = parts[0]!;
  const zone = seriesAt(site.series, c.var.now)?.zone ?? site.zone;
  const surveys = surveysNow(site.settings, { atMs: c.var.now, zone });
  if (surveys.length === 0) return null;
  const visit = await readVisit(databaseFor(c.env, site), { siteId: site.id, day: part.day, key });
  if (visit.asked !== '') return null;
  const before = eventsOf(visit.log).map(({ stage }) => stage);
  const reached = events.map(({ stage }) => stage);
  const survey = surveyFor(surveys, { key, before, reached }, site.settings.funnel);
  if (!survey) return null;
  const mark = `${survey.id}${part.marks.events[0] ?? ''}`;
  return { survey, mark, count: { ...countOf(site, survey, part.day), asked: 1 } };
}

/** What the opening of a page that is itself a question counts with its visit: it was asked and opened, and is the visit's one. */
export const openingOf = (site: Site, survey: Survey, { part }: KeyedPart): Asking => ({
  ...{ survey, mark: `${survey.id}${part.marks.events[0] ?? ''}` },
  count: { ...countOf(site, survey, part.day), asked: 1, opened: 1 },
});

/** A question as the bubble shows it. */
export const askedSurvey = ({ settings }: Site, survey: Survey, language: Language): AskedSurvey => ({
  survey: survey.id,
  title: surveyView(survey, language).title,
  close: NOT_NOW[language],
  capDays: settings.caps.days,
});

/**
 * Counts that a page has shown a question to somebody who opened it; a question that does not show itself was asked by that as
 * well. False: the site has no such question, or its statistics have spent their budget.
 */
export async function countOpened(c: Context<AppEnv>, site: Site, id: number): Promise<boolean> {
  const survey = site.settings.surveys.find((each) => each.id === id && each.on);
  if (!survey) return false;
  const day = localDay(c.var.now, seriesAt(site.series, c.var.now)?.zone ?? site.zone);
  const asked = needsStage(survey.moment) ? 0 : 1;
  const count = { ...countOf(site, survey, day), opened: 1, asked };
  return updateSurveyCount(databaseFor(c.env, site), count, budgetDay(c.var.now));
}

const countOf = (site: Site, { question, moment, wording }: Survey, day: string): SurveyCount => ({
  ...{ siteId: site.id, question, moment, wording, day },
});
