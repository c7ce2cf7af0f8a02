// D1 seen through a glass: counts the rows it reads, makes its n-th statement fail, or says that it is overloaded.
import { env } from 'cloudflare:workers';

type Watch = {
  /** Called before each statement; may give another one to run in its place, or throw. */
  before?: (statement: D1PreparedStatement) => D1PreparedStatement;
  after?: (meta: D1Meta) => void;
};

const inner = new WeakMap<object, D1PreparedStatement>();

function watched(statement: D1PreparedStatement, watch: Watch): D1PreparedStatement {
  const before = () => watch.before?.(statement) ?? statement;
  const seen = async <R extends { meta: D1Meta }>(result: Promise<R>): Promise<R> => {
    const r = await result;
    watch.after?.(r.meta);
    return r;
  };
  const outer = {
    bind: (...values: unknown[]) => watched(statement.bind(...values), watch),
    all: async () => seen(before().all()),
    run: async () => seen(before().run()),
    first: async () => (await seen(before().all())).results[0] ?? null,
    raw: async () => before().raw(),
  };
  inner.set(outer, statement);
  return outer as unknown as D1PreparedStatement;
}

function watchedDatabase(watch: Watch): D1Database {
  return {
    prepare: (sql: string) => watched(env.DB.prepare(sql), watch),
    batch: async (statements: D1PreparedStatement[]) => {
      const real = statements.map((s) => inner.get(s)!);
      const results = await env.DB.batch(real.map((s) => watch.before?.(s) ?? s));
      results.forEach(({ meta }) => watch.after?.(meta));
      return results;
    },
  } as unknown as D1Database;
}

/** Sums what is read and written through it. */
export function meteredDatabase() {
  const sum = { rowsRead: 0, rowsWritten: 0, statements: 0 };
  const DB = watchedDatabase({
    after: (meta) => {
      sum.rowsRead += meta.rows_read;
      sum.rowsWritten += meta.rows_written;
      sum.statements++;
    },
  });
  return { DB, sum };
}

/** Keeps every round trip made through it, as the statements to run again. */
export function recordingDatabase() {
  const trips: D1PreparedStatement[][] = [];
  const one = (statement: D1PreparedStatement): D1PreparedStatement => (trips.push([statement]), statement);
  const single = watchedDatabase({ before: one });
  const DB = {
    prepare: (sql: string) => single.prepare(sql),
    batch: async (statements: D1PreparedStatement[]) => {
      const real = statements.map((s) => inner.get(s)!);
      trips.push(real);
      return env.DB.batch(real);
    },
  } as unknown as D1Database;
  return { DB, trips };
}

/** Its n-th statement (from 1) is one that real SQLite refuses, alone or inside its batch. `ran` says how many were asked. */
export function failingDatabase(n: number) {
  const count = { ran: 0 };
  const DB = watchedDatabase({
    before: (statement) => (++count.ran === n ? env.DB.prepare('SELECT 1 FROM no_such_table') : statement),
  });
  return { DB, count };
}

/** Its n-th statement throws what D1 documents for a database that cannot answer now. */
export function busyDatabase(n: number, message: string) {
  let ran = 0;
  const DB = watchedDatabase({
    before: (statement) => {
      if (++ran === n) throw new Error(message);
      return statement;
    },
  });
  return { DB };
}

/** Everything the database holds, as text: for comparing and for searching. */
export async function dump(): Promise<string> {
  const { results } = await env.DB.prepare(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%' ORDER BY name`,
  ).all<{ name: string }>();
  const tables = await Promise.all(
    results.map(async ({ name }) => [name, (await env.DB.prepare(`SELECT * FROM "${name}"`).all()).results]),
  );
  return JSON.stringify(tables, null, 1);
}
