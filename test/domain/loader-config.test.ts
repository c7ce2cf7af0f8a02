// The loader's config and style sheet: what a site's settings become, and that nothing in them can leave its place.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../worker/contract/default-settings.ts';
import type { Settings } from '../../worker/contract/settings.ts';
import { hostsSource, launcherCss, loaderConfig, scriptLiteral } from '../../worker/domain/loader-config.ts';

function configOf(edit: (settings: Settings) => void = () => undefined) {
  const settings = defaultSettings({
    origins: ['https://clinic.example'],
    language: 'ru',
    today: '2026-09-01',
  });
  edit(settings);
  return loaderConfig({ origin: 'https://otklik.example', key: 'key', release: 'abc', settings });
}

it('says by which mode visits are counted, and nothing when they are not', () => {
  expect(configOf().m).toBe(1);
  expect(configOf((s) => (s.mode = 'on-open')).m).toBe(2);
  expect('m' in configOf((s) => (s.mode = 'off'))).toBe(false);
});

it('uses the clinic’s launcher text where there is one', () => {
  expect(configOf((s) => (s.texts.launcher.en = 'Ask us')).t).toEqual({
    ru: 'Вопрос или отзыв',
    en: 'Ask us',
  });
});

it('links the first phone as it is dialled and shows it as it is written', () => {
  const { x } = configOf((s) => {
    s.phones = ['+7 (495) 123-45-67', '103'];
    s.email = 'hello@clinic.example';
  });
  expect(x).toEqual({
    'tel:+74951234567': '+7 (495) 123-45-67',
    'mailto:hello@clinic.example': 'hello@clinic.example',
  });
});

it('offers to load the page anew where the clinic gave no contact', () => {
  expect(Object.keys(configOf().x)).toEqual(['']);
});

describe('a booking host', () => {
  const pattern = new RegExp(hostsSource(['booking.example', 'n1.widget.example']));
  it.each([
    ['https://booking.example', true],
    ['https://booking.example/form?id=1', true],
    ['https://app.booking.example:8443/', true],
    ['https://notbooking.example/', false],
    ['https://booking.example.evil.example/', false],
    ['https://evil.example/booking.example/', false],
    ['https://evil.example/?u=https://booking.example/', false],
    ['https://n1xwidget.example/', false],
  ])('%s: %s', (url, is) => expect(pattern.test(url)).toBe(is));
});

describe('the literal in the script', () => {
  /** As a browser would read it. */
  const read = (literal: string): unknown => new Function(`return ${literal}`)();
  const asText = (t: Record<string, string>) => scriptLiteral({ ...configOf(), x: t });

  it('is read as what it was, whatever the clinic wrote, and holds no `<` and no line separator', () => {
    const pieces = fc.constantFrom(
      '`',
      '${',
      '$',
      '{',
      '}',
      '\\',
      '"',
      "'",
      '</script>',
      '<!--',
      '\u2028',
      '\n',
      '\0',
      'ж',
      '\ud800',
    );
    const texts = fc.array(fc.oneof(pieces, fc.string()), { maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        texts,
        texts.map((key) => `k${key}`),
        (text, key) => {
          const literal = asText({ [key]: text });
          expect(literal).not.toMatch(/[<\u2028\u2029\n]/);
          expect(read(literal)).toEqual({ ...configOf(), x: { [key]: text } });
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('makes an own field of a key that would set a prototype', () => {
    const { x } = read(asText(JSON.parse('{"__proto__":"a"}'))) as { x: object };
    expect(Object.getOwnPropertyNames(x)).toEqual(['__proto__']);
  });
});

describe('the style sheet', () => {
  const look = { colour: '#ffd400', position: 'left', offsetX: 7, offsetY: 90 } as const;
  it('stands at the chosen side and distance, with black text on a light colour', () => {
    const css = launcherCss(look);
    expect(css).toContain('inset-inline-start:7px!important');
    expect(css).toContain('calc(90px + env(safe-area-inset-bottom))!important');
    expect(css).toContain('--on-accent:#000000!important');
  });
  it('marks every declaration on the host as important, so that no page rule wins', () => {
    const [, host = ''] = /:host\{([^}]*)\}/.exec(launcherCss(look)) ?? [];
    expect(host.split(';').filter((rule) => !rule.endsWith('!important'))).toEqual([]);
  });
  it('styles children of the root only: the panel stands in the same tree', () => {
    for (const [, selectors = ''] of launcherCss(look).matchAll(/(?:^|[{}])([^{}@]+)\{/g))
      for (const selector of selectors.split(',')) expect(selector).toMatch(/^:host/);
  });
});
