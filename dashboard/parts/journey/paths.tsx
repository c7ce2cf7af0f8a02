// Whole paths of visits, the commonest first, and the stage at which those ended who went no further.
import type { Overview } from '../../../worker/contract/members.ts';
import type { LostAfter } from '../../../worker/domain/journey/endings.ts';
import type { TopPaths } from '../../../worker/domain/journey/top-paths.ts';
import { useReader } from '../../reader.ts';
import type { Reader } from '../../reader.ts';
import { stageName, stepName } from '../../stage-words.ts';

type Stages = Overview['stages'];

export function TopPathList({ top, stages }: { top: TopPaths; stages: Stages }) {
  const reader = useReader();
  const { t, format } = reader;
  return (
    <>
      <ol class="paths">
        {top.paths.map(({ stages: path, visits, share, isCut }) => (
          <li key={path.join('.')}>
            <span class="path">
              {pathWords(reader, path, stages)}
              {isCut && ` ${t('path_cut')}`}
            </span>
            <span class="path-numbers">
              <b>{format.number(visits)}</b> {format.percent(share)}
            </span>
            <Bar share={share} />
          </li>
        ))}
      </ol>
      {top.otherPaths > 0 && (
        <p class="small">
          {t('paths_other', {
            n: top.otherPaths,
            visits: top.otherVisits,
            share: format.percent(top.otherVisits / top.visits),
          })}
        </p>
      )}
    </>
  );
}

/** A path as it is read aloud: stages in order with an arrow between. */
const pathWords = (reader: Reader, path: readonly number[], stages: Stages): string =>
  path.map((id) => stageName(reader, id, stages)).join(' → ');

const Bar = ({ share }: { share: number }) => (
  <svg class="bar" width="100%" height="6" aria-hidden="true">
    <rect class="track" width="100%" height="6" rx="3" />
    <rect class="fill" width={`${share * 100}%`} height="6" rx="3" />
  </svg>
);

type EndingsProps = {
  lost: readonly LostAfter[];
  steps: readonly (readonly number[])[];
  stages: Stages;
};

export function EndingList({ lost, steps, stages }: EndingsProps) {
  const reader = useReader();
  const { t, format } = reader;
  const some = lost.filter((after) => after.lost > 0);
  if (some.length === 0) return <p class="calm">{t('lost_none')}</p>;
  return (
    <div class="endings">
      {some.map((after) => (
        <div key={after.step}>
          <h3>
            {t('endings_after', { step: stepName(reader, steps[after.step] ?? [], stages), n: after.lost })}
          </h3>
          <ol class="paths">
            {after.endings.slice(0, 5).map(({ stage, visits }) => (
              <li key={stage}>
                <span class="path">{stageName(reader, stage, stages)}</span>
                <span class="path-numbers">
                  <b>{format.number(visits)}</b> {format.percent(visits / after.lost)}
                </span>
                <Bar share={visits / after.lost} />
              </li>
            ))}
          </ol>
          {after.cut > 0 && <p class="small">{t('endings_cut', { n: after.cut })}</p>}
        </div>
      ))}
    </div>
  );
}
