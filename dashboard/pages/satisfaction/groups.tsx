// The score by one dimension over the whole months of the period; small groups stay hidden and say so.
import type { Overview } from '../../../worker/contract/members.ts';
import type { BreakdownAnswer } from '../../../worker/contract/scores.ts';
import { SCORE_DIMENSIONS } from '../../../worker/contract/vocabulary.ts';
import type { ScoreDimension } from '../../../worker/contract/vocabulary.ts';
import { BLOCK_ANSWERS } from '../../../worker/domain/satisfaction/blocks.ts';
import { sumBlocks } from '../../../worker/domain/satisfaction/breakdown.ts';
import { SCALES } from '../../../worker/domain/satisfaction/scales.ts';
import { scoreOf } from '../../../worker/domain/satisfaction/score.ts';
import { MIN_ANSWERS } from '../../../worker/domain/statistics.ts';
import { api } from '../../api.ts';
import { valueName } from '../../dimension-words.ts';
import { ChartRange } from '../../parts/chart-range.tsx';
import type { RangeRow } from '../../parts/chart-range.tsx';
import { stageName } from '../../stage-words.ts';
import { Loaded, Skeleton } from '../../parts/loaded.tsx';
import { Titled } from '../../parts/titled.tsx';
import { useReader } from '../../reader.ts';
import type { Reader, SiteInHand } from '../../reader.ts';
import { useResource } from '../../resource.ts';
import { groupsCsv } from '../../score-csv.ts';
import type { ScoreView } from '../../score-view.ts';
import type { MoveScores } from '../satisfaction.tsx';
import { SaveCsv } from './save-csv.tsx';

type GroupsProps = {
  site: SiteInHand;
  view: ScoreView;
  overview: Overview;
  by: ScoreDimension;
  move: MoveScores;
};

/** A breakdown reads the answers themselves, so it is asked for 400 days at most: the newest of the period. */
const MAX_DAYS = 399;

export function GroupsSection({ site, view, overview, by, move }: GroupsProps) {
  const { t } = useReader();
  const asked = { ...newest(view.period), series: view.shown.id };
  const groups = useResource(`groups ${site.id} ${by} ${asked.from} ${asked.to} ${asked.series}`, (signal) =>
    api.scoresBy(site.id, by, asked, signal),
  );
  return (
    <section aria-labelledby="groups-title">
      <Titled
        id="groups-title"
        title={t('groups_title')}
        about={<p>{t('groups_what', { block: BLOCK_ANSWERS })}</p>}
      />
      <fieldset class="choice">
        <legend class="hidden">{t('by_label')}</legend>
        {SCORE_DIMENSIONS.map((dimension) => (
          <label key={dimension}>
            <input
              type="radio"
              name="by"
              checked={by === dimension}
              onChange={() => move({ by: dimension })}
            />
            <span>{t(`by_${dimension}`)}</span>
          </label>
        ))}
      </fieldset>
      <Loaded resource={groups} skeleton={<Skeleton lines={4} />}>
        {(answer) => <Groups answer={answer} view={view} stages={overview.stages} />}
      </Loaded>
    </section>
  );
}

function newest({ from, to }: { from: string; to: string }): { from: string; to: string } {
  const earliest = new Date(Date.parse(to) - MAX_DAYS * 86_400_000).toISOString().slice(0, 10);
  return { from: from < earliest ? earliest : from, to };
}

type GroupListProps = { answer: BreakdownAnswer; view: ScoreView; stages: Overview['stages'] };

function Groups({ answer, view, stages }: GroupListProps) {
  const reader = useReader();
  const { t, format } = reader;
  const { blocks, dimension } = answer;
  const [first, last] = [blocks[0], blocks.at(-1)];
  if (!first || !last)
    return (
      <div class="too-few">
        <p>{t('groups_none')}</p>
        <p>{t('groups_none_why')}</p>
      </div>
    );
  const nameOf = (value: string) => groupName(reader, { dimension, value, stages });
  const rows = groupRows(reader, { blocks, view, nameOf });
  const scale = SCALES[view.question];
  return (
    <>
      <p class="small">{t('groups_period', { period: format.days(first.from, last.to) })}</p>
      {rows.length === 0 ? (
        <p>{t('groups_too_small')}</p>
      ) : (
        <>
          <ChartRange title={t(`by_${dimension}`)} rows={rows} />
          <div class="row acts">
            <SaveCsv
              label={t('csv_by_group')}
              name={`otklik-${dimension}-${first.from}-${last.to}`}
              rows={() => groupsCsv(reader, { view, blocks, scale, nameOf })}
            />
          </div>
        </>
      )}
    </>
  );
}

type Named = { dimension: ScoreDimension; value: string; stages: Overview['stages'] };

function groupName(reader: Reader, { dimension, value, stages }: Named): string {
  if (value === '') return reader.t('group_unknown');
  return dimension === 'stage'
    ? stageName(reader, Number(value), stages)
    : valueName(reader, dimension, value, stages);
}

type RowsOf = { blocks: BreakdownAnswer['blocks']; view: ScoreView; nameOf: (value: string) => string };

/** Shown groups by their size, then the hidden ones by name: no order that would tell a hidden size. */
function groupRows({ t }: Reader, { blocks, view, nameOf }: RowsOf): RangeRow[] {
  const rows = sumBlocks(blocks, SCALES[view.question].length).map(({ value, counts, hidden }) => {
    const { n, value: share, interval } = scoreOf(view.question, counts);
    const hasEnough = n >= MIN_ANSWERS;
    const answers = t('n_answers', { n });
    const note =
      n === 0 ? t('group_hidden') : hidden > 0 ? t('group_hidden_partly', { answers, n: hidden }) : answers;
    return {
      n,
      ...{ key: value, label: nameOf(value), note },
      ...{ value: hasEnough ? share : null, interval: hasEnough ? interval : null },
    };
  });
  return rows.sort((a, b) => b.n - a.n || (a.label < b.label ? -1 : 1));
}
