// What the dashboard's install check shows of a site: what came from its pages, and when.

/**
 * `disabled`: switched off. `not_counting`: the mode counts nobody. `never`: nothing came from any page. `fetched`: pages ask
 * for the tag's script, and no visit comes with it. `seen`: visits come. `stale`: they stopped coming.
 */
export const INSTALL_STATES = ['disabled', 'not_counting', 'never', 'fetched', 'seen', 'stale'] as const;
export type InstallState = (typeof INSTALL_STATES)[number];

/** A stage and when a page last reached it, within INSTALL_DAYS. */
export type StageSeen = {
  id: number;
  atMs: number | null;
  /** On the present date of the site's zone. */
  today: boolean;
};

export type InstallView = {
  state: InstallState;
  /** The Worker's clock. */
  nowMs: number;
  /** The newest visit of the last INSTALL_DAYS days, and where. */
  seenAtMs: number | null;
  /** The site's own origins from which visits came, newest first. */
  origins: { origin: string; atMs: number }[];
  stages: StageSeen[];
  /** Local date of the last day that has visits at all. */
  lastDay: string | null;
  /** When a page last asked for the script; up to ten minutes late. */
  fetchedAtMs: number | null;
  /** Today's rows for statistics are spent: visits are not counted until UTC midnight. */
  isBudgetSpent: boolean;
};

/** Days that the check looks back, today included. */
export const INSTALL_DAYS = 7;
/** Days without a visit after which the tag is taken for gone. */
export const STALE_DAYS = 3;
