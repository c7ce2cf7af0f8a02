// What a change of settings means for stages: refusals field by field, ids that never change meaning, and `changedOn`.
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../worker/contract/default-settings.ts';
import type { Settings } from '../../worker/contract/settings.ts';
import { definitionChanged, nextStageId, settingsFault, stampStages } from '../../worker/domain/stages.ts';

const before = defaultSettings({ origins: ['https://clinic.example'], language: 'ru', today: '2026-09-01' });
const known = new Map(before.stages.map(({ id, key }) => [id, key]));
const changed = (edit: (settings: Settings) => void): Settings => {
  const copy = structuredClone(before);
  edit(copy);
  return copy;
};
const fresh = (id: number, key: string) => ({
  id,
  key,
  name: { ru: '', en: '' },
  rules: [],
  changedOn: '2026-09-01',
});

describe('settings are refused', () => {
  it.each<[string, (s: Settings) => void, string, string]>([
    ['two stages of one id', (s) => s.stages.push(fresh(2, 'chose')), 'invalid', 'settings.stages'],
    ['two stages of one key', (s) => s.stages.push(fresh(9, 'chose')), 'invalid', 'settings.stages'],
    ['a dropped system stage', (s) => s.stages.splice(7, 1), 'invalid', 'settings.stages'],
    [
      'rules on a system stage',
      (s) => s.stages[0]?.rules.push({ by: 'focus' }),
      'invalid',
      'settings.stages',
    ],
    [
      'another key for a stage',
      (s) => Object.assign(s.stages[1] ?? {}, { key: 'picked' }),
      'stage_id_reused',
      'settings.stages.1.id',
    ],
    ['a step of no stage', (s) => s.funnel.push([9]), 'invalid', 'settings.funnel'],
    ['a stage twice in a step', (s) => s.funnel.push([4, 4]), 'invalid', 'settings.funnel'],
    ['a step that comes days later', (s) => s.funnel.push([8]), 'invalid', 'settings.funnel'],
    [
      'a button nobody sees',
      (s) => Object.assign(s.look, { colour: '#ffee99' }),
      'colour_contrast',
      'settings.look.colour',
    ],
  ])('%s', (_, edit, error, field) => {
    expect(settingsFault(changed(edit), known)).toEqual({ error, field });
  });

  it('not, when they are as they were, when a stage is new, or when a dropped one comes back', () => {
    expect(settingsFault(before, known)).toBeNull();
    expect(
      settingsFault(
        changed((s) => s.stages.push(fresh(9, 'paid'))),
        known,
      ),
    ).toBeNull();
    expect(
      settingsFault(
        changed((s) => s.stages.push(fresh(9, 'paid'))),
        new Map([...known, [9, 'paid']]),
      ),
    ).toBeNull();
    expect(
      settingsFault(
        changed((s) => (s.funnel.push([8]), (s.mode = 'on-open'))),
        known,
      ),
    ).toBeNull();
  });

  it('when a dropped id comes back with another key, and says so when all ids are spent', () => {
    const next = changed((s) => s.stages.push(fresh(9, 'paid')));
    expect(settingsFault(next, new Map([...known, [9, 'called']]))?.error).toBe('stage_id_reused');
    const all = new Map(
      Array.from({ length: 52 }, (_, i) => [i + 1, known.get(i + 1) ?? `stage${i + 1}`] as const),
    );
    expect(settingsFault(next, all)?.error).toBe('stage_ids_exhausted');
    expect(nextStageId(all)).toBeNull();
    expect(nextStageId(known)).toBe(9);
  });
});

describe('since when rules hold', () => {
  const dates = (after: Settings) => stampStages(before, after, '2026-10-14').map((s) => [s.id, s.changedOn]);
  const changedIds = (after: Settings) =>
    dates(after)
      .filter(([, on]) => on === '2026-10-14')
      .map(([id]) => id);

  it.each<[string, (s: Settings) => void, number[]]>([
    [
      'a name or a date of the client changes nothing',
      (s) => Object.assign(s.stages[1] ?? {}, { name: { ru: 'Выбор', en: '' }, changedOn: '2020-01-01' }),
      [],
    ],
    ['changed rules', (s) => s.stages[1]?.rules.pop(), [2]],
    ['a new stage', (s) => s.stages.push(fresh(9, 'paid')), [9]],
    ['another booking form', (s) => (s.bookingForm = '#book'), [3, 4]],
    ['another booking host', (s) => s.bookingHosts.push('booking.example'), [3]],
  ])('%s', (_, edit, ids) => expect(changedIds(changed(edit))).toEqual(ids));
});

it.each<[string, (s: Settings) => void, boolean]>([
  ['the same', () => undefined, false],
  [
    'texts, hours, look',
    (s) => ((s.texts.launcher.ru = 'Спросить'), (s.hours.holidays = ['2027-01-01'])),
    false,
  ],
  ['a stage renamed', (s) => Object.assign(s.stages[1] ?? {}, { name: { ru: 'Выбор', en: '' } }), false],
  ['another funnel', (s) => (s.funnel = [[1], [4]]), false],
  ['another mode', (s) => (s.mode = 'on-open'), true],
  ['another rule', (s) => s.stages[1]?.rules.pop(), true],
  ['another order of stages', (s) => void s.stages.splice(1, 2, s.stages[2]!, s.stages[1]!), true],
  ['a stage dropped', (s) => void s.stages.splice(2, 1), true],
])('counts visits by another definition or not: %s', (_, edit, expected) => {
  expect(definitionChanged(before, changed(edit))).toBe(expected);
});
