// Reads the import lines of every room and checks who may import whom, and the habits a machine can check.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const FILES = globSync(['{worker,widget,dashboard,demo,scripts,test}/**/*.{ts,tsx}', '*.config.ts'], {
  cwd: root,
}).sort();

type Import = { from: string; to: string; kind: 'value' | 'type' | 'lazy' };

/** `room -> rooms`: a room is a folder of the table below, or `package:name` for what is installed. */
const MAY_IMPORT: Record<string, string[]> = {
  'worker/index.ts': ['worker/app.ts', 'worker/jobs', 'worker/live', 'worker/top'],
  'worker/app.ts': ['worker/routes', 'worker/guards', 'worker/contract', 'worker/top', 'package:hono'],
  'worker/top': ['worker/top', 'worker/contract', 'worker/domain', 'package:hono', 'package:valibot'],
  'worker/contract': ['worker/contract', 'package:valibot'],
  // Stemming is as pure as the rest of the domain.
  'worker/domain': [
    'worker/domain',
    'worker/contract',
    'package:@orama/stemmers',
    'package:@orama/stopwords',
  ],
  'worker/store': [
    'worker/store',
    'worker/contract',
    'worker/domain',
    'worker/top',
    'package:valibot',
    'package:ulidx',
  ],
  'worker/guards': [
    'worker/guards',
    'worker/store',
    'worker/contract',
    'worker/domain',
    'worker/top',
    'package:*',
  ],
  'worker/hosted': ['worker/hosted', 'worker/contract', 'worker/domain', 'package:hono'],
  'worker/routes': [
    ...[
      'worker/hosted',
      'worker/routes',
      'worker/guards',
      'worker/store',
      'worker/contract',
      'worker/domain',
      'worker/channels',
    ],
    ...['worker/jobs', 'worker/live', 'worker/top', 'package:hono', 'package:valibot', 'package:ulidx'],
  ],
  'worker/channels': [
    'worker/channels',
    'worker/store',
    'worker/contract',
    'worker/domain',
    'worker/top',
    'package:valibot',
    'package:ulidx',
  ],
  'worker/jobs': [
    ...['worker/jobs', 'worker/channels', 'worker/store', 'worker/contract', 'worker/domain', 'worker/top'],
    ...['worker/live', 'package:ulidx'],
  ],
  'worker/live': [
    ...['worker/live', 'worker/store', 'worker/contract', 'worker/domain', 'worker/top'],
    'package:valibot',
  ],
  widget: ['widget', 'worker/domain', 'worker/contract/vocabulary.ts', 'package:lit', 'package:idb'],
  dashboard: [
    ...['dashboard', 'worker/contract', 'worker/domain', 'package:preact'],
    ...['package:d3-array', 'package:d3-shape', 'package:d3-time', 'package:punycode'],
    'package:papaparse',
    'package:qr',
  ],
  'demo/clock-worker.ts': ['worker/app.ts', 'worker/jobs', 'worker/live', 'worker/top', 'demo'],
  demo: ['demo', 'package:pure-rand'],
  scripts: ['scripts', 'demo', 'worker/contract', 'worker/domain', 'worker/top', 'package:*'],
  test: ['test', 'worker', 'widget', 'dashboard', 'demo', 'scripts', 'docs', 'package:*'],
};
/** A type costs nothing at run time: these rooms may also name the shapes of others. */
const MAY_NAME: Record<string, string[]> = {
  'worker/top': ['worker/store', 'worker/guards', 'worker/live'],
  'worker/store': ['worker/guards'],
  widget: ['worker/contract'],
};
/** Files that are rooms of their own. */
const OF_THEIR_OWN = ['worker/index.ts', 'worker/app.ts', 'demo/clock-worker.ts'];
/** Where the platform or the tool asks for a default export. */
const DEFAULT_EXPORTS = [
  'worker/index.ts',
  'demo/clock-worker.ts',
  'test/browser/global-setup.ts',
  'vite.config.ts',
  'vitest.config.ts',
];

describe('the import table of the house', () => {
  const imports = FILES.filter((file) => !file.endsWith('.config.ts')).flatMap(importsOf);

  it('sees the imports at all', () => {
    expect(imports.length).toBeGreaterThan(150);
    expect(imports).toContainEqual({ from: 'worker/index.ts', to: 'worker/app.ts', kind: 'value' });
  });

  it('lets each room import only what the table allows', () => {
    expect(imports.filter((line) => !isAllowed(line)).map(asArrow)).toEqual([]);
  });

  it('refuses a planted import from the wrong room', () => {
    expect(isAllowed({ from: 'worker/domain/funnel.ts', to: 'worker/store/sites.ts', kind: 'type' })).toBe(
      false,
    );
    expect(isAllowed({ from: 'widget/loader.ts', to: 'worker/contract/visitor.ts', kind: 'value' })).toBe(
      false,
    );
    expect(isAllowed({ from: 'widget/loader.ts', to: 'worker/contract/visitor.ts', kind: 'type' })).toBe(
      true,
    );
    expect(isAllowed({ from: 'dashboard/parts/score.tsx', to: 'package:hono', kind: 'value' })).toBe(false);
  });

  it('reaches panel, late chunk and outbox from the loader only by import()', () => {
    const reached = closure('widget/loader.ts', imports);
    expect(reached.filter((file) => /^widget\/(panel|outbox|late)/.test(file))).toEqual([]);
  });

  it('gives the late chunk no lit and no panel of its own: it borrows them', () => {
    const reached = closure('widget/late.ts', imports);
    expect(reached).toContain('widget/panel/chat.ts');
    expect(reached.filter((file) => /^package:|panel\/(panel|fields|ask)\.ts$/.test(file))).toEqual([]);
  });

  it('keeps fetching out of the dashboard’s parts', () => {
    const parts = imports.filter(({ from }) => from.startsWith('dashboard/parts/'));
    expect(parts.filter(({ to, kind }) => to === 'dashboard/api.ts' && kind !== 'type').map(asArrow)).toEqual(
      [],
    );
    const fetching = FILES.filter(
      (file) => file.startsWith('dashboard/') && file !== 'dashboard/api.ts',
    ).filter((file) => /\bfetch\(/.test(read(file)));
    expect(fetching).toEqual([]);
  });

  it('opens sockets in one file of the dashboard and one of the widget, and names the hub by type alone', () => {
    const opening = FILES.filter((file) => /new WebSocket\(/.test(read(file)) && !file.startsWith('test/'));
    expect(opening.filter((file) => !/^(dashboard\/live|widget\/live\/line)\.ts$/.test(file))).toEqual([]);
    const hub = imports.filter(
      ({ from, to, kind }) => to === 'worker/live/hub.ts' && kind !== 'type' && !from.startsWith('test/'),
    );
    expect(hub.map(({ from }) => from)).toEqual(['demo/clock-worker.ts', 'worker/index.ts']);
  });

  it('deploys the entry whose clock is the present, and reaches no other clock from it', () => {
    expect(read('wrangler.jsonc')).toMatch(/"main": "worker\/index\.ts"/);
    const reached = closure('worker/index.ts', imports);
    expect(reached).toContain('worker/app.ts');
    expect(reached.filter((file) => file.startsWith('demo/') || file === 'package:node:async_hooks')).toEqual(
      [],
    );
    const clocks = FILES.filter((file) => /createApp\(/.test(read(file)) && !file.startsWith('test/'));
    expect(clocks).toEqual(['demo/clock-worker.ts', 'worker/app.ts', 'worker/index.ts']);
    expect(read('worker/index.ts')).toContain('createApp({ now: () => Date.now() })');
  });

  it('has no cycle of values', () => {
    const inCycle = FILES.filter((file) => closure(file, imports).includes(file));
    expect(inCycle).toEqual([]);
  });
});

describe('habits of every file', () => {
  it('opens with a sentence on why it exists', () => {
    expect(FILES.filter((file) => !/^(\/\/ |\/\*\*? )\S.{15,}/.test(read(file)))).toEqual([]);
  });

  it('exports by name, save where a platform asks otherwise', () => {
    const files = FILES.filter((file) => /^export default\b/m.test(read(file)));
    expect(files.filter((file) => !DEFAULT_EXPORTS.includes(file))).toEqual([]);
  });

  it('uses no any, no enum and no namespace', () => {
    const lax = /(:|\bas|<|\|)\s*any\b(?!\w)|^\s*(export )?(const )?enum |^\s*(export )?namespace /m;
    expect(lax.test(`const x: ${'a'}ny = 1`)).toBe(true);
    expect(FILES.filter((file) => lax.test(withoutComments(read(file))))).toEqual([]);
  });

  it('is named in kebab-case', () => {
    expect(
      FILES.filter((file) => !/^([a-z0-9-]+\/)*[a-z0-9-]+(\.(test|config|d))?\.tsx?$/.test(file)),
    ).toEqual([]);
  });

  it('leaves no marks of unfinished work and no test that is skipped or alone', () => {
    const marks = new RegExp(`\\b(${['TO', 'FIX'].map((word, i) => word + ['DO', 'ME'][i]).join('|')})\\b`);
    expect(FILES.filter((file) => marks.test(read(file)))).toEqual([]);
    const left = /\b(it|test|describe)\.(skip|only|todo|skipIf|runIf|fails)\b/;
    expect(FILES.filter((file) => file !== 'test/architecture.test.ts' && left.test(read(file)))).toEqual([]);
  });
});

describe('SQL', () => {
  const statement = /\b(SELECT\s+[\w(*'"]|INSERT\s+(OR \w+\s+)?INTO\s|DELETE\s+FROM\s|UPDATE\s+\w+\s+SET\s)/;
  const worker = FILES.filter((file) => file.startsWith('worker/'));

  it('lives in worker/store alone', () => {
    const elsewhere = worker.filter((file) => !file.startsWith('worker/store/'));
    expect(elsewhere.filter((file) => statement.test(withoutComments(read(file))))).toEqual([]);
  });

  it('names the columns it reads', () => {
    const everything = /SELECT \*(?! FROM (series|\())/;
    expect(everything.test('SELECT * FROM answer')).toBe(true);
    expect(worker.filter((file) => everything.test(read(file)))).toEqual([]);
  });
});

function importsOf(from: string): Import[] {
  const lines = withoutComments(read(from)).matchAll(
    /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gms,
  );
  return [...lines].map(([, type, fixed, lazy]) => ({
    from,
    to: target(from, fixed ?? lazy ?? ''),
    kind: lazy === undefined ? (type === undefined ? 'value' : 'type') : 'lazy',
  }));
}

function target(from: string, path: string): string {
  if (path.startsWith('.')) return join(dirname(from), path).replaceAll('\\', '/');
  return `package:${path.startsWith('@') ? path.split('/').slice(0, 2).join('/') : (path.split('/')[0] ?? path)}`;
}

function roomOf(file: string): string {
  if (file.startsWith('package:') || OF_THEIR_OWN.includes(file)) return file;
  const [first = '', second = '', third] = file.split('/');
  if (first !== 'worker') return first;
  return third === undefined ? 'worker/top' : `worker/${second}`;
}

function isAllowed({ from, to, kind }: Import): boolean {
  const room = roomOf(from);
  const allowed = [...(MAY_IMPORT[room] ?? []), ...(kind === 'type' ? (MAY_NAME[room] ?? []) : [])];
  // Node's and Cloudflare's own modules and the style sheets beside a page are no rooms.
  if (to.startsWith('package:node:'))
    return room !== 'worker/domain' && room !== 'dashboard' && room !== 'widget';
  if (to.startsWith('package:cloudflare:')) return ['test', 'worker/top', 'worker/live'].includes(room);
  const wanted = roomOf(to);
  return allowed.some(
    (one) =>
      one === wanted ||
      one === to ||
      (one === 'worker' && wanted.startsWith('worker/')) ||
      (one === 'package:*' && wanted.startsWith('package:')),
  );
}

/** Files reached from `start` by imports that cost something at load; `start` itself only through a cycle. */
function closure(start: string, imports: Import[]): string[] {
  const reached = new Set<string>();
  const queue = [start];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    for (const { from, to, kind } of imports) {
      if (from !== file || kind !== 'value' || reached.has(to)) continue;
      reached.add(to);
      queue.push(to);
    }
  }
  return [...reached];
}

const cache = new Map<string, string>();
function read(file: string): string {
  let text = cache.get(file);
  if (text === undefined) cache.set(file, (text = readFileSync(join(root, file), 'utf8')));
  return text;
}

const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
const asArrow = ({ from, to, kind }: Import): string =>
  `${from} -> ${to}${kind === 'value' ? '' : ` (${kind})`}`;
