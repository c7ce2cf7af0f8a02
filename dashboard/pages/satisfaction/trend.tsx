// The score over time as a control chart: what is ordinary, what is unusual about the newest point, and how often chance does that.
import { useMemo } from 'preact/hooks';
import type { Measure } from '../../../worker/contract/scores.ts';
import { mayRole } from '../../../worker/contract/permissions.ts';
import { ENOUGH_ANSWERS, FEWEST_ANSWERS } from '../../../worker/domain/satisfaction/buckets.ts';
import { LOCK_AFTER } from '../../../worker/domain/satisfaction/control-chart.ts';
import { MIN_POINTS } from '../../../worker/domain/satisfaction/trend.ts';
import type { TrendPoint } from '../../../worker/domain/satisfaction/trend.ts';
import { api } from '../../api.ts';
import { ChartTime } from '../../parts/chart-time.tsx';
import { Notice } from '../../parts/notice.tsx';
import { ControlMarks } from '../../parts/satisfaction/control-marks.tsx';
import { Titled } from '../../parts/titled.tsx';
import { useReader } from '../../reader.ts';
import type { Reader, SiteInHand } from '../../reader.ts';
import { href } from '../../router.ts';
import { useResource, valueOf } from '../../resource.ts';
import { measureName } from '../../score-address.ts';
import { viewTrend } from '../../score-view.ts';
import type { ScoreView, TrendView } from '../../score-view.ts';
import { signalWords } from '../../signal-words.ts';
import { scoreScale } from '../../score-scale.ts';
import type { ScoreScale } from '../../score-scale.ts';
import { lowestWordsHref } from '../../words-place.ts';

type TrendSectionProps = { view: ScoreView; site: SiteInHand; today: string };

export function TrendSection({ view, site, today }: TrendSectionProps) {
  const reader = useReader();
  const { t } = reader;
  const trend = useMemo(() => viewTrend(view, today), [view.days, today]);
  const title = t(trend.points.length === 0 ? 'trend_title' : `trend_${trend.kind}`);
  const scale = scoreScale(reader, view.question);
  return (
    <section aria-labelledby="trend-title">
      <Titled
        id="trend-title"
        title={title}
        about={
          <>
            <p>{t('trend_what', { enough: ENOUGH_ANSWERS, fewest: FEWEST_ANSWERS })}</p>
            <p>{t('trend_limits_what', { lock: LOCK_AFTER })}</p>
            <p>{t('trend_false')}</p>
            <p>
              <a href={href({ page: 'signals', site: site.id })}>{t('signals_help')}</a>
            </p>
          </>
        }
      />
      <Low trend={trend} site={site} />
      {trend.points.length === 0 ? (
        <Notice level={2} title={t('trend_none')} text={t('trend_none_why')} />
      ) : (
        <ChartTime
          title={title}
          sentence={sentenceOf(reader, trend, scale)}
          kind="share"
          scale={scale}
          points={trend.points.map(({ bucket, value }) => ({ day: bucket.from, value, n: bucket.n }))}
          slot={({ day }) => slotName(reader, trend, pointOf(trend, day))}
          say={({ day }) => sayPoint(reader, pointOf(trend, day), scale)}
          over={(place) => <ControlMarks trend={trend} axis={scale.axis} place={place} />}
        />
      )}
      {trend.points.length > 0 && <p class="small">{limitsText(reader, trend, scale)}</p>}
      <Noted site={site} measure={view.measure} />
    </section>
  );
}

const pointOf = ({ points }: TrendView, day: string): TrendPoint | undefined =>
  points.find(({ bucket }) => bucket.from === day);

function slotName({ format }: Reader, { kind }: TrendView, point: TrendPoint | undefined): string {
  if (!point) return '';
  return kind === 'month' ? format.month(point.bucket.from) : format.days(point.bucket.from, point.bucket.to);
}

function sayPoint({ t }: Reader, point: TrendPoint | undefined, scale: ScoreScale): string {
  if (!point) return '';
  const answers = t('n_answers', { n: point.bucket.n });
  if (point.value === null) return answers;
  const range = point.score.interval ? ` (${scale.range(point.score.interval)})` : '';
  const flags = point.flags.map((rule) => t(`rule_${rule}`));
  return [`${scale.write(point.value)}${range}`, answers, ...flags].join(', ');
}

/** The newest point in words, and whether anything about it is unusual. Only the newest is judged. */
function sentenceOf(reader: Reader, trend: TrendView, scale: ScoreScale): string {
  const { t } = reader;
  const last = trend.points.at(-1);
  if (!last) return '';
  const slot = slotName(reader, trend, last);
  const answers = t('n_answers', { n: last.bucket.n });
  if (last.value === null || !last.score.interval) return `${slot}: ${answers}. ${t('trend_not_judged')}`;
  const figure = t('trend_point', {
    ...{ slot, share: scale.write(last.value), range: scale.range(last.score.interval) },
  });
  return `${figure}, ${answers}. ${trend.limits ? judged(reader, trend) : ''}`;
}

function judged({ t }: Reader, { newest }: TrendView): string {
  if (!newest) return t('trend_usual');
  const why = newest.rules.map((rule) => t(`rule_${rule}`)).join(', ');
  return t(`trend_${newest.side}`, { why });
}

function limitsText({ t }: Reader, { limits, trial }: TrendView, { axis, write }: ScoreScale): string {
  if (!limits) return t('trend_no_limits', { min: MIN_POINTS });
  const clip = (value: number) => write(Math.min(axis.top, Math.max(axis.bottom, value)));
  return [
    t('trend_limits', {
      ...{ centre: clip(limits.centre), low: clip(limits.lower), high: clip(limits.upper) },
    }),
    trial ? t('trend_trial', { lock: LOCK_AFTER }) : '',
    limits.lower < axis.bottom || limits.upper > axis.top ? t('trend_cut') : '',
  ]
    .filter((text) => text !== '')
    .join(' ');
}

/** Signals that an owner has seen, with what they wrote about them. */
function Noted({ site, measure }: { site: SiteInHand; measure: Measure }) {
  const reader = useReader();
  const { t, format } = reader;
  const signals = useResource(`signals ${site.id}`, (signal) => api.signals(site.id, signal));
  const noted = (valueOf(signals)?.signals ?? []).flatMap((signal) =>
    signal.noted && measureName(signal.measure) === measureName(measure)
      ? [{ signal, noted: signal.noted }]
      : [],
  );
  return (
    <>
      {noted.map(({ signal, noted: { note, by, atMs } }) => (
        <p key={signal.key} class="small">
          {signalWords(reader, signal).text}. {t('signal_noted', { by, day: format.moment(atMs, site.zone) })}{' '}
          <bdi>{note}</bdi>
        </p>
      ))}
    </>
  );
}

/** "Steadily under 70 %", in its two levels, with the words behind it one press away for those who may read them. */
function Low({ trend, site }: { trend: TrendView; site: SiteInHand }) {
  const { t, format } = useReader();
  const { low, eightWeeks } = trend;
  if (low === null) return null;
  const why =
    low === 'watch'
      ? t('low_watch_why')
      : t('low_act_why', {
          share: format.percent(eightWeeks.value ?? 0),
          range: eightWeeks.interval ? format.range(eightWeeks.interval) : '',
          answers: t('n_answers', { n: eightWeeks.n }),
        });
  return (
    <p class="warning">
      <strong>{t(`low_${low}`)}.</strong> {why}{' '}
      {mayRole(site.role, 'words') && <a href={lowestWordsHref(site.id)}>{t('low_read')}</a>}
    </p>
  );
}
