// One person across their conversations at a site: found by a phone or an e-mail address, never by what they wrote.
import * as v from 'valibot';
import type { ConversationRow } from './members.ts';

/** At least five digits; how they are spaced and written does not matter. */
const typedPhone = v.pipe(v.string(), v.maxLength(30), v.regex(/^\+?(?:[\s().-]*\d){5,15}[\s().-]*$/));

export const personFind = v.variant('by', [
  v.strictObject({ by: v.literal('phone'), value: typedPhone }),
  v.strictObject({
    by: v.literal('email'),
    value: v.pipe(v.string(), v.trim(), v.maxLength(200), v.email()),
  }),
]);
export type PersonFind = v.InferOutput<typeof personFind>;

/** Other conversations of whoever left this contact, newest first. */
export type PersonView = { earlier: ConversationRow[] };

type Row = Record<string, unknown>;
/** All that a site holds of a person, as a file. */
export type PersonExport = {
  format: 1;
  site: { id: string; name: string };
  exportedAtMs: number;
  conversations: (Row & { contact: object | null; messages: Row[]; notes: Row[] })[];
  /** True when there are more than one file holds: erase or ask for them after these. */
  more: boolean;
};

/** `left`: whether some remain, so that it must be asked for again. */
export type PersonErased = { erased: number; left: boolean };
