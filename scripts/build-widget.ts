// Builds what runs in clinics' pages into dist/_widget: the loader's text with a hole for the config, and the chunks with their brotli.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'vite';
import type { Plugin } from 'vite';
import type { Language } from '../worker/contract/vocabulary.ts';
import { LANGUAGES } from '../worker/contract/vocabulary.ts';
import { root } from './local-database.ts';
import { lookInPanel } from './look-plugin.ts';
import { panelPlugins } from './panel-plugins.ts';

const SERVED = join(root, 'dist/_widget');
/** Built beside and swapped in whole: a running Worker must not miss a file while the build goes on. */
const OUT = `${SERVED}.next`;
/** The free identifier in the loader that the Worker replaces by a site's config. */
const HOLE = '__CONFIG__';

type Chunk = { name: string; entry: string; format: 'iife' | 'es'; plugins?: Plugin[] };

const inLanguage = (name: string, language: Language, entry: string): Chunk => ({
  name: `${name}.${language}`,
  entry,
  format: 'es',
  plugins: panelPlugins(language),
});
const CHUNKS: Chunk[] = [
  { name: 'loader', entry: 'widget/loader.ts', format: 'iife' },
  ...LANGUAGES.map((language) => inLanguage('panel', language, `widget/panel/entry-${language}.ts`)),
  { name: 'outbox', entry: 'widget/outbox.ts', format: 'es' },
  ...LANGUAGES.map((language) => inLanguage('late', language, 'widget/late.ts')),
  ...LANGUAGES.map((language) => inLanguage('live', language, 'widget/live.ts')),
  { name: 'ratings', entry: 'widget/ratings.ts', format: 'es', plugins: [lookInPanel()] },
  ...LANGUAGES.map((language) => inLanguage('inline', language, 'widget/inline.ts')),
  { name: 'check', entry: 'widget/check.ts', format: 'es' },
];

/**
 * One build per chunk: two entries in one build would share a third file, and one more request. Library mode, because
 * application mode wraps import() in a preloader that fires events on the clinic's window.
 */
async function buildChunk({ name, entry, format, plugins = [] }: Chunk): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    plugins,
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      target: format === 'iife' ? 'es2021' : 'es2022',
      outDir: OUT,
      emptyOutDir: false,
      copyPublicDir: false,
      reportCompressedSize: false,
      lib: { entry: join(root, entry), formats: [format], name: 'o', fileName: () => `${name}.js` },
      rolldownOptions: {
        optimization: { inlineConst: { mode: 'all' } },
        output: {
          codeSplitting: false,
          comments: false,
          // Library mode keeps whitespace in modules unless told otherwise.
          minify: { compress: true, mangle: true, codegen: true },
        },
      },
    },
  });
}

/** Library mode names the result on the page's global object; the loader exports nothing and must leave no such name. */
function checkLoader(text: string): void {
  const holes = text.split(HOLE).length - 1;
  if (holes !== 1) throw new Error(`The loader has ${holes} places for its config, not one.`);
  if (/^\s*var\s/.test(text)) throw new Error('The loader would leave a second global.');
}

async function buildWidget(): Promise<void> {
  // Started by a test run it would inherit `test`, and packages would give their development halves.
  process.env['NODE_ENV'] = 'production';
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  for (const chunk of CHUNKS) await buildChunk(chunk);
  const release = createHash('sha256');
  for (const { name } of CHUNKS) {
    const file = join(OUT, `${name}.js`);
    const content = readFileSync(file);
    if (content.length === 0) throw new Error(`The build of ${name} is empty.`);
    if (name === 'loader') checkLoader(content.toString());
    release.update(content);
    const brotli = brotliCompressSync(content);
    writeFileSync(`${file}.br`, brotli);
    console.log(
      `${String(content.length).padStart(8)} B ${String(brotli.length).padStart(7)} B brotli  ${name}.js`,
    );
  }
  writeFileSync(join(OUT, 'release.json'), JSON.stringify({ release: release.digest('hex').slice(0, 8) }));
  rmSync(SERVED, { recursive: true, force: true });
  renameSync(OUT, SERVED);
}

await buildWidget();
