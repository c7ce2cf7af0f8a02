// The part of D1 that commands need, and the same over `wrangler d1 execute` for a database that is not on this machine.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './local-database.ts';
import { quietEnvironment } from './quiet.ts';

export type SqlValue = string | number | null;
export type SqlStatement = {
  bind(...values: SqlValue[]): SqlStatement;
  all<Row>(): Promise<{ results: Row[] }>;
};
/** D1Database is one; so is what `remoteDatabase` gives. */
export type SqlDatabase = {
  prepare(sql: string): SqlStatement;
  batch(statements: SqlStatement[]): Promise<unknown>;
};

/** Runs SQL text and returns the rows of its last statement. */
export type RunSql = (sql: string) => Promise<unknown[]>;

/** A database reached by SQL text alone: there are no parameters, so values are written into the text (see `literal`). */
export function textDatabase(run: RunSql): SqlDatabase {
  const texts = new WeakMap<SqlStatement, string>();
  const statement = (sql: string): SqlStatement => {
    const made: SqlStatement = {
      bind: (...values) => statement(withValues(sql, values)),
      // The rows are our own SQL's columns; its caller names their type as with D1.
      all: async <Row>() => ({ results: (await run(sql)) as Row[] }),
    };
    texts.set(made, sql);
    return made;
  };
  return {
    prepare: statement,
    batch: (statements) => run(statements.map((s) => texts.get(s) ?? '').join(';\n')),
  };
}

/** `?1` … `?n` replaced by literals, in one pass, so that no value is ever read as a parameter. */
export const withValues = (sql: string, values: readonly SqlValue[]): string =>
  sql.replace(/\?(\d+)/g, (_, number: string) => {
    const value = values[Number(number) - 1];
    if (value === undefined) throw new Error(`The statement has no value for ?${number}`);
    return literal(value);
  });

/** Text travels as hexadecimal: nothing in it can end the literal, on any shell or terminal. */
function literal(value: SqlValue): string {
  if (value === null) return 'NULL';
  if (typeof value === 'number') return String(value);
  return `CAST(x'${Buffer.from(value, 'utf8').toString('hex')}' AS TEXT)`;
}

/** The deployed D1 of a wrangler configuration; the terminal must be signed in to Cloudflare. */
export const remoteDatabase = (configPath: string, binding = 'DB'): SqlDatabase =>
  textDatabase(async (sql) => {
    const output = await wrangler([
      ...['d1', 'execute', binding, '--remote', '--json', '--yes'],
      ...['--config', configPath, '--command', sql],
    ]);
    const sets = JSON.parse(output) as { results: unknown[] }[];
    return sets.at(-1)?.results ?? [];
  });

function wrangler(flags: string[]): Promise<string> {
  const child = spawn(process.execPath, [join(root, 'node_modules/wrangler/bin/wrangler.js'), ...flags], {
    cwd: root,
    env: { ...process.env, ...quietEnvironment(join(root, '.otklik/registry')) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout.setEncoding('utf8').on('data', (text: string) => out.push(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => err.push(text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve(out.join('')) : reject(new Error(wranglerSays(out.join('') + err.join('')))),
    );
  });
}

/** One sentence of what wrangler printed: its own error text, if it gave one. */
function wranglerSays(output: string): string {
  const said = /"text":\s*"([^"]+)"/.exec(output)?.[1] ?? /ERROR\]?\s*(.+)/.exec(output)?.[1] ?? output;
  return `Cloudflare's database did not answer: ${said.trim()}`;
}
