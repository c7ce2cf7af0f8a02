// What an answer by a link brings about besides its reply: it is stored, the visit counted, the browser marked.
import type { Context } from 'hono';
import { setCookie } from 'hono/cookie';
import type { Survey } from '../contract/surveys.ts';
import type { AnswerSend } from '../contract/visitor.ts';
import { SYSTEM_STAGES } from '../contract/vocabulary.ts';
import { databaseFor } from '../databases.ts';
import { beaconEvents } from '../domain/journey/arrivals.ts';
import { sourceOf } from '../domain/sources.ts';
import type { AppEnv } from '../env.ts';
import { guardFlood } from '../guards/flood.ts';
import { Refusal } from '../refusal.ts';
import { insertAnswer } from '../store/answers.ts';
import type { Stored } from '../store/answers.ts';
import { newAnswer } from './answers.ts';
import { countVisit, whyUncounted } from './count-visit.ts';
import { ANSWERED_COOKIE } from './hosted-link.ts';
import type { Opened } from './hosted-link.ts';

const MARK_SECONDS = 14 * 86_400;

/** As the widget's answers are stored; `flood` and `busy` leave nothing behind, so that the same form may come again. */
export async function storeHosted(
  c: Context<AppEnv>,
  { site, link, survey }: Opened,
  send: AnswerSend,
): Promise<Stored | 'flood' | 'busy'> {
  try {
    guardFlood(c);
    const { branchId, doctorId, inviteHash, id } = link;
    c.set('site', site);
    const answer = await newAnswer(c, send, survey);
    return await insertAnswer(databaseFor(c.env, site), {
      ...{ ...answer, origin: link.kind, link: { id, branchId, doctorId, inviteHash } },
    });
  } catch (error) {
    if (error instanceof Refusal) return 'flood';
    console.error(
      error instanceof Error ? `hosted: ${error.name}: ${error.message}` : 'hosted: unknown error',
    );
    return 'busy';
  }
}

/** A card's browser is marked; the visit attended and rated, also where the page had no script to say that it was opened. */
export async function afterStored(c: Context<AppEnv>, opened: Opened, page: string): Promise<void> {
  const { link, around } = opened;
  if (link.kind === 'card') setCookie(c, ANSWERED_COOKIE, '1', { ...markPlace(c), maxAge: MARK_SECONDS });
  if (around.isOff) return;
  const { attended, rated } = SYSTEM_STAGES;
  c.executionCtx.waitUntil(
    count(c, opened, { e: `${attended}.0.0;${rated}.1.0`, page }).catch(() => undefined),
  );
}

/** The page was opened: `attended`, and its question asked; three rows at most, as for a beacon. */
export const countOpening = (c: Context<AppEnv>, opened: Opened, page: string): Promise<void> =>
  count(c, opened, { e: `${SYSTEM_STAGES.attended}.0.0`, page, question: opened.survey });

type Counted = { e: string; page: string; question?: Survey };

/** Adds stages to this browser's visit by the rules of a beacon. */
async function count(
  c: Context<AppEnv>,
  { site, around }: Opened,
  { e, page, question }: Counted,
): Promise<void> {
  if (whyUncounted(c, site) !== null) return;
  const events = beaconEvents(page, e, c.var.now);
  await countVisit(c, site, {
    ...{ events, from: sourceOf({}), language: around.language, seen: events.map(({ stage }) => stage) },
    ...(question && { question }),
  });
}

/** Seen by this page only. */
export const markPlace = (c: Context<AppEnv>) =>
  ({
    path: `/v/${c.req.param('code') ?? ''}`,
    httpOnly: true,
    sameSite: 'Lax',
    secure: c.env.PUBLIC_URL.startsWith('https:'),
  }) as const;
