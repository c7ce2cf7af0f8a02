// Whether a question may be asked at a site now: somebody must hear of it and somebody must be looking.
import type { Hours } from '../contract/settings.ts';
import type { DataPlace } from '../contract/vocabulary.ts';
import { workingDaysSince } from './working-hours.ts';

/** A channel that has failed for longer than this counts as not there. */
export const FAILING_MS = 24 * 3_600_000;

export type ChannelState = { enabled: boolean; verifiedAtMs: number | null; failingSinceMs: number | null };
export type AskFacts = {
  asked: boolean;
  dataPlace: DataPlace;
  channels: readonly ChannelState[];
  inboxOpenedAtMs: number | null;
  siteCreatedAtMs: number;
  /** Working days after which an inbox that nobody opened closes Ask. */
  inboxDays: number;
  hours: Hours;
  zone: string;
};
export type AskState = 'open' | 'no_notice' | 'unattended' | 'off' | 'no_text';

/** `off` was chosen, `no_text` follows from the data place; the two others heal when a notice works or the inbox is opened. */
export function askState(facts: AskFacts, nowMs: number): AskState {
  if (facts.dataPlace === 'russia') return 'no_text';
  if (!facts.asked) return 'off';
  if (!facts.channels.some((channel) => isWorking(channel, nowMs))) return 'no_notice';
  const fromMs = Math.max(facts.inboxOpenedAtMs ?? 0, facts.siteCreatedAtMs);
  const days = workingDaysSince(facts.hours, facts.zone, { fromMs, toMs: nowMs, most: facts.inboxDays });
  return days >= facts.inboxDays ? 'unattended' : 'open';
}

/** Switched on, proven by a delivered notice, and not failing for longer than FAILING_MS. */
export const isWorking = (channel: ChannelState, nowMs: number): boolean =>
  channel.enabled &&
  channel.verifiedAtMs !== null &&
  (channel.failingSinceMs === null || nowMs - channel.failingSinceMs <= FAILING_MS);
