// A page may be older than the settings: a stage that the site has not is no stage.
import type { Settings } from '../contract/settings.ts';

/** The id when the site has such a stage, else null. */
export const knownStage = (settings: Settings, stage: number | undefined): number | null =>
  settings.stages.find(({ id }) => id === stage)?.id ?? null;
