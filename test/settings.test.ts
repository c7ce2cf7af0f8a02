// Any settings: what is accepted makes a loader that runs, fits, and counts what the tester says; what is refused names its field.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import { placeOf, refusedWords } from '../dashboard/refused-field.ts';
import { en } from '../dashboard/words/en.ts';
import { ru } from '../dashboard/words/ru.ts';
import { settingsEn } from '../dashboard/words/settings-en.ts';
import { settingsRu } from '../dashboard/words/settings-ru.ts';
import type { Dictionary } from '../dashboard/words/words.ts';
import { buildIfStale } from '../scripts/build.ts';
import { SITE_KINDS } from '../worker/contract/presets.ts';
import { siteUpdate } from '../worker/contract/settings.ts';
import type { Settings, SiteUpdate, Stage } from '../worker/contract/settings.ts';
import { withPreset } from '../worker/domain/presets.ts';
import { explainPath, pathOfAddress } from '../worker/domain/stage-rules.ts';
import { settingsFault } from '../worker/domain/stages.ts';
import { heaviestField } from '../worker/domain/loader-weight.ts';
import { buildLoaderFile, MAX_LOADER_BYTES } from '../worker/loader-file.ts';
import { referenceSettings } from './support/reference-settings.ts';
import { stagesSent } from './support/loader-vm.ts';

/** What the settings' screen has in hand, in each language. */
const WORDS: Dictionary[] = [
  { ...ru, ...settingsRu },
  { ...en, ...settingsEn },
];

const ORIGIN = 'https://clinic.example';
const OURS = 'https://otklik.clinic-group.workers.dev';
let loader = '';

beforeAll(async () => {
  await buildIfStale();
  loader = readFileSync(join(import.meta.dirname, '../dist/_widget/loader.js'), 'utf8');
}, 120_000);

const fileOf = (settings: Settings) =>
  buildLoaderFile({
    ...{ release: 'abcd1234', loader, origin: OURS },
    site: { key: 'abcdef123456', version: 1, settings },
  });

type Refused = { code: 'invalid' | string; field: string };
/** As the Worker's save decides: the schema, the rules between fields, the bytes. */
async function decide(update: unknown): Promise<{ accepted: SiteUpdate; plain: string } | Refused> {
  const parsed = v.safeParse(siteUpdate, update, { abortEarly: true });
  if (!parsed.success) return { code: 'invalid', field: v.getDotPath(parsed.issues[0]) ?? '' };
  const { settings } = parsed.output;
  const fault = settingsFault(settings, new Map());
  if (fault) return { code: fault.error, field: fault.field };
  const { plain, brotli } = await fileOf(settings);
  if (brotli.length > MAX_LOADER_BYTES) return { code: 'loader_too_large', field: heaviestField(settings) };
  return { accepted: parsed.output, plain };
}

// --- what a webmaster may type

const odd = fc.constantFrom(
  ...[
    '`',
    '${',
    '\\',
    '"',
    "'",
    '</script>',
    '\u2028',
    '*',
    '(',
    ')',
    '+',
    '.',
    '?',
    '[',
    ']',
    '|',
    '^',
    '$',
    '%',
  ],
  ...['ж', '😀', '\u0000', '/', ' '],
);
const text = (max: number) =>
  fc
    .array(fc.oneof(odd, fc.constantFrom('a', 'врач', 'en', '-')), { maxLength: max })
    .map((parts) => parts.join(''));
const pattern = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('/services*', '/en/doctors', '/*/thanks', '/запись*', '/', '/*', '/a*b*c'),
  },
  { weight: 1, arbitrary: text(6).map((rest) => `/${rest}`) },
  { weight: 1, arbitrary: text(6) },
);
const rule = fc.oneof(
  { weight: 4, arbitrary: pattern.map((p) => ({ by: 'url', pattern: p })) },
  { weight: 1, arbitrary: fc.constantFrom('focus', 'submit', 'frame', 'contact').map((by) => ({ by })) },
);
const ownStage = (id: number) =>
  fc.record({
    id: fc.constant(id),
    key: fc.oneof(fc.constant(`own-${id}`), fc.constant(`own-${id}`), text(3)),
    name: fc.record({ ru: text(4), en: text(4) }),
    rules: fc.array(rule, { maxLength: 8 }),
    changedOn: fc.constant('2026-09-01'),
  });
/** One field of sound settings at a time gets something else: else nearly everything would be refused by its first field. */
const changes: fc.Arbitrary<(settings: Settings) => void> = fc.oneof(
  ...[
    fc.tuple(...[9, 10, 11, 12].map(ownStage)).map((own) => (s: Settings) => {
      s.stages = [...s.stages.filter(({ id }) => id < 9), ...(own as Stage[])];
    }),
    fc
      .array(rule, { maxLength: 31 })
      .map((rules) => (s: Settings) => void (s.stages[1]!.rules = rules as Stage['rules'])),
    fc.constantFrom(...SITE_KINDS).map((kind) => (s: Settings) => void Object.assign(s, withPreset(s, kind))),
    fc
      .array(
        fc.oneof(
          fc.webUrl({ validSchemes: ['https'] }).map((url) => new URL(url).origin),
          text(4),
        ),
        { maxLength: 22 },
      )
      .map((origins) => (s: Settings) => void (s.origins = [ORIGIN, ...origins])),
    fc
      .oneof(text(8), fc.constantFrom('', 'form', '.a > form[name="x"]'))
      .map((form) => (s: Settings) => void (s.bookingForm = form)),
    fc
      .array(fc.oneof(fc.domain(), text(3)), { maxLength: 13 })
      .map((hosts) => (s: Settings) => void (s.bookingHosts = hosts)),
    fc
      .record({ ru: text(12), en: text(12) })
      .map((launcher) => (s: Settings) => void (s.texts.launcher = launcher)),
    fc
      .array(fc.oneof(text(6), fc.constant('+7 (495) 123-45-67')), { maxLength: 4 })
      .map((phones) => (s: Settings) => void (s.phones = phones)),
    fc.oneof(fc.emailAddress(), text(5)).map((email) => (s: Settings) => void (s.email = email)),
    fc
      .tuple(
        fc.oneof(fc.constantFrom('#0b6e5f', '#ffff00', '#000000'), text(4)),
        fc.integer({ min: -5, max: 250 }),
      )
      .map(
        ([colour, offsetX]) =>
          (s: Settings) =>
            void Object.assign(s.look, { colour, offsetX }),
      ),
    fc
      .constantFrom('statistics', 'on-open', 'off', 'consented')
      .map((mode) => (s: Settings) => void (s.mode = mode as Settings['mode'])),
    fc
      .array(fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 3 }), { maxLength: 9 })
      .map((funnel) => (s: Settings) => void (s.funnel = funnel)),
    fc.integer({ min: 0, max: 31 }).map((days) => (s: Settings) => void (s.inboxDays = days)),
    fc.integer({ min: 0, max: 91 }).map((days) => (s: Settings) => void (s.reopenDays = days)),
    fc
      .array(fc.tuple(fc.constantFrom('09:00', '13:00'), fc.constantFrom('12:00', '24:00')), { maxLength: 5 })
      .map((spans) => (s: Settings) => void (s.hours.week.mon = spans)),
    fc
      .array(fc.constantFrom('2027-01-01', '2027-02-30', '1 января'), { maxLength: 3 })
      .map((days) => (s: Settings) => void (s.hours.holidays = days)),
  ],
);
const updates = fc
  .tuple(fc.array(changes, { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([edits, isSmall]) => {
    const settings = structuredClone(referenceSettings(ORIGIN));
    // Little is left of the bound beside the reference settings: half of the clinics have less.
    if (isSmall)
      Object.assign(settings, { stages: settings.stages.filter(({ id }) => id < 9), bookingHosts: [] });
    for (const edit of edits) edit(settings);
    return {
      version: 1,
      name: 'Клиника',
      domain: 'clinic.example',
      zone: 'Europe/Moscow',
      enabled: true,
      settings,
    };
  });

/** Pages to try on a site: typical ones, and one for each of its rules. */
const PAGES = [
  '/',
  '/services/uzi',
  '/en/doctors/',
  '/EN/doctors',
  '/a1b2c',
  '/x/thanks',
  '/%D0%B7%D0%B0%D0%BF%D0%B8%D1%81%D1%8C',
  '/%',
  '/blog',
];
const pagesOf = ({ stages }: Settings): string[] => [
  ...PAGES,
  ...stages.flatMap(({ rules }) =>
    rules.flatMap((one) =>
      one.by === 'url' ? [pathOfAddress(one.pattern.replaceAll('*', 'x')) ?? '/'] : [],
    ),
  ),
];

it('runs, fits and counts what the tester says, or is refused by a field that both languages can name', async () => {
  const seen = { accepted: 0, refused: new Set<string>() };
  await fc.assert(
    fc.asyncProperty(updates, async (update) => {
      const decision = await decide(update);
      if ('accepted' in decision) {
        seen.accepted++;
        const { settings } = decision.accepted;
        for (const path of pagesOf(settings).slice(0, 14)) {
          const told = explainPath(settings.stages, path).chosen?.stage.id;
          // A page of no stage tells that it is seen where leaving a stage is asked about.
          const asks = settings.surveys.some(({ on, moment }) => on && moment === 'unfinished');
          const stage = told ?? (asks ? 1 : undefined);
          const counted = settings.mode === 'statistics' && stage !== undefined ? [stage] : [];
          expect(stagesSent(decision.plain, { origin: ORIGIN, path }), path).toEqual(counted);
        }
        expect(
          stagesSent(decision.plain, { origin: 'https://elsewhere.example', path: '/services' }),
        ).toEqual([]);
        return;
      }
      const { label, reason } = refusedWords(decision as Parameters<typeof refusedWords>[0]);
      seen.refused.add(`${decision.code} ${decision.field.replace(/\.\d+/g, '')}`);
      expect(placeOf(decision.field), decision.field).not.toBeNull();
      for (const words of WORDS) {
        expect(words[label!], decision.field).toBeTruthy();
        expect(words[reason], decision.code).toBeTruthy();
      }
    }),
    { numRuns: 250 },
  );
  // The test tells nothing if one side is never reached.
  expect(seen.accepted).toBeGreaterThan(40);
  expect(seen.refused.size).toBeGreaterThan(10);
}, 60_000);

describe('a loader that would be too heavy', () => {
  const noisy = (count: number, length: number) =>
    fc.sample(
      fc.string({
        minLength: length,
        maxLength: length,
        unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789'),
      }),
      { numRuns: count, seed: 7 },
    );
  const full = (edit: (s: Settings) => void) => {
    const settings = structuredClone(referenceSettings(ORIGIN));
    edit(settings);
    return decide({
      version: 1,
      name: 'K',
      domain: 'clinic.example',
      zone: 'Europe/Moscow',
      enabled: true,
      settings,
    });
  };
  it.each<[string, (s: Settings) => void]>([
    [
      'settings.stages.1.rules',
      (s) => (s.stages[1]!.rules = noisy(20, 40).map((p) => ({ by: 'url', pattern: `/${p}*` }))),
    ],
    [
      'settings.origins',
      (s) => (s.origins = [ORIGIN, ...noisy(19, 60).map((host) => `https://${host}.example`)]),
    ],
    ['settings.bookingHosts', (s) => (s.bookingHosts = noisy(12, 60).map((host) => `${host}.example`))],
    [
      'settings.bookingForm',
      (s) =>
        (s.bookingForm = noisy(9, 30)
          .map((name) => `.a${name}`)
          .join(',')),
    ],
  ])('is refused by %s, which takes the most', async (field, edit) => {
    expect(await full(edit)).toEqual({ code: 'loader_too_large', field });
  });

  it('is not made by the reference settings, whatever the names in them', async () => {
    const names = noisy(12, 9);
    const sizes = await Promise.all(
      names.map(async (name, i) => {
        const { brotli } = await buildLoaderFile({
          ...{ release: name.slice(0, 8), loader, origin: `https://otklik.${names.at(-i)}.workers.dev` },
          site: { key: `${name}abc`, version: 1, settings: referenceSettings(`https://${name}.example`) },
        });
        return brotli.length;
      }),
    );
    expect(Math.max(...sizes)).toBeLessThanOrEqual(MAX_LOADER_BYTES);
  });

  it.each(SITE_KINDS)('is not made by the rules for %s', async (kind) => {
    const decision = await full((s) => {
      s.stages = s.stages.filter(({ id }) => id < 9);
      Object.assign(s, withPreset(s, kind));
    });
    expect('accepted' in decision).toBe(true);
  });
});
