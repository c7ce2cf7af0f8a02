// Which setting makes a site's loader too heavy: the one to shorten first.
import type { Settings } from '../contract/settings.ts';
import { loaderConfig, scriptLiteral } from './loader-config.ts';

const bytes = (value: Parameters<typeof scriptLiteral>[0]): number =>
  new TextEncoder().encode(scriptLiteral(value)).length;

/** The dotted path of the setting that takes the most of the loader's config, uncompressed. */
export function heaviestField(settings: Settings): string {
  const config = loaderConfig({ origin: '', key: '', release: '', settings });
  const stageAt = (id: number): number => settings.stages.findIndex((stage) => stage.id === id);
  const shares: [field: string, bytes: number][] = [
    ...config.u.map(([id, source]): [string, number] => [
      `settings.stages.${stageAt(id)}.rules`,
      bytes(source),
    ]),
    ['settings.origins', bytes(config.a)],
    ['settings.bookingForm', bytes(config.b)],
    ['settings.bookingHosts', bytes(config.h ?? '')],
    ['settings.texts.launcher.ru', bytes(config.t.ru)],
    ['settings.texts.launcher.en', bytes(config.t.en)],
    ['settings.phones', bytes(config.x)],
    ['settings.stages', bytes(config.s)],
  ];
  return shares.reduce((most, share) => (share[1] > most[1] ? share : most))[0];
}
