// Cards and invites: what members make and read of them, and what the page behind one sends.
import * as v from 'valibot';
import { id, language, optionalText, secret } from './common.ts';
import type { Places } from './clinics.ts';
import { surveyId } from './surveys.ts';
import { MAX_TEXT } from './vocabulary.ts';
import type { Language, Question } from './vocabulary.ts';

/** A card's printed code takes many answers; each invite of a set takes one. Both are moments of a question as well. */
export const LINK_KINDS = ['card', 'invite'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** Of one site: cards and sets of invites together. */
export const MAX_LINKS = 300;
/** Invites of one set. */
export const MAX_INVITES = 200;
/** Days that a set may live. */
export const INVITE_DAYS = [7, 30, 90] as const;

const about = {
  /** For the clinic's own eyes: where the card lies, to whom the set goes. */
  label: optionalText(60),
  branch: v.nullable(id),
  doctor: v.nullable(id),
  /** One of the site's questions for this kind of link. */
  survey: surveyId,
};
export const cardCreate = v.strictObject(about);
export type CardCreate = v.InferOutput<typeof cardCreate>;
export const invitesCreate = v.strictObject({
  ...about,
  count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_INVITES)),
  days: v.picklist(INVITE_DAYS),
});
export type InvitesCreate = v.InferOutput<typeof invitesCreate>;
export const linkSwitch = v.strictObject({ on: v.boolean() });

export type LinkView = {
  id: string;
  kind: LinkKind;
  label: string;
  survey: number;
  /** Names as they are now, also of places no longer in use. */
  branch: string | null;
  doctor: string | null;
  /** The address of a card; null for invites, whose addresses are handed out once. */
  url: string | null;
  /** Invites of the set; null for a card. */
  invites: number | null;
  /** Answers given by it. */
  uses: number;
  on: boolean;
  by: string;
  createdAtMs: number;
  expiresAtMs: number | null;
};
export type LinksAnswer = {
  /** Newest first. */
  links: LinkView[];
  places: Places;
  /** The questions that a new link may ask; `title` is the clinic's own wording, empty for the instrument's. */
  surveys: { id: number; kind: LinkKind; question: Question; title: Record<Language, string> }[];
  /** What a printed card says besides: the clinic's name and colour. */
  clinic: string;
  colour: string;
};
/** The addresses are told this once: only their hashes are kept. */
export type InvitesReply = { id: string; urls: string[] };

// --- the page behind a link

/** The part of the address that names a card, as it is typed: hyphens and capitals do not matter. */
export const CARD_CODE = /^[2-9a-hjkmnp-z]{8}$/;
export const INVITE_SECRET = /^[\w-]{22}$/;

const visit = { page: v.pipe(v.string(), v.regex(/^[a-z0-9]{8}$/)), l: language };
const own = { ...visit, id: secret, erase: secret };
/** A form's fields are texts; others that a browser adds are passed over. */
export const hostedAnswer = v.object({
  ...own,
  score: v.optional(v.pipe(v.string(), v.regex(/^\d{1,2}$/), v.transform(Number))),
  text: v.optional(optionalText(MAX_TEXT)),
});
export type HostedAnswer = v.InferOutput<typeof hostedAnswer>;
export const hostedWithdrawal = v.object(own);
export const hostedOpening = v.object(visit);
