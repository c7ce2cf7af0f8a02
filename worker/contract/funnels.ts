// Funnels that a site keeps for another look, and what people said at one stage.
import * as v from 'valibot';
import { stageId, text } from './common.ts';
import type { Period } from './journey.ts';
import { MAX_STAGES, MAX_STEPS, MIN_STEPS } from './vocabulary.ts';
import type { ConversationRow, Comment } from './members.ts';

/** Funnels that a site may keep. */
export const MAX_FUNNELS = 20;

export const funnelSteps = v.pipe(
  v.array(
    v.pipe(
      v.array(stageId),
      v.minLength(1),
      v.maxLength(MAX_STAGES),
      v.check((stages) => new Set(stages).size === stages.length),
    ),
  ),
  v.minLength(MIN_STEPS),
  v.maxLength(MAX_STEPS),
);

export const funnelSave = v.strictObject({ name: text(60), steps: funnelSteps, strict: v.boolean() });
export type FunnelSave = v.InferOutput<typeof funnelSave>;
export type SavedFunnel = FunnelSave & { id: string };

/** A stage's number as it stands in an address. */
export const stageParam = v.pipe(v.string(), v.regex(/^[1-9]\d?$/), v.transform(Number), stageId);

/** What people wrote at one stage in a period; null for a role that does not see words. */
export type StageVoices = {
  stage: number;
  period: Period;
  /** Newest first, at most STAGE_VOICES; those to "what stopped you?" are the reasons. */
  comments: Comment[] | null;
  questions: ConversationRow[] | null;
};
export const STAGE_VOICES = 20;
