// The page behind a card or an invite: a form that works without a script, and thanks only for what is stored.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import * as v from 'valibot';
import { hostedAnswer, hostedOpening, hostedWithdrawal } from '../contract/links.ts';
import { answerSend } from '../contract/visitor.ts';
import { LANGUAGES } from '../contract/vocabulary.ts';
import { databaseFor } from '../databases.ts';
import { clientKeyText } from '../domain/idempotency.ts';
import { linkState } from '../domain/links.ts';
import type { AppEnv } from '../env.ts';
import { readText } from '../guards/body.ts';
import { hosted } from '../guards/hosted.ts';
import type { FormValues, Problem } from '../hosted/page.ts';
import { Refusal } from '../refusal.ts';
import { randomCode, sha256, shortSecret } from '../secrets.ts';
import { deleteAnswer } from '../store/answers.ts';
import { afterStored, countOpening, markPlace, storeHosted } from './hosted-effects.ts';
import { ANSWERED_COOKIE, cardCode, OFF_COOKIE, openLink } from './hosted-link.ts';
import { askPage, brokenPage, missingPage, notePage, thanksPage } from './hosted-replies.ts';

/** A text of 4,000 characters takes up to nine bytes each in a form. */
const MAX_FORM_BYTES = 65_536;
const OFF_SECONDS = 365 * 86_400;

export function hostedRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.use('/v/*', hosted);
  routes.get('/v/:code', kindly(getForm));
  routes.post('/v/:code', kindly(postAnswer));
  routes.post('/v/:code/opened', kindly(postOpened));
  routes.post('/v/:code/withdraw', kindly(postWithdrawal));
  routes.post('/v/:code/off', kindly(postOff));
  return routes;
}

type Handler = (c: Context<AppEnv>) => Promise<Response>;

/** A person reads what went wrong in words, whatever it was. */
const kindly =
  (handle: Handler): Handler =>
  async (c) => {
    try {
      return await handle(c);
    } catch (error) {
      if (error instanceof Refusal) return brokenPage(c, error.body.error);
      // The message only: it names no visitor.
      console.error(
        error instanceof Error ? `hosted: ${error.name}: ${error.message}` : 'hosted: unknown error',
      );
      return brokenPage(c, 'busy');
    }
  };

async function getForm(c: Context<AppEnv>): Promise<Response> {
  const name = c.req.param('code') ?? '';
  const code = cardCode(name);
  // One spelling, so that the mark on the device is found again.
  if (code !== null && code !== name) return c.redirect(`/v/${code}`, 302);
  const opened = await openLink(c);
  if (!opened) return missingPage(c);
  if (linkState(opened.link, c.var.now) === 'used') return notePage(c, opened.around, 'used');
  const isAgain = c.req.query('again') !== undefined;
  if (getCookie(c, ANSWERED_COOKIE) === '1' && !isAgain) return notePage(c, opened.around, 'answered');
  return askPage(c, opened, { values: freshValues(), problem: null });
}

const freshValues = (): FormValues => ({
  ...{ id: shortSecret(), erase: shortSecret(), page: randomCode(8), score: null, text: '' },
});

async function postAnswer(c: Context<AppEnv>): Promise<Response> {
  const form = await readForm(c, hostedAnswer);
  const opened = form && (await openLink(c, form.l));
  if (!form) throw new Refusal('invalid');
  if (!opened) return missingPage(c);
  const { id, erase, page, l, score, text = '' } = form;
  const values = { id, erase, page, score: score ?? null, text };
  const again = (problem: Problem) => askPage(c, opened, { values, problem });
  const { question, moment, id: survey } = opened.survey;
  const send = v.safeParse(answerSend, {
    ...{ id, erase, survey, question, moment, language: l, loader: 'hosted' },
    ...(score !== undefined && { score }),
    ...(text !== '' && { text }),
  });
  if (!send.success || id === erase) return again(question === 'open' ? 'needText' : 'needScore');
  if (text !== '' && opened.site.dataPlace === 'russia') throw new Refusal('text_not_stored_here');
  const stored = await storeHosted(c, opened, send.output);
  switch (stored) {
    case 'stored':
    case 'replayed':
      if (stored === 'stored') await afterStored(c, opened, page);
      return thanksPage(c, opened, { values, status: stored === 'stored' ? 201 : 200 });
    case 'reused':
      return notePage(c, opened.around, opened.link.kind === 'card' ? 'answered' : 'used');
    case 'used':
      return notePage(c, opened.around, 'used');
    case 'erased':
      return notePage(c, opened.around, 'withdrawn');
    case 'full':
      c.header('Retry-After', '3600');
      return again('later');
    case 'flood':
      return again('later');
    case 'busy':
      return again('failed');
  }
}

async function postOpened(c: Context<AppEnv>): Promise<Response> {
  const form = await readForm(c, hostedOpening);
  const opened = form && (await openLink(c, form.l));
  if (!form || !opened) return c.body(null, 204);
  await countOpening(c, opened, form.page);
  return c.body(null, 204);
}

async function postWithdrawal(c: Context<AppEnv>): Promise<Response> {
  const form = await readForm(c, hostedWithdrawal);
  const opened = form && (await openLink(c, form.l));
  if (!form || !opened) return missingPage(c);
  const { site, link, around } = opened;
  const { id: linkId, branchId, doctorId, inviteHash } = link;
  const isGone = await deleteAnswer(databaseFor(c.env, site), {
    ...{ siteId: site.id, nowMs: c.var.now, eraseHash: await sha256(form.erase) },
    clientKey: await sha256(clientKeyText(form.id, form.erase)),
    link: { id: linkId, branchId, doctorId, inviteHash },
  });
  if (!isGone) return missingPage(c);
  if (link.kind === 'card') deleteCookie(c, ANSWERED_COOKIE, markPlace(c));
  return notePage(c, around, 'withdrawn');
}

async function postOff(c: Context<AppEnv>): Promise<Response> {
  const form = await readForm(c, v.object({ l: v.optional(v.picklist(LANGUAGES)) }));
  const opened = await openLink(c, form?.l);
  if (!opened) return missingPage(c);
  setCookie(c, OFF_COOKIE, '1', { ...markPlace(c), path: '/v', maxAge: OFF_SECONDS });
  return notePage(c, { ...opened.around, isOff: true }, 'stopped');
}

/** A form's fields; null when they are none of this page's. */
async function readForm<S extends v.GenericSchema>(
  c: Context<AppEnv>,
  schema: S,
): Promise<v.InferOutput<S> | null> {
  const fields = Object.fromEntries(new URLSearchParams(await readText(c, MAX_FORM_BYTES)));
  const result = v.safeParse(schema, fields, { abortEarly: true });
  return result.success ? result.output : null;
}
