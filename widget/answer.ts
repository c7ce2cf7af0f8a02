// An answer as it is queued, and the answers that this device has given today.
import type { PageSurvey } from '../worker/contract/visitor.ts';
import { copied } from './copied.ts';
import type { Box, Item } from './outbox/box.ts';
import type { AnswerDraft } from './outbox.ts';
import type { PanelHost } from './panel-host.ts';

/** `score` is empty for words only. The question and its scores are the Worker's own, from the panel's config. */
export const answerOf = (
  host: PanelHost,
  { id, question, moment, stage }: PageSurvey,
  { score, text }: { score: string; text: string },
): AnswerDraft =>
  ({
    survey: id,
    question,
    moment,
    ...(score && { score: Number(score) }),
    ...(text && { text }),
    ...copied(host),
    ...(stage && { stage }),
  }) as AnswerDraft;

/** The answer to a question in this visit, which ends with the day; it may be changed or taken back for so long. */
export const givenToday = (box: Pick<Box, 'items'> | undefined, surveyId: number): Item | undefined =>
  box?.items.findLast(
    ({ survey, atMs, state }) =>
      survey === surveyId && state !== 'refused' && dayOf(atMs) === dayOf(Date.now()),
  );

const dayOf = (atMs: number): string => new Date(atMs).toDateString();

/** The label of the field for words after this score; empty where the question itself is the label. */
export const whyLabel = ({ followUp, more }: PageSurvey, score: string): string =>
  followUp?.when.includes(Number(score)) ? followUp.ask : more;
