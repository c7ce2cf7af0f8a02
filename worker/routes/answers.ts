// The door for answers of the survey: stored once, without the time, with what the page's visit was like copied onto it.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { ulid } from 'ulidx';
import type { Survey } from '../contract/surveys.ts';
import { answerSend } from '../contract/visitor.ts';
import type { AnswerSend, StoredReply } from '../contract/visitor.ts';
import { localDay } from '../domain/calendar.ts';
import { deviceOf } from '../domain/devices.ts';
import { answerBodyText, clientKeyText } from '../domain/idempotency.ts';
import { knownStage } from '../domain/known-stage.ts';
import { seriesAt } from '../domain/journey/days.ts';
import { sourceOf } from '../domain/sources.ts';
import { stemsOf } from '../domain/stems.ts';
import { answeredSurvey } from '../domain/surveys.ts';
import { databaseFor } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { readBody } from '../guards/body.ts';
import { guardFlood } from '../guards/flood.ts';
import { page } from '../guards/page.ts';
import { pageReply } from '../guards/page-reply.ts';
import { Refusal } from '../refusal.ts';
import { sha256 } from '../secrets.ts';
import { insertAnswer } from '../store/answers.ts';
import type { NewAnswer } from '../store/answers.ts';
import { budgetDay } from '../store/write-budget.ts';

export function answerRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.post('/w/:key/answers', pageReply, page, async (c) => {
    const send = await readBody(c, answerSend);
    const survey = surveyOf(c, send);
    guardFlood(c);
    const stored = await insertAnswer(databaseFor(c.env, c.var.site), await newAnswer(c, send, survey));
    switch (stored) {
      case 'stored':
      case 'replayed':
        return c.json({ stored: 1 } satisfies StoredReply, stored === 'stored' ? 201 : 200);
      case 'reused':
      case 'used':
        throw new Refusal('id_reused', 'id');
      case 'erased':
        throw new Refusal('invalid', 'id');
      case 'full':
        c.header('Retry-After', '3600');
        throw new Refusal('too_many_requests');
    }
  });
  return routes;
}

/** The question that is answered; refuses what may not be taken. */
function surveyOf(c: Context<AppEnv>, send: AnswerSend): Survey {
  const { settings, dataPlace } = c.var.site;
  if (send.id === send.erase) throw new Refusal('invalid', 'erase');
  // Cards and invites have a page of ours and a door of their own; a clinic's page cannot claim one.
  if (send.moment === 'card' || send.moment === 'invite') throw new Refusal('invalid', 'moment');
  if (send.text && dataPlace === 'russia') throw new Refusal('text_not_stored_here', 'text');
  const survey = answeredSurvey(settings.surveys, send);
  if (!survey) throw new Refusal('invalid', send.survey === undefined ? 'question' : 'survey');
  return survey;
}

/** The answer as it is stored, of the site in hand. */
export async function newAnswer(c: Context<AppEnv>, send: AnswerSend, survey: Survey): Promise<NewAnswer> {
  const { site, now } = c.var;
  const journey = seriesAt(site.series, now);
  const zone = journey?.zone ?? site.zone;
  const day = localDay(now, zone);
  const mode = journey?.mode ?? site.settings.mode;
  // Ids carry the time of their day only, as answers do.
  const dayId = () => ulid(Date.parse(day));
  return {
    siteId: site.id,
    clientKey: await sha256(clientKeyText(send.id, send.erase)),
    bodyHash: await sha256(answerBodyText(send)),
    eraseHash: await sha256(send.erase),
    id: dayId(),
    series: {
      ...{ id: dayId(), siteId: site.id, question: survey.question, moment: survey.moment },
      ...{
        wording: survey.wording,
        mode,
        rulesVersion: journey?.rulesVersion ?? site.rulesVersion,
        zone,
        day,
      },
    },
    origin: 'widget',
    mode,
    survey: survey.id,
    score: 'score' in send ? send.score : null,
    text: send.text || null,
    stems: stemsOf(send.text ?? ''),
    language: send.language,
    stage: knownStage(site.settings, send.stage),
    source: send.from ? sourceOf(send.from).source : null,
    device: deviceOf(c.req.header('User-Agent') ?? ''),
    loaderVersion: send.loader,
    budgetDay: budgetDay(now),
  };
}
