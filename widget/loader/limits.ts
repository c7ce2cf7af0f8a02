// The loader's own numbers. They stand apart from where they are used because the build writes constants of another file in as
// values: as names they would cost 20 bytes.

/** How long stages are collected before the first beacon. */
export const COLLECT_MS = 500;
/** How soon after a change of the page its address and its marked elements are looked at again. */
export const SETTLE_MS = 300;
/** Sequence numbers have three digits; a page that has used them, or whose beacon failed, is silent from then on. */
export const SILENT = 999;
/** Events in one beacon. */
export const MAX_EVENTS = 20;
