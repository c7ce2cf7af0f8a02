// How much one socket may say: a bucket that fills slowly. Kept in memory only; a hub that slept has forgiven.

export const BURST = 20;
const PER_SECOND = 1;

export type Bucket = { left: number; atMs: number };

/** The bucket after one more message, or null when it was empty. */
export function take(bucket: Bucket | undefined, nowMs: number): Bucket | null {
  const { left, atMs } = bucket ?? { left: BURST, atMs: nowMs };
  const filled = Math.min(BURST, left + (Math.max(0, nowMs - atMs) / 1000) * PER_SECOND);
  return filled < 1 ? null : { left: filled - 1, atMs: nowMs };
}
