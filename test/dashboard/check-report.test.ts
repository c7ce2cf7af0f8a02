// What a checked page sends back, and what the webmaster is told of it: every finding from the facts that make it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHECK_MARK, FINDINGS, checkAddress, findings, parseCheck } from '../../dashboard/check-report.ts';
import type { CheckReport } from '../../dashboard/check-report.ts';
import { settingsEn as en } from '../../dashboard/words/settings-en.ts';

const OURS = 'https://otklik.example';
const site = { origins: ['https://clinic.example'], mode: 'statistics', ours: OURS } as const;
const well: CheckReport = {
  origin: 'https://clinic.example',
  ...{ blocked: [], connects: true, loads: true, counted: '1', button: true, quiet: [], tags: 1 },
};
const told = (report: Partial<CheckReport>, mode: 'statistics' | 'on-open' | 'off' = 'statistics') =>
  findings({ ...well, ...report }, { ...site, mode }).map(({ what }) => what);

describe('the findings', () => {
  it.each<[string, Partial<CheckReport>, string[]]>([
    ['nothing to mend', {}, ['well']],
    ['seen twice by the Worker', { counted: 'duplicate' }, ['well']],
    ['too late to tell', { counted: 'late' }, ['well_uncounted']],
    ['no stage', { counted: '' }, ['not_counted']],
    ['a spent budget', { counted: 'budget' }, ['refused']],
    ['another origin', { origin: 'https://www.clinic.example', button: false, counted: '' }, ['unlisted']],
    ['requests blocked', { blocked: ['connect-src'], connects: false, counted: '' }, ['blocked_connect']],
    [
      'scripts and requests blocked',
      { blocked: ['connect-src', 'script-src-elem'], connects: false, loads: false, counted: '' },
      ['blocked_script', 'blocked_connect'],
    ],
    ['trusted types', { blocked: ['trusted-types'], loads: false }, ['blocked_trusted']],
    ['a directive we do not know', { blocked: ['worker-src'] }, ['blocked_other']],
    ['a blocker', { connects: false, loads: false, counted: '' }, ['no_connection']],
    ['no panel', { loads: false }, ['no_panel']],
    ['no button', { button: false }, ['no_button']],
    ['privacy control', { quiet: ['gpc'], counted: '' }, ['quiet_gpc']],
    ['the own switch, and two tags', { quiet: ['off'], counted: '', tags: 2 }, ['quiet_off', 'twice']],
  ])('%s', (_, report, expected) => expect(told(report)).toEqual(expected));

  it('do not miss a visit where none is to be counted', () => {
    expect(told({ counted: '' }, 'on-open')).toEqual(['well_uncounted']);
    expect(told({ counted: '' }, 'off')).toEqual(['well_uncounted']);
  });

  it('name the line that the policy needs', () => {
    expect(findings('script_only', site)).toEqual([{ what: 'script_only', line: `script-src ${OURS}` }]);
    expect(findings({ ...well, blocked: ['connect-src'] }, site)[0]).toEqual({
      what: 'blocked_connect',
      line: `connect-src ${OURS} ${OURS.replace('https', 'wss')}`,
    });
  });

  it('all have their words', () => {
    expect(Object.keys(en)).toEqual(expect.arrayContaining(FINDINGS.map((what) => `found_${what}`)));
  });
});

describe('a fragment', () => {
  it('is read as what the page found', () => {
    const sent = new URLSearchParams({
      ...{ at: 'https://clinic.example', blocked: '', connects: '1', loads: '1', counted: '1' },
      ...{ button: '1', quiet: '', tags: '1' },
    });
    expect(parseCheck(`${CHECK_MARK}?${sent}`)).toEqual(well);
    expect(parseCheck(CHECK_MARK)).toBe('script_only');
  });

  it('of any other shape is nothing, or holds closed lists only', () => {
    expect(parseCheck('')).toBeNull();
    expect(parseCheck('#otklik-checkers')).toBeNull();
    expect(parseCheck(`${CHECK_MARK}?at=javascript:alert(1)`)).toBeNull();
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('at', 'blocked', 'quiet', 'counted', 'tags'), fc.string()),
        (values) => {
          const read = parseCheck(
            `${CHECK_MARK}?${new URLSearchParams({ at: 'https://a.example/p', ...values })}`,
          );
          if (read === null || read === 'script_only') return;
          expect(read.origin).toBe(new URL(read.origin).origin);
          for (const directive of read.blocked) expect(directive).toMatch(/^[a-z-]{3,40}$/);
          expect(read.counted).toMatch(/^[a-z_]{0,20}$|^1$/);
          expect(['gpc', 'bot', 'off']).toEqual(expect.arrayContaining(read.quiet));
        },
      ),
    );
  });
});

it.each([
  ['https://clinic.example/', 'https://clinic.example/#otklik-check'],
  [
    ' https://пример.рф/цены?a=1#b ',
    'https://xn--e1afmkfd.xn--p1ai/%D1%86%D0%B5%D0%BD%D1%8B?a=1#otklik-check',
  ],
  ['http://localhost:8080', 'http://localhost:8080/#otklik-check'],
  ['javascript:alert(1)', null],
  ['clinic.example', null],
  ['', null],
])('%s is opened as %s', (typed, address) => expect(checkAddress(typed)).toBe(address));
