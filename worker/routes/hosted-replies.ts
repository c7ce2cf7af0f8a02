// What the page behind a link answers with: each reply a page in words, its status, and the policy that fits its style and script.
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { ERRORS } from '../contract/errors.ts';
import type { ErrorCode } from '../contract/errors.ts';
import { surveyView } from '../domain/survey-view.ts';
import { LOOK } from '../domain/look.ts';
import type { AppEnv } from '../env.ts';
import { setHostedPolicy } from '../guards/hosted.ts';
import { note, thanks } from '../hosted/notes.ts';
import { document, form, HOSTED_SCRIPT, styleOf } from '../hosted/page.ts';
import type { Around, FormPage, FormValues, Html, Problem } from '../hosted/page.ts';
import { HOSTED_WORDS } from '../hosted/words.ts';
import { languageOf } from './hosted-link.ts';
import type { Opened } from './hosted-link.ts';

type Reply = { title: string; main: Html; status: ContentfulStatusCode; error?: ErrorCode; page?: FormPage };

async function reply(
  c: Context<AppEnv>,
  around: Around,
  { title, main, status, error, page }: Reply,
): Promise<Response> {
  const style = styleOf(around, page);
  const script = page && HOSTED_SCRIPT;
  await setHostedPolicy(c, style, script);
  const shown = document({ around, title, style, main, ...(error && { error }), ...(script && { script }) });
  return c.html(shown, status);
}

const PROBLEMS = {
  needScore: 'invalid',
  needText: 'invalid',
  failed: 'busy',
  later: 'too_many_requests',
} as const satisfies Record<Problem, ErrorCode>;

/** The form: empty, or as it was sent with what is wrong. */
export function askPage(
  c: Context<AppEnv>,
  { site, survey, about, around }: Opened,
  { values, problem }: { values: FormValues; problem: Problem | null },
): Promise<Response> {
  const page: FormPage = {
    ...{ survey: surveyView(survey, around.language), about, values, problem },
    takesText: site.dataPlace !== 'russia',
  };
  const title = HOSTED_WORDS[around.language].title;
  const main = form(around, page);
  if (problem === null) return reply(c, around, { title, main, status: 200, page });
  const error = PROBLEMS[problem];
  return reply(c, around, { title, main, status: ERRORS[error], error, page });
}

/** Only for what is stored. */
export function thanksPage(
  c: Context<AppEnv>,
  { site, around }: Opened,
  { values, status }: { values: FormValues; status: 200 | 201 },
): Promise<Response> {
  const main = thanks(around, values, site.settings.publicReview);
  return reply(c, around, { title: HOSTED_WORDS[around.language].thanks, main, status });
}

/** Pages with a sentence instead of the form. */
export function notePage(
  c: Context<AppEnv>,
  around: Around,
  what: 'answered' | 'used' | 'withdrawn' | 'stopped',
): Promise<Response> {
  const { language, path } = around;
  const t = HOSTED_WORDS[language];
  const anew = `${path ?? ''}?l=${language}&again`;
  const notes = {
    answered: { title: t.answered, more: t.answeredMore, next: { href: anew, words: t.another } },
    used: { title: t.used, more: t.usedMore },
    withdrawn: { title: t.withdrawn, more: t.withdrawnMore, next: { href: anew, words: t.anew } },
    stopped: { title: t.stopped, more: t.stoppedMore, next: { href: anew, words: t.back } },
  };
  const main = note(around, notes[what]);
  const base = { title: notes[what].title, main };
  return what === 'used'
    ? reply(c, around, { ...base, status: ERRORS.link_spent, error: 'link_spent' })
    : reply(c, around, { ...base, status: 200 });
}

/** Unknown, switched off or over: whoever asks cannot tell which. */
export function missingPage(c: Context<AppEnv>): Promise<Response> {
  const around = nobody(c);
  const t = HOSTED_WORDS[around.language];
  const main = note(around, { title: t.missing, more: t.missingMore });
  return reply(c, around, { title: t.missing, main, status: 404, error: 'not_found' });
}

/** Something of ours went wrong, or the form came broken. */
export function brokenPage(c: Context<AppEnv>, error: ErrorCode): Promise<Response> {
  const around = nobody(c);
  const t = HOSTED_WORDS[around.language];
  const main = note(around, { title: t.brokenTitle, more: t.broken });
  return reply(c, around, { title: t.brokenTitle, main, status: ERRORS[error], error });
}

/** Where no link was found there is no clinic to name. */
const nobody = (c: Context<AppEnv>): Around => ({
  ...{
    language: languageOf(c, 'ru'),
    path: null,
    clinic: '',
    colour: LOOK.accent,
    phones: [],
    emergency: '',
  },
  ...{ dataPlace: 'global', mode: 'off', marks: false, isOff: false },
});
