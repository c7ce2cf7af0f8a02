// What one address may store per minute. A whole clinic may share one address, so this stops scripts only.
import { addressLimit } from './address-limit.ts';

const SENDS_PER_MINUTE = 120;

/** Counts one send that is about to be stored; refuses it with the seconds to wait when there were too many. */
export const guardFlood = addressLimit(SENDS_PER_MINUTE, { spareLoopback: true });
