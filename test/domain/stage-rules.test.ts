// Address rules: worked examples, and every pattern against a second way of matching it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Stage } from '../../worker/contract/settings.ts';
import { stageOfPath } from '../../worker/domain/address-match.ts';
import {
  actStages,
  addressRules,
  explainPath,
  namedStages,
  pathOfAddress,
} from '../../worker/domain/stage-rules.ts';

const stage = (
  id: number,
  patterns: string[],
  ...acts: ('focus' | 'submit' | 'frame' | 'contact')[]
): Stage => ({
  id,
  key: `stage${id}`,
  name: { ru: '', en: '' },
  rules: [...patterns.map((pattern) => ({ by: 'url' as const, pattern })), ...acts.map((by) => ({ by }))],
  changedOn: '2026-09-01',
});
const stageFor = (path: string, ...patterns: string[]) =>
  stageOfPath(addressRules([stage(2, patterns)]), path);

describe('an address pattern', () => {
  it.each([
    ['/booking', '/booking', true],
    ['/booking', '/booking/', true],
    ['/booking', '/booking/step-2', false],
    ['/booking', '/bookings', false],
    ['/booking', '/ru/booking', true],
    ['/booking', '/EN/booking/', true],
    ['/booking', '/rus/booking', false],
    ['/booking', '/ru/en/booking', false],
    ['/booking', '/ru', false],
    ['/ru/booking', '/ru/booking', true],
    ['/a*b*c', '/en/a1b2c3c', true],
    ['/booking*', '/booking/step-2', true],
    ['/booking*', '/BOOKING', true],
    ['/запись*', '/запись/врач', true],
    ['/%D0%B7%D0%B0%D0%BF%D0%B8%D1%81%D1%8C', '/запись', true],
    ['/bad%', '/bad%', true],
    ['/*/booking', '/ru/booking', true],
    ['/*/booking', '/ru/clinic/booking/', true],
    ['/*/booking', '/ru/booking/x', false],
    ['/a*b*c', '/a1b2c3c', true],
    ['/a*b*c', '/acb', false],
    ['/page.html', '/pageXhtml', false],
    ['/price(1)+[2]', '/price(1)+[2]', true],
    ['/', '/', true],
    ['/', '/x', false],
    ['/*', '/anything/at/all', true],
  ])('%s and %s: %s', (pattern, path, matches) =>
    expect(stageFor(path, pattern)).toBe(matches ? 2 : undefined),
  );

  it('matches as trying every split of the path does', () => {
    const letters = fc.constantFrom('a', 'b', '/', 'я', '.', '(');
    const pattern = fc
      .array(fc.oneof(letters, fc.constant('*')), { maxLength: 8 })
      .map((p) => `/${p.join('')}`);
    const path = fc.array(letters, { maxLength: 9 }).map((p) => `/${p.join('')}`);
    fc.assert(
      fc.property(fc.array(pattern, { minLength: 1, maxLength: 3 }), path, (patterns, path) => {
        // A language at the front of the address may be there or not.
        const paths = [path, ...(/^\/[a-z]{2}\//.test(path) ? [path.slice(3)] : [])];
        const expected = patterns.some((p) => paths.some((one) => globs(p, one) || globs(`${p}/`, one)));
        expect(stageFor(path, ...patterns) === 2).toBe(expected);
      }),
      { numRuns: 5_000 },
    );
  });

  it('never makes a browser search for long, whatever the pattern', () => {
    const [rule] = addressRules([stage(2, [`/${'*a'.repeat(50)}*b`])]);
    const startedMs = performance.now();
    expect(stageOfPath([rule!], `/${'a'.repeat(2000)}`)).toBeUndefined();
    expect(performance.now() - startedMs).toBeLessThan(500);
  });
});

/** The second way: a star takes nothing, or one character and stays. */
function globs(pattern: string, path: string): boolean {
  if (pattern === '') return path === '';
  if (pattern[0] === '*')
    return globs(pattern.slice(1), path) || (path !== '' && globs(pattern, path.slice(1)));
  return pattern[0] === path[0] && globs(pattern.slice(1), path.slice(1));
}

it('names the stage further on the way when two match', () => {
  const rules = addressRules([
    stage(2, ['/services*']),
    stage(3, ['/services/booking*']),
    stage(4, ['/*/thanks']),
  ]);
  expect(stageOfPath(rules, '/services/booking/1')).toBe(3);
  expect(stageOfPath(rules, '/services/booking/thanks')).toBe(4);
  expect(stageOfPath(rules, '/services')).toBe(2);
});

it('gives an act to the first stage that names it, and 0 to an act that none names', () => {
  expect(actStages([stage(2, []), stage(3, [], 'focus'), stage(4, [], 'focus', 'contact')])).toEqual([
    3, 0, 0, 4,
  ]);
});

it('lets a page name every stage but those the product counts by itself', () => {
  expect(namedStages([1, 2, 6, 7, 8, 52].map((id) => stage(id, [])))).toEqual({ stage2: 2, stage52: 52 });
});

describe('the explanation of an address', () => {
  const stages = [stage(2, ['/services*']), stage(3, ['/x', '/services/booking*']), stage(9, [])];
  it('names the stage that the loader finds, its rule, and the stages that stand back', () => {
    const { chosen, others } = explainPath(stages, '/en/services/booking/1');
    expect([chosen?.stage.id, chosen?.pattern]).toEqual([3, '/services/booking*']);
    expect(others.map((other) => [other.stage.id, other.pattern])).toEqual([[2, '/services*']]);
    expect(explainPath(stages, '/blog')).toEqual({ chosen: null, others: [] });
  });

  it('never differs from the compiled rules', () => {
    const part = fc.constantFrom('a', 'b', 'en', '*', '/');
    const pattern = fc.array(part, { maxLength: 5 }).map((p) => `/${p.join('')}`);
    fc.assert(
      fc.property(
        fc.array(fc.array(pattern, { maxLength: 3 }), { minLength: 1, maxLength: 4 }),
        fc.array(fc.constantFrom('a', 'b', 'en', '/'), { maxLength: 5 }).map((p) => `/${p.join('')}`),
        (rules, path) => {
          const all = rules.map((patterns, i) => stage(i + 2, patterns));
          expect(explainPath(all, path).chosen?.stage.id).toBe(stageOfPath(addressRules(all), path));
        },
      ),
      { numRuns: 3_000 },
    );
  });
});

it.each([
  ['https://clinic.example/vrachi/ivanova?from=ad#top', '/vrachi/ivanova'],
  ['clinic.example/vrachi', '/vrachi'],
  ['/vrachi', '/vrachi'],
  [' клиника.рф ', '/'],
  ['javascript:alert(1)', null],
  ['mailto:a@b.example', null],
  ['http://', null],
  ['не адрес', null],
  ['адрес', null],
  ['http://localhost:8080/x', '/x'],
  ['clinic.example:8080/x', '/x'],
])('%s is an address with the path %s', (typed, path) => expect(pathOfAddress(typed)).toBe(path));
