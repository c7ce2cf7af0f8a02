// Builds what is served from dist/: the dashboard and the widget's files; what is fresh is left alone.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { holdLock } from './lock.ts';
import { root } from './local-database.ts';

type Part = { name: string; sources: string[]; output: string; command: string[] };

const SHARED = ['worker/contract/**/*.ts', 'worker/domain/**/*.ts', 'package-lock.json', 'tsconfig.json'];
/** In this order: the dashboard's build may empty dist/. */
const PARTS: Part[] = [
  {
    name: 'dashboard',
    sources: ['dashboard/**/*', 'vite.config.ts', 'scripts/look-plugin.ts', ...SHARED],
    output: 'dist/index.html',
    command: ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'],
  },
  {
    name: 'widget',
    sources: ['widget/**/*', 'scripts/{build-widget,panel-plugins,look-plugin}.ts', ...SHARED],
    output: 'dist/_widget/release.json',
    command: ['scripts/build-widget.ts'],
  },
];

/** Builds the parts whose sources changed since they were built. */
export async function buildIfStale(): Promise<void> {
  const stamp = join(root, 'node_modules/.otklik-built.json');
  const release = await holdLock(join(root, 'node_modules/.otklik-building'));
  try {
    const built = existsSync(stamp)
      ? (JSON.parse(readFileSync(stamp, 'utf8')) as Record<string, string>)
      : {};
    for (const part of PARTS) {
      const hash = sourcesHash(part);
      if (built[part.name] === hash && existsSync(join(root, part.output))) continue;
      build(part);
      writeFileSync(stamp, JSON.stringify(Object.assign(built, { [part.name]: hash })));
    }
  } finally {
    release();
  }
}

function build({ name, command, output }: Part): void {
  mkdirSync(join(root, 'dist'), { recursive: true });
  // A test runner's NODE_ENV would choose the libraries' development builds, which print and weigh more.
  const env = { ...process.env, NODE_ENV: 'production' };
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: root,
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The ${name} could not be built.\n${stdout}${stderr}`);
  if (!existsSync(join(root, output))) throw new Error(`The build of the ${name} left no ${output}.`);
}

/** By content, not by time: a checkout changes times. */
function sourcesHash({ sources, command }: Part): string {
  const hash = createHash('sha256').update(command.join(' '));
  for (const file of globSync(sources, { cwd: root }).sort()) {
    const path = join(root, file);
    if (statSync(path).isFile()) hash.update(file).update(readFileSync(path));
  }
  return hash.digest('hex');
}

/** Bytes of every built text file, plain and brotli at quality 11. */
export function sizeReport(): { file: string; bytes: number; brotli: number }[] {
  return globSync('dist/**/*.{js,css,html}', { cwd: root })
    .sort()
    .map((file) => {
      const content = readFileSync(join(root, file));
      return {
        file: relative('dist', file),
        bytes: content.length,
        brotli: brotliCompressSync(content).length,
      };
    });
}

if (import.meta.main) {
  await buildIfStale();
  for (const { file, bytes, brotli } of sizeReport()) {
    console.log(`${String(bytes).padStart(8)} B ${String(brotli).padStart(7)} B brotli  ${file}`);
  }
}
