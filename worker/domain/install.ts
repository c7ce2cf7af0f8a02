// What a site's last signs of life say about its installation.
import { STALE_DAYS } from '../contract/install.ts';
import type { InstallState, InstallView, StageSeen } from '../contract/install.ts';
import type { Mode } from '../contract/vocabulary.ts';
import { SYSTEM_STAGES } from '../contract/vocabulary.ts';
import { addDays, localDay } from './calendar.ts';

export type InstallFacts = {
  enabled: boolean;
  mode: Mode;
  zone: string;
  stages: readonly { id: number }[];
  /** Epoch ms by origin or stage id. */
  seen: Readonly<Record<string, number>>;
  /** Local date of the newest day row with visits. */
  lastDay: string | null;
  fetchedAtMs: number | null;
  isBudgetSpent: boolean;
};

const DAY_MS = 86_400_000;
/** Stages that no page shows by itself: the widget and the links of the clinic count them. */
const NOT_OF_PAGES: readonly number[] = [SYSTEM_STAGES.asked, SYSTEM_STAGES.attended, SYSTEM_STAGES.rated];

/** The install check of a site at `nowMs` (epoch ms). */
export function installView(facts: InstallFacts, nowMs: number): InstallView {
  const { seen, lastDay, fetchedAtMs, isBudgetSpent } = facts;
  const times = Object.values(seen);
  const seenAtMs = times.length === 0 ? null : Math.max(...times);
  const origins = Object.entries(seen)
    .filter(([what]) => what.includes(':'))
    .map(([origin, atMs]) => ({ origin, atMs }))
    .sort((a, b) => b.atMs - a.atMs);
  return {
    ...{ state: installState(facts, seenAtMs, nowMs), nowMs, seenAtMs, origins },
    stages: stagesSeen(facts, seenAtMs, nowMs),
    ...{ lastDay, fetchedAtMs, isBudgetSpent },
  };
}

function installState(
  { enabled, mode, zone, lastDay, fetchedAtMs }: InstallFacts,
  seenAtMs: number | null,
  nowMs: number,
): InstallState {
  if (!enabled) return 'disabled';
  if (mode === 'off') return 'not_counting';
  if (seenAtMs === null && lastDay === null) return fetchedAtMs === null ? 'never' : 'fetched';
  const newestDay = seenAtMs === null ? (lastDay ?? '') : localDay(seenAtMs, zone);
  const today = localDay(nowMs, zone);
  if (newestDay > addDays(today, -STALE_DAYS)) return 'seen';
  // A page asks for the script and then tells of its visit: a day between the two means that the telling fails.
  return fetchedAtMs !== null && localDay(fetchedAtMs - DAY_MS, zone) > newestDay ? 'fetched' : 'stale';
}

function stagesSeen(
  { stages, seen, zone }: InstallFacts,
  seenAtMs: number | null,
  nowMs: number,
): StageSeen[] {
  const today = localDay(nowMs, zone);
  return stages
    .filter(({ id }) => !NOT_OF_PAGES.includes(id))
    .map(({ id }) => {
      // The Worker adds `found` to every visit.
      const atMs = (id === SYSTEM_STAGES.found ? seenAtMs : seen[id]) ?? null;
      return { id, atMs, today: atMs !== null && localDay(atMs, zone) === today };
    });
}
