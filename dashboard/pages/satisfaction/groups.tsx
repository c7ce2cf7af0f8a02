// The score by one dimension over whole months; small groups stay hidden and say so.
import type { Overview } from '../../../worker/contract/members.ts';
import type { BreakdownAnswer } from '../../../worker/contract/scores.ts';
import type { ScoreDimension } from '../../../worker/contract/vocabulary.ts';
import { BLOCK_ANSWERS } from '../../../worker/domain/satisfaction/blocks.ts';
import { sumBlocks } from '../../../worker/domain/satisfaction/breakdown.ts';
import { bucketOf } from '../../../worker/domain/satisfaction/buckets.ts';
import { SCALES } from '../../../worker/domain/satisfaction/scales.ts';
import { isScored, scoreOf } from '../../../worker/domain/satisfaction/score.ts';
import { api } from '../../api.ts';
import { groupName } from '../../group-name.ts';
import { ChartRange } from '../../parts/chart-range.tsx';
import type { RangeRow } from '../../parts/chart-range.tsx';
import { Loaded, Skeleton } from '../../parts/loaded.tsx';
import { Titled } from '../../parts/titled.tsx';
import { useReader } from '../../reader.ts';
import type { Reader, SiteInHand } from '../../reader.ts';
import { useResource } from '../../resource.ts';
import { groupsCsv } from '../../score-csv.ts';
import { scoreScale } from '../../score-scale.ts';
import { blocksToShow, groupsAsk } from '../../score-view-groups.ts';
import type { ScoreView } from '../../score-view.ts';
import type { MoveScores } from '../satisfaction.tsx';
import { SaveCsv } from './save-csv.tsx';

type GroupsProps = {
  site: SiteInHand;
  view: ScoreView;
  overview: Overview;
  by: ScoreDimension;
  dimensions: readonly ScoreDimension[];
  today: string;
  move: MoveScores;
};

export function GroupsSection({ site, view, overview, by, dimensions, today, move }: GroupsProps) {
  const { t } = useReader();
  const asked = { ...groupsAsk(view.period), ...view.measure, series: view.shown.id };
  const groups = useResource(`groups ${site.id} ${by} ${Object.values(asked).join(' ')}`, (signal) =>
    api.scoresBy(site.id, by, asked, signal),
  );
  return (
    <section aria-labelledby="groups-title">
      <Titled
        id="groups-title"
        title={t('groups_title')}
        about={<p>{t('groups_what', { block: BLOCK_ANSWERS })}</p>}
      />
      <DimensionChoice by={by} dimensions={dimensions} onChange={(chosen) => move({ by: chosen })} />
      <Loaded resource={groups} skeleton={<Skeleton lines={4} />}>
        {(answer) => <Groups answer={answer} view={view} stages={overview.stages} today={today} />}
      </Loaded>
    </section>
  );
}

type DimensionProps = {
  by: ScoreDimension;
  dimensions: readonly ScoreDimension[];
  onChange: (by: ScoreDimension) => void;
};

/** All in sight while they fit, else a list. */
function DimensionChoice({ by, dimensions, onChange }: DimensionProps) {
  const { t } = useReader();
  if (dimensions.length > 4)
    return (
      <label class="stacked">
        <span class="hidden">{t('by_label')}</span>
        <select
          value={by}
          onChange={(event) => {
            const chosen = dimensions.find((one) => one === event.currentTarget.value);
            if (chosen) onChange(chosen);
          }}
        >
          {dimensions.map((dimension) => (
            <option key={dimension} value={dimension}>
              {t(`by_${dimension}`)}
            </option>
          ))}
        </select>
      </label>
    );
  return (
    <fieldset class="choice">
      <legend class="hidden">{t('by_label')}</legend>
      {dimensions.map((dimension) => (
        <label key={dimension}>
          <input type="radio" name="by" checked={by === dimension} onChange={() => onChange(dimension)} />
          <span>{t(`by_${dimension}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

type GroupListProps = {
  answer: BreakdownAnswer;
  view: ScoreView;
  stages: Overview['stages'];
  today: string;
};

function Groups({ answer, view, stages, today }: GroupListProps) {
  const reader = useReader();
  const { t, format } = reader;
  const { dimension, names } = answer;
  const { blocks, isWithin } = blocksToShow(answer.blocks, view.period);
  const [first, last] = [blocks[0], blocks.at(-1)];
  if (!first || !last) return <NoMonth startedOn={view.shown.startedOn} today={today} />;
  const nameOf = (value: string) => groupName(reader, { dimension, value, stages, names });
  const rows = groupRows(reader, { blocks, view, nameOf, isRanked: dimension !== 'doctor' });
  return (
    <>
      <p class="small">
        {t(isWithin ? 'groups_period' : 'groups_nearest', { period: format.days(first.from, last.to) })}
      </p>
      {dimension === 'doctor' && <p class="small">{t('doctors_what')}</p>}
      {rows.length === 0 ? (
        <p>{t('groups_too_small')}</p>
      ) : (
        <>
          <ChartRange title={t(`by_${dimension}`)} rows={rows} scale={scoreScale(reader, view.question)} />
          <div class="row acts">
            <SaveCsv
              label={t('csv_by_group')}
              name={`otklik-${view.question}-${dimension}-${first.from}-${last.to}`}
              rows={() => groupsCsv(reader, { view, blocks, nameOf })}
            />
          </div>
        </>
      )}
    </>
  );
}

/** Says when the first breakdown will be there: the first whole month of the series, or of now. */
function NoMonth({ startedOn, today }: { startedOn: string; today: string }) {
  const { t, format } = useReader();
  const { to } = bucketOf(startedOn > today ? today : startedOn, 'month');
  const day = to >= today ? to : bucketOf(today, 'month').to;
  return (
    <div class="too-few">
      <p>{t('groups_none')}</p>
      <p>{t('groups_none_why', { day: format.longDay(day) })}</p>
    </div>
  );
}

type RowsOf = {
  blocks: BreakdownAnswer['blocks'];
  view: ScoreView;
  nameOf: (value: string) => string;
  /** Whether the largest group comes first; people are only ever listed by name. */
  isRanked: boolean;
};

/** Shown groups by their size, then the hidden ones by name: no order that would tell a hidden size. */
function groupRows({ t }: Reader, { blocks, view, nameOf, isRanked }: RowsOf): RangeRow[] {
  const rows = sumBlocks(blocks, SCALES[view.question].length).map(({ value, counts, hidden }) => {
    const score = scoreOf(view.question, counts);
    const { n } = score;
    const answers = t('n_answers', { n });
    const note =
      n === 0 ? t('group_hidden') : hidden > 0 ? t('group_hidden_partly', { answers, n: hidden }) : answers;
    return {
      n: isRanked ? n : 0,
      ...{ key: value, label: nameOf(value), note },
      ...{ value: isScored(score) ? score.value : null, interval: isScored(score) ? score.interval : null },
    };
  });
  return rows.sort((a, b) => b.n - a.n || a.label.localeCompare(b.label));
}
