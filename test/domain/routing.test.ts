// To whom a question goes: every condition of a rule, their order, hours over midnight, and what is no more.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../worker/contract/default-settings.ts';
import type { RouteHands, RouteRule, Routing } from '../../worker/contract/service.ts';
import { LANGUAGES, TOPICS } from '../../worker/contract/vocabulary.ts';
import { routeFor } from '../../worker/domain/routing.ts';
import type { Arrival, RoutedSite } from '../../worker/domain/routing.ts';

const { hours } = defaultSettings({ origins: [], language: 'ru', today: '2026-01-01' });
const site: RoutedSite = {
  ...{ hours, zone: 'Europe/Moscow' },
  ...{ teams: new Set(['desk', 'evening']), members: new Set(['anna']) },
};
const team = (id: string): RouteHands => ({ to: 'team', id });
const rule = (change: Partial<RouteRule>): RouteRule => ({
  ...{ topics: [], stages: [], languages: [], hours: 'any', give: team('desk') },
  ...change,
});
/** Wednesday 14 October 2026, at a time in Moscow; the clinic is open from 9 to 19. */
const moscow = (time: string, day = '2026-10-14'): number => Date.parse(`${day}T${time}:00+03:00`);
const arrival = (change: Partial<Arrival> = {}): Arrival => ({
  ...{ topic: 'booking', stage: null, language: 'ru', atMs: moscow('12:00') },
  ...change,
});
const ruleOf = (rules: RouteRule[], change: Partial<Arrival> = {}): number | null =>
  routeFor({ rules, otherwise: null }, arrival(change), site).rule;

describe('a rule fits', () => {
  it.each<[string, Partial<RouteRule>, Partial<Arrival>, boolean]>([
    ['anything when it asks for nothing', {}, {}, true],
    ['its topic', { topics: ['booking', 'price'] }, { topic: 'price' }, true],
    ['no other topic', { topics: ['booking'] }, { topic: 'results' }, false],
    ['its stage', { stages: [3] }, { stage: 3 }, true],
    ['no unknown stage', { stages: [3] }, { stage: null }, false],
    ['its language', { languages: ['en'] }, { language: 'en' }, true],
    ['no other language', { languages: ['en'] }, {}, false],
    ['open hours at opening', { hours: 'open' }, { atMs: moscow('09:00') }, true],
    ['closed hours at closing time', { hours: 'closed' }, { atMs: moscow('19:00') }, true],
    ['closed hours on a Saturday', { hours: 'closed' }, { atMs: moscow('12:00', '2026-10-17') }, true],
    ['not closed hours while open', { hours: 'closed' }, {}, false],
    ['its hours from their first minute', { hours: ['12:00', '13:00'] }, { atMs: moscow('12:00') }, true],
    ['not at their last', { hours: ['11:00', '12:00'] }, { atMs: moscow('12:00') }, false],
    ['hours over midnight, before it', { hours: ['20:00', '08:00'] }, { atMs: moscow('23:59') }, true],
    ['hours over midnight, after it', { hours: ['20:00', '08:00'] }, { atMs: moscow('07:59') }, true],
    ['not beside hours over midnight', { hours: ['20:00', '08:00'] }, { atMs: moscow('08:00') }, false],
    ['only when all of it does', { topics: ['booking'], languages: ['en'] }, { topic: 'booking' }, false],
  ])('%s', (_, change, asked, does) => {
    expect(ruleOf([rule(change)], asked)).toBe(does ? 0 : null);
  });

  it('while open only, where no hours are set at all', () => {
    const none = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
    const always = { ...site, hours: { week: none, holidays: [] } };
    const routing = { rules: [rule({ hours: 'closed' }), rule({ hours: 'open' })], otherwise: null };
    expect(routeFor(routing, arrival({ atMs: moscow('03:00') }), always).rule).toBe(1);
  });
});

describe('who gets it', () => {
  const rules = [
    rule({ topics: ['results'], give: { to: 'member', id: 'anna' } }),
    rule({ topics: ['results', 'booking'], give: team('evening') }),
  ];
  it.each<[string, Routing, Partial<Arrival>, ReturnType<typeof routeFor>]>([
    [
      'is named by the first rule that fits',
      { rules, otherwise: team('desk') },
      { topic: 'results' },
      { teamId: null, assigneeId: 'anna', rule: 0, isGone: false },
    ],
    [
      'is named by a later one where the first does not fit',
      { rules, otherwise: team('desk') },
      {},
      { teamId: 'evening', assigneeId: null, rule: 1, isGone: false },
    ],
    [
      'is the default where none fits',
      { rules, otherwise: team('desk') },
      { topic: 'price' },
      { teamId: 'desk', assigneeId: null, rule: null, isGone: false },
    ],
    [
      'is nobody where there is no default',
      { rules, otherwise: null },
      { topic: 'price' },
      { teamId: null, assigneeId: null, rule: null, isGone: false },
    ],
    [
      'is the default, not the next rule, where the rule names a team that is no more',
      { rules: [rule({ give: team('night') }), rule({ give: team('evening') })], otherwise: team('desk') },
      {},
      { teamId: 'desk', assigneeId: null, rule: 0, isGone: true },
    ],
    [
      'is nobody where the default is no more either',
      { rules: [rule({ give: { to: 'member', id: 'boris' } })], otherwise: team('night') },
      {},
      { teamId: null, assigneeId: null, rule: 0, isGone: true },
    ],
    [
      'is never a member with the id of a team',
      { rules: [rule({ give: { to: 'member', id: 'desk' } })], otherwise: null },
      {},
      { teamId: null, assigneeId: null, rule: 0, isGone: true },
    ],
  ])('%s', (_, routing, asked, routed) => {
    expect(routeFor(routing, arrival(asked), site)).toEqual(routed);
  });

  it('is always one answer, and never somebody who is no more', () => {
    const hands = fc.constantFrom<RouteHands>(
      ...[
        team('desk'),
        team('night'),
        { to: 'member' as const, id: 'anna' },
        { to: 'member' as const, id: 'x' },
      ],
    );
    const rulesOf = fc.array(
      fc.record({
        topics: fc.subarray([...TOPICS]),
        stages: fc.subarray([2, 3, 4]),
        languages: fc.subarray([...LANGUAGES]),
        hours: fc.constantFrom<RouteRule['hours']>(
          'any',
          'open',
          'closed',
          ['08:00', '20:00'],
          ['22:00', '06:00'],
        ),
        give: hands,
      }),
      { maxLength: 6 },
    );
    const arrivals = fc.record({
      topic: fc.constantFrom(...TOPICS),
      stage: fc.constantFrom(null, 2, 3, 4),
      language: fc.constantFrom(...LANGUAGES),
      atMs: fc.integer({ min: moscow('00:00'), max: moscow('00:00') + 7 * 86_400_000 }),
    });
    fc.assert(
      fc.property(rulesOf, fc.option(hands), arrivals, (list, otherwise, one) => {
        const { teamId, assigneeId, rule: index } = routeFor({ rules: list, otherwise }, one, site);
        expect(teamId === null || site.teams.has(teamId)).toBe(true);
        expect(assigneeId === null || site.members.has(assigneeId)).toBe(true);
        expect(teamId === null || assigneeId === null).toBe(true);
        // No earlier rule would fit alone.
        for (const earlier of list.slice(0, index ?? list.length))
          expect(routeFor({ rules: [earlier], otherwise: null }, one, site).rule).toBeNull();
      }),
      { numRuns: 200, seed: 11 },
    );
  });
});
