// What a change of settings means for stages: which are broken, which get a new meaning, and since when their rules hold.
import type { ErrorCode } from '../contract/errors.ts';
import type { Settings, Stage } from '../contract/settings.ts';
import type { Survey } from '../contract/surveys.ts';
import { MAX_STAGE_ID, SYSTEM_STAGES } from '../contract/vocabulary.ts';
import type { Mode } from '../contract/vocabulary.ts';
import { isSeenOnWhite } from './contrast.ts';
import { surveyFault } from './surveys.ts';

/** Key by id of every stage a site has or had: an id is a letter of stored paths and never changes its meaning. */
export type KnownStages = ReadonlyMap<number, string>;

export type SettingsFault = { error: ErrorCode; field: string };

/** The first rule these settings break, or null. `surveys` are the site's questions so far. */
export function settingsFault(
  settings: Settings,
  known: KnownStages,
  surveys: readonly Survey[] = [],
): SettingsFault | null {
  const at = (ok: boolean, field: string, error: ErrorCode = 'invalid') =>
    ok ? null : { error, field: `settings.${field}` };
  const { stages, funnel } = settings;
  const survey = surveyFault(settings.surveys, surveys, stages);
  const reused = stages.findIndex(({ id, key }) => known.has(id) && known.get(id) !== key);
  return (
    at(allDiffer(stages.map((s) => s.id)) && allDiffer(stages.map((s) => s.key)), 'stages') ??
    at(
      reused < 0,
      `stages.${reused}.id`,
      nextStageId(known) === null ? 'stage_ids_exhausted' : 'stage_id_reused',
    ) ??
    at(hasSystemStages(stages), 'stages') ??
    at(
      funnel.every((step) => allDiffer(step) && step.every((id) => mayBeStep(id, settings))),
      'funnel',
    ) ??
    at(isSeenOnWhite(settings.look.colour), 'look.colour', 'colour_contrast') ??
    at(survey === null, survey ?? '')
  );
}

/** The smallest id that no stage of the site has or had, or null when all are spent. */
export function nextStageId(known: KnownStages): number | null {
  for (let id = 1; id <= MAX_STAGE_ID; id++) if (!known.has(id)) return id;
  return null;
}

/** The next stages with `changedOn` set by us: today for a new stage or changed rules, else as it was. */
export function stampStages(before: Settings, after: Settings, today: string): Stage[] {
  return after.stages.map((stage) => {
    const former = before.stages.find((s) => s.id === stage.id);
    const same = former !== undefined && fingerprint(former, before) === fingerprint(stage, after);
    return { ...stage, changedOn: same ? former.changedOn : today };
  });
}

/** Whether visits are counted by another definition now: mode, stages, their order (of two that match a page, the order decides) or rules. */
export function definitionChanged(before: Settings, after: Settings): boolean {
  const definition = (s: Settings) => [s.mode, ...s.stages.map((stage) => fingerprint(stage, s))].join('\n');
  return definition(before) !== definition(after);
}

/** A stage's rules with what they lean on: the booking form's selector, the hosts of booking frames. */
function fingerprint(stage: Stage, { bookingForm, bookingHosts }: Settings): string {
  const by = new Set(stage.rules.map((rule) => rule.by));
  const form = by.has('focus') || by.has('submit') ? bookingForm : '';
  return JSON.stringify([stage.id, stage.rules, form, by.has('frame') ? bookingHosts : []]);
}

const allDiffer = (values: readonly unknown[]): boolean => new Set(values).size === values.length;

const hasSystemStages = (stages: readonly Stage[]): boolean =>
  Object.entries(SYSTEM_STAGES).every(([key, id]) =>
    stages.some((stage) => stage.id === id && stage.key === key && stage.rules.length === 0),
  );

/** A visit of `statistics` ends at midnight, so what comes days later cannot be a step of its funnel. */
export function mayBeStep(
  id: number,
  { stages, mode }: { stages: readonly { id: number }[]; mode: Mode },
): boolean {
  const later: number[] = [SYSTEM_STAGES.asked, SYSTEM_STAGES.attended, SYSTEM_STAGES.rated];
  return stages.some((stage) => stage.id === id) && !(mode === 'statistics' && later.includes(id));
}
