// What `env` from cloudflare:workers holds in the worker tests.
declare namespace Cloudflare {
  interface Env extends Omit<import('../../worker/env.ts').Env, never> {
    /** The statements of schema.sql. */
    SCHEMA: string[];
    SECOND_DB: D1Database;
    THIRD_DB: D1Database;
  }
}
