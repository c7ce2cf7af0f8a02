// Every error code a client can meet, with its HTTP status: codes are stable, words belong to the screens.

export const ERRORS = {
  bad_json: 400,
  body_too_large: 413,
  not_signed_in: 401,
  link_spent: 410,
  foreign_origin: 403,
  not_allowed: 403,
  not_found: 404,
  method_not_allowed: 405,
  id_reused: 422,
  invalid: 422,
  upgrade_required: 426,
  consent_required: 422,
  contact_not_offered: 422,
  text_not_stored_here: 422,
  ask_closed: 409,
  stale_settings: 409,
  name_taken: 409,
  limit_reached: 409,
  stage_ids_exhausted: 422,
  stage_id_reused: 422,
  colour_contrast: 422,
  loader_too_large: 422,
  last_owner: 409,
  clinic_has_sites: 409,
  member_exists: 409,
  channel_refused: 422,
  conversation_closed: 409,
  answered_meanwhile: 409,
  too_many_requests: 429,
  busy: 503,
  internal: 500,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof ERRORS;

/** The one error body. `field` is a dotted path into the request; `codes` say which rule of that field failed. */
export type ErrorBody = {
  error: ErrorCode;
  field?: string;
};
