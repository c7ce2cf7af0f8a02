// What a verification has seen, for the file that `npm run verify` writes.
import { appendFileSync } from 'node:fs';
import { inject } from 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Lines of JSON are added to this file. */
    figuresFile: string;
  }
}

/** Adds one row to a table of the report. */
export const figure = (table: string, row: Record<string, unknown>): void =>
  appendFileSync(inject('figuresFile'), `${JSON.stringify({ table, row })}\n`);
