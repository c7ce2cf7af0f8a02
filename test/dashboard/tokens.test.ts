// The look's promises that a machine can hold: contrast of every pair that is used, light and dark, and one source of the measures.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inlineLook, writeLook } from '../../scripts/look-plugin.ts';
import { defaultSettings } from '../../worker/contract/default-settings.ts';
import { contrastRatio } from '../../worker/domain/contrast.ts';
import { LOOK } from '../../worker/domain/look.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const css = writeLook(read('dashboard/css/tokens.css'));

const colours = (block: string): Record<string, string> =>
  Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{3,6});/g)].map(([, name = '', value = '']) => [name, value]),
  );
const [, light = '', dark = ''] =
  /^:root \{([^}]*)\}[\s\S]*?prefers-color-scheme: dark\) \{\s*:root \{([^}]*)\}/m.exec(css) ?? [];
const SCHEMES = { light: colours(light), dark: { ...colours(light), ...colours(dark) } };

/** Text needs 4.5 to 1 on what it stands on, edges and marks 3 to 1 (WCAG 1.4.3, 1.4.11). */
const PAIRS: [string, string, number][] = [
  ...['ground', 'raised', 'sunken', 'accent-soft'].map((on): [string, string, number] => ['ink', on, 7]),
  ...['ground', 'raised', 'sunken', 'accent-soft'].map((on): [string, string, number] => ['quiet', on, 4.5]),
  ...['ground', 'raised', 'accent-soft'].map((on): [string, string, number] => ['accent', on, 4.5]),
  ...['ground', 'raised', 'warn-soft'].map((on): [string, string, number] => ['warn', on, 4.5]),
  ...['ground', 'raised'].map((on): [string, string, number] => ['bad', on, 4.5]),
  ['on-accent', 'accent', 4.5],
  ...['edge', 'neutral', 'negative', 'accent'].map((mark): [string, string, number] => [mark, 'raised', 3]),
  ['edge', 'ground', 3],
  ['negative', 'negative-soft', 3],
];

describe('the look', () => {
  test.each(
    Object.entries(SCHEMES).flatMap(([scheme, names]) =>
      PAIRS.map(([ink, on, least]) => ({ scheme, names, ink, on, least })),
    ),
  )('in $scheme shows $ink on $on with at least $least to 1', ({ names, ink, on, least }) => {
    expect(contrastRatio(names[ink] ?? '', names[on] ?? '')).toBeGreaterThanOrEqual(least);
  });

  test('has every property that a style sheet asks for', () => {
    const sheets = globSync('dashboard/css/*.css', { cwd: root }).map(read);
    const asked = new Set(
      sheets.flatMap((sheet) => [...sheet.matchAll(/var\(--([\w-]+)/g)].map(([, name]) => name)),
    );
    const given = new Set(
      sheets.flatMap((sheet) => [...sheet.matchAll(/--([\w-]+):/g)].map(([, name]) => name)),
    );
    expect([...asked].filter((name) => !given.has(name))).toEqual([]);
  });

  test('keeps colours out of all style sheets but one', () => {
    const others = globSync('dashboard/css/*.css', { cwd: root }).filter(
      (file) => !file.endsWith('tokens.css'),
    );
    // The preview is a page of a clinic, white in both schemes.
    const found = others.flatMap((file) =>
      [...read(file).matchAll(/#[0-9a-f]{3,8}\b/gi)].map(([colour]) => `${file} ${colour}`),
    );
    expect(found.filter((line) => !/settings\.css #(ffffff|eceeec)$/.test(line))).toEqual([]);
  });

  test('is one for dashboard and widget: the accent is the default colour of a button', () => {
    const { look } = defaultSettings({ origins: [], language: 'ru', today: '2026-11-24' });
    expect([look.colour, SCHEMES.light['accent']]).toEqual([LOOK.accent, LOOK.accent]);
  });

  test('is written into both sheets by value, and a name that it has not is an error', () => {
    expect(writeLook('a{b:look(radiusCard);c:look(small)}')).toBe('a{b:16px;c:0.875rem}');
    expect(inlineLook('`a{b:${LOOK.radius}px}`')).toBe('`a{b:12px}`');
    expect(() => writeLook('look(nothing)')).toThrow('nothing');
    const panel = inlineLook(read('widget/panel/styles.ts'));
    expect(panel.match(/border-radius:\d+px/g)?.length).toBeGreaterThan(5);
    expect(panel).not.toMatch(/\$\{/);
  });
});
