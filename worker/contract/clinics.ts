// What an owner sends and reads about a clinic as a whole: its creation, places and people who treat, origins, export, removal.
import * as v from 'valibot';
import { id, text } from './common.ts';
import { pageOrigin, siteCreate } from './settings.ts';

/** A further clinic with its first site. */
export const clinicCreate = v.strictObject({ name: text(80), site: siteCreate });
export type ClinicCreate = v.InferOutput<typeof clinicCreate>;

// --- branches and doctors

export const branchSave = v.strictObject({ name: text(80) });
export const doctorSave = v.strictObject({ name: text(80), branch: v.nullable(id) });
export type DoctorSave = v.InferOutput<typeof doctorSave>;

/** Those in use; removed ones stay in the database for what was answered about them. */
export type Places = {
  branches: { id: string; name: string }[];
  doctors: { id: string; name: string; branch: string | null }[];
};

// --- origins that are not listed

export const originIgnore = v.strictObject({ origin: pageOrigin });

/** An origin outside the list whose pages load the tag. Days are UTC dates. */
export type UnknownOrigin = { origin: string; firstDay: string; lastDay: string; seen: number };

// --- export and removal

/** What an export is made of, in this order. */
export const EXPORT_PARTS = [
  'site',
  'series',
  'answers',
  'asked',
  'conversations',
  'messages',
  'notes',
  'journey',
] as const;
export type ExportPart = (typeof EXPORT_PARTS)[number];

export const exportQuery = v.object({
  part: v.picklist(EXPORT_PARTS),
  /** `next` of the page before. */
  after: v.optional(v.pipe(v.string(), v.maxLength(300))),
});
/** One page of a part: records as they are written to the file, and where the next page begins. */
export type ExportPage = { records: Record<string, unknown>[]; next: string | null };

/** The site's name, typed by hand: what is removed cannot be brought back. */
export const siteRemoval = v.strictObject({ name: text(80) });
