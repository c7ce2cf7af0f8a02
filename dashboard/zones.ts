// The world's time zones as a person looks for them: by city in the reader's language, by name, with the present offset.
import type { Language } from '../worker/contract/vocabulary.ts';

export type Zone = { id: string; label: string };

const part = (language: Language, zone: string, style: 'shortGeneric' | 'shortOffset'): string =>
  new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: style })
    .formatToParts()
    .find(({ type }) => type === 'timeZoneName')?.value ?? '';

/** All zones the browser knows, with `also` when it does not know that one. About a fifth of a second: call it when asked for. */
export const listZones = (language: Language, also: string): Zone[] => {
  const known = Intl.supportedValuesOf('timeZone');
  return (known.includes(also) ? known : [also, ...known]).map((id) => ({
    id,
    label: zoneLabel(language, id),
  }));
};

/** `Екатеринбург, GMT+5` */
export function zoneLabel(language: Language, zone: string): string {
  try {
    return `${part(language, zone, 'shortGeneric')}, ${part(language, zone, 'shortOffset')}`;
  } catch {
    return zone;
  }
}

/** The zone that was typed or picked: by its name, by the city at its end, or by its label; as typed when none fits. */
export function zoneOf(typed: string, zones: readonly Zone[]): string {
  const text = typed.trim().toLowerCase().replaceAll(' ', '_');
  const plain = typed.trim().toLowerCase();
  const found =
    zones.find(({ id }) => id.toLowerCase() === text) ??
    zones.find(({ id }) => id.toLowerCase().endsWith(`/${text}`)) ??
    zones.find(({ label }) => label.toLowerCase() === plain) ??
    zones.find(({ label }) => label.toLowerCase().split(', ')[0] === plain);
  return found?.id ?? typed;
}

/** The zone of this browser. */
export const browserZone = (): string =>
  new Intl.DateTimeFormat().resolvedOptions().timeZone || 'Europe/Moscow';
