// Puts a preset's rules into settings: addresses and the form's selector change, everything the clinic named itself stays.
import { PRESET_STAGES, PRESETS } from '../contract/presets.ts';
import type { SiteKind } from '../contract/presets.ts';
import type { Settings } from '../contract/settings.ts';

/** The settings with the address rules of a preset; acts and other stages are as they were. */
export function withPreset(settings: Settings, kind: SiteKind): Settings {
  const { addresses, bookingForm } = PRESETS[kind];
  const stages = settings.stages.map((stage) => {
    const key = PRESET_STAGES.find((name) => name === stage.key);
    if (key === undefined) return stage;
    const acts = stage.rules.filter(({ by }) => by !== 'url');
    return {
      ...stage,
      rules: [...addresses[key].map((pattern) => ({ by: 'url' as const, pattern })), ...acts],
    };
  });
  return { ...settings, stages, bookingForm };
}
