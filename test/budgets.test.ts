// Bytes of what is built, as they travel (brotli, quality 11): a size that grows must be seen before it is shipped.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { beforeAll, expect, it } from 'vitest';
import { buildIfStale, sizeReport } from '../scripts/build.ts';

const dist = join(import.meta.dirname, '../dist');
let sizes = new Map<string, number>();

beforeAll(async () => {
  await buildIfStale();
  sizes = new Map(sizeReport().map(({ file, brotli }) => [file, brotli]));
}, 120_000);

const sum = (files: string[]): number =>
  files.reduce((total, file) => {
    const bytes = sizes.get(file);
    if (bytes === undefined) throw new Error(`dist/${file} was not built`);
    return total + bytes;
  }, 0);

it.each(['ru', 'en'])('opens the %s panel within 14,500 bytes of panel and outbox', (language) => {
  expect(sum([`_widget/panel.${language}.js`, '_widget/outbox.js'])).toBeLessThanOrEqual(14_500);
});

it.each(['ru', 'en'])('brings the late views in %s within 4,000 bytes, with no second lit', (language) => {
  const file = `_widget/late.${language}.js`;
  expect(sum([file])).toBeLessThanOrEqual(4_000);
  const marks = (name: string) => readFileSync(join(dist, name), 'utf8').includes('lit$');
  expect([marks(`_widget/panel.${language}.js`), marks(file)]).toEqual([true, false]);
});

it.each(['ru', 'en'])(
  'brings news in %s within 1,500 bytes, to those only who have a conversation',
  (language) => {
    expect(sum([`_widget/live.${language}.js`])).toBeLessThanOrEqual(1_500);
  },
);

it.each(['ru', 'en'])('brings a question into the page in %s within 3,000 bytes', (language) => {
  expect(sum([`_widget/inline.${language}.js`])).toBeLessThanOrEqual(3_000);
});

it('keeps whatever else a page may load later under 1,000 bytes each', () => {
  const known = /^_widget\/(loader|panel\.\w+|late\.\w+|live\.\w+|inline\.\w+|outbox)\.js$/;
  const others = [...sizes].filter(([file]) => file.startsWith('_widget/') && !known.test(file));
  expect(others.filter(([, bytes]) => bytes > 1_000)).toEqual([]);
});

it('loads the dashboard’s first page within 45,000 bytes of script', () => {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const scripts = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, file]) => file ?? '');
  expect(scripts.length).toBeGreaterThan(0);
  expect(sum(reachedAtOnce(scripts))).toBeLessThanOrEqual(45_000);
});

it.each(['ru', 'en'])('shows Overview’s numbers in %s within 45,000 bytes of script', (language) => {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const scripts = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, file]) => file ?? '');
  const later = [...sizes.keys()].filter((file) => new RegExp(`^assets/(overview|${language})-`).test(file));
  expect(later.length).toBe(2);
  const reached = reachedAtOnce([...scripts, ...later]);
  expect(reached.filter((file) => /visits-chart|journey-|settings-/.test(file))).toEqual([]);
  expect(sum(reached)).toBeLessThanOrEqual(45_000);
});

it('stores beside each widget file its own compressed bytes', () => {
  const files = globSync('_widget/*.br', { cwd: dist });
  expect(files.length).toBeGreaterThanOrEqual(3);
  for (const file of files) {
    const plain = readFileSync(join(dist, file.replace(/\.br$/, '')));
    expect(brotliDecompressSync(readFileSync(join(dist, file))).equals(plain)).toBe(true);
  }
});

/** The scripts of the page with what they import when they load; `import()` comes later. */
function reachedAtOnce(entries: string[]): string[] {
  const reached = new Set(entries);
  for (const file of reached) {
    const text = readFileSync(join(dist, file), 'utf8');
    for (const [, path = ''] of text.matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([^"']+\.js)["']/g)) {
      reached.add(`assets/${path}`);
    }
  }
  return [...reached];
}
