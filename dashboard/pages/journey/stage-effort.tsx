// How easy a stage was, by those who were asked there: the newest stretch of whole months that may be shown.
import type { Period } from '../../../worker/contract/journey.ts';
import type { BreakdownAnswer } from '../../../worker/contract/scores.ts';
import { addDays } from '../../../worker/domain/calendar.ts';
import { isScored, scoreOf } from '../../../worker/domain/satisfaction/score.ts';
import { api } from '../../api.ts';
import { useReader } from '../../reader.ts';
import { useResource, valueOf } from '../../resource.ts';

/** Breakdowns of scores are answered for so many days. */
const DAYS_BACK = 395;

type StageEffortProps = { siteId: string; stage: number; period: Period };

export function StageEffort({ siteId, stage, period }: StageEffortProps) {
  const { t, format } = useReader();
  const asked = { from: addDays(period.to, -DAYS_BACK), to: period.to };
  const answer = valueOf(
    useResource(`effort ${siteId} ${asked.to}`, (signal) =>
      api.scoresBy(siteId, 'stage', { ...asked, question: 'ces', moment: 'stage' }, signal),
    ),
  );
  // Nobody was ever asked: then there is nothing to say, and no score is missed.
  if (!answer?.measure) return null;
  const effort = effortAt(answer, stage);
  return (
    <section>
      <h3>{t('effort_title')}</h3>
      {effort === null ? (
        <p class="calm">{t('effort_few')}</p>
      ) : (
        <p>
          <b>{format.percent(effort.share)}</b>{' '}
          {t('effort_easy', {
            range: format.range(effort.interval),
            mean: format.number(Math.round(effort.mean * 10) / 10),
            n: effort.n,
            period: format.days(effort.from, effort.to),
          })}
        </p>
      )}
    </section>
  );
}

/** The newest block that shows this stage with enough answers; null when none does. */
export function effortAt({ blocks }: Pick<BreakdownAnswer, 'blocks'>, stage: number) {
  for (const { from, to, groups } of blocks.toReversed()) {
    const counts = groups?.find(({ value }) => value === String(stage))?.counts;
    if (!counts) continue;
    const { n, value, interval, mean } = scoreOf('ces', counts);
    if (isScored({ n }) && value !== null && interval && mean !== null)
      return { from, to, n, share: value, interval, mean };
  }
  return null;
}
