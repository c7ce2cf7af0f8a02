// The words and numbers of a live socket, apart from its schemas: the dashboard's first chunk needs these and no schema library.

/** Said by the client, answered `pong` by the platform itself, without waking anybody. */
export const LIVE_PING = 'ping';
export const LIVE_PONG = 'pong';

/** Why a socket was closed by the Worker; the numbers stay, because old pages know them. */
export const LIVE_CLOSE = {
  /** Not a message of the contract. */
  invalid: 4400,
  /** The session has ended, or the role no longer allows it. */
  not_signed_in: 4401,
  /** This token names no conversation here: foreign, or erased. */
  gone: 4404,
  /** No token came in time. */
  silent: 4408,
  /** The message was too long. */
  too_large: 4413,
  too_many_requests: 4429,
  /** As many sockets as this site, person or conversation may have. */
  full: 4503,
  /** The database could not be asked. */
  busy: 4504,
} as const;
/** After these a client does not come again by itself. */
export const LIVE_FINAL: readonly number[] = [LIVE_CLOSE.invalid, LIVE_CLOSE.not_signed_in, LIVE_CLOSE.gone];
