// A D1 that fails, or lets something else happen, at a chosen call: to stop a job between any two of its statements.

type Moment = 'before' | 'inside' | 'after';
export class Crash extends Error {}

export type CallHooks = {
  /** Called with the number of each call before it runs; a Moment makes it crash there. */
  at?: (call: number) => Moment | null | Promise<Moment | null>;
  /** Called with the rows each call wrote. */
  wrote?: (rows: number) => void;
};

const real = new WeakMap<object, D1PreparedStatement>();

/** The database with hooks at every call. A batch that crashes `inside` has half of its statements before the fault. */
export function hookedDb(db: D1Database, { at, wrote }: CallHooks): D1Database {
  let calls = 0;
  async function call<T>(run: () => Promise<T>, inside: () => Promise<unknown>): Promise<T> {
    const moment = (await at?.(calls++)) ?? null;
    if (moment === 'before') throw new Crash(moment);
    if (moment === 'inside') {
      await inside().catch(() => {});
      throw new Crash(moment);
    }
    const result = await run();
    for (const one of Array.isArray(result) ? result : [result]) wrote?.(one?.meta?.rows_written ?? 0);
    if (moment === 'after') throw new Crash(moment);
    return result;
  }
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement => {
    const wrapped = {
      bind: (...values: unknown[]) => wrap(statement.bind(...values)),
      run: () =>
        call(
          () => statement.run(),
          async () => {},
        ),
      all: () =>
        call(
          () => statement.all(),
          async () => {},
        ),
      first: (column: string) =>
        call(
          () => (column ? statement.first(column) : statement.first()),
          async () => {},
        ),
    } as unknown as D1PreparedStatement;
    real.set(wrapped, statement);
    return wrapped;
  };
  const fault = () => db.prepare(`SELECT json('no json')`);
  return {
    prepare: (sql: string) => wrap(db.prepare(sql)),
    batch: (statements: D1PreparedStatement[]) => {
      const inner = statements.map((statement) => real.get(statement)!);
      const broken = inner.toSpliced(Math.ceil(inner.length / 2), 0, fault());
      return call(
        () => db.batch(inner),
        () => db.batch(broken),
      );
    },
  } as unknown as D1Database;
}
