// `npm run bench`: measures ingest, fold and the 90-day answer on real workerd and D1, prints a table, keeps the numbers.
//
// Sizes: `--visits 10000,1000000` (visits of the folded 90 days), `--seconds 3` (of each load step).
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { addOwner } from './clinic.ts';
import { benchFold } from './fold.ts';
import type { FoldRow } from './fold.ts';
import { benchIngest } from './ingest.ts';
import type { IngestRow } from './ingest.ts';
import { benchJourney } from './journey.ts';
import type { JourneyRow } from './journey.ts';
import { startStack } from './stack.ts';

const { values } = parseArgs({
  options: { visits: { type: 'string', default: '10000,100000' }, seconds: { type: 'string', default: '2' } },
});
const sizes = values.visits.split(',').map(Number);
const ms = Number(values.seconds) * 1000;

const round = (n: number): number => (n >= 100 ? Math.round(n) : Math.round(n * 100) / 100);
const rounded = <T extends object>(rows: T[]) =>
  rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([k, x]) => [k, typeof x === 'number' ? round(x) : x])),
  );

const stack = await startStack();
try {
  console.log(
    `${cpus().length} cores, load ${loadavg()[0]!.toFixed(2)} at the start; the load generator shares them`,
  );
  const ingest: IngestRow[] = await benchIngest(stack, ms);
  const cookie = await addOwner(stack);
  const [folds, journeys]: [FoldRow[], JourneyRow[]] = [[], []];
  for (const size of sizes) {
    const { row, site } = await benchFold(stack, size);
    folds.push(row);
    journeys.push(await benchJourney(stack, { site, cookie, visits: row.visits, ms }));
  }
  for (const [title, rows] of Object.entries({ ingest, fold: folds, 'journey, 90 days': journeys })) {
    console.log(`\n${title}`);
    console.table(rounded<object>(rows));
  }
  mkdirSync('bench-results', { recursive: true });
  const file = `bench-results/${new Date().toISOString().replaceAll(':', '-').slice(0, 19)}.json`;
  writeFileSync(
    file,
    JSON.stringify(
      { cores: cpus().length, load: loadavg()[0], ingest, fold: folds, journey: journeys },
      null,
      2,
    ),
  );
  console.log(`\nkept in ${file}`);
} finally {
  await stack.stop();
}
