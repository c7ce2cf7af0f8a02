// The sheet of parts: every shared part of the dashboard in every state on one page, for eyes and for the browser test.
import { render } from 'preact';
import type { ComponentChildren } from 'preact';
import { ChartRange } from '../../dashboard/parts/chart-range.tsx';
import { ChartShares } from '../../dashboard/parts/chart-shares.tsx';
import { ChartTime } from '../../dashboard/parts/chart-time.tsx';
import { Skeleton } from '../../dashboard/parts/loaded.tsx';
import { ErrorLine, Notice } from '../../dashboard/parts/notice.tsx';
import { ApiError } from '../../dashboard/api.ts';
import type { ChartPoint } from '../../dashboard/chart-axis.ts';
import { ReaderContext, createReader, useReader } from '../../dashboard/reader.ts';
import { loadWords } from '../../dashboard/words/words.ts';
import { addDays } from '../../worker/domain/calendar.ts';
import { wilsonInterval } from '../../worker/domain/statistics.ts';
import '../../dashboard/css/tokens.css';
import '../../dashboard/css/base.css';
import '../../dashboard/css/layout.css';
import '../../dashboard/css/parts.css';
import '../../dashboard/css/charts.css';
import '../../dashboard/css/forms.css';

const START = '2026-08-27';
const visits: ChartPoint[] = Array.from({ length: 90 }, (_, i) => ({
  day: addDays(START, i),
  value: Math.round(120 + 60 * Math.sin(i / 9) - (i % 7 > 4 ? 70 : 0) + ((i * 37) % 23)),
  open: i === 89,
}));
const month = visits.slice(-28);
const weeks: ChartPoint[] = [31, 28, 40, 6, 35, 44, 38, 51, 47, 39, 55, 60, 18].map((n, i) => ({
  day: addDays('2026-08-31', i * 7),
  n,
  value: n < 10 ? null : Math.round(n * (0.7 + 0.01 * i)) / n,
  interval: n < 10 ? null : wilsonInterval(Math.round(n * (0.7 + 0.01 * i)), n),
  open: i === 12,
}));

function Sheet() {
  return (
    <main id="main" class="page">
      <header class="page-head">
        <h1>Лист деталей</h1>
      </header>
      <Panel title="Столбцы: 90 дней">
        <Visits points={visits} marks />
      </Panel>
      <Panel title="Столбцы: 28 дней">
        <Visits points={month} />
      </Panel>
      <Panel title="Столбцы: один день, ни одного визита">
        <Visits points={[{ day: START, value: 0 }]} />
      </Panel>
      <Panel title="Линия: доля по неделям">
        <Shares />
      </Panel>
      <Panel title="Доли">
        <ChartShares share={{ negative: 0.08, neutral: 0.09, positive: 0.75, unknown: 0.08 }} />
        <ChartShares share={{ negative: 0, neutral: 0, positive: 1, unknown: 0 }} />
        <ChartShares share={{ negative: 1, neutral: 0, positive: 0 }} />
      </Panel>
      <Panel title="Диапазоны">
        <Ranges />
      </Panel>
      <Panel title="Состояния">
        <Notice
          level={2}
          title="За этот период визитов нет"
          text="Выберите другой период или проверьте, стоит ли код на сайте."
        />
        <ErrorLine error={new ApiError('busy')} retry={() => undefined} />
        <Skeleton lines={3} />
      </Panel>
      <Panel title="Кнопки">
        <p class="row">
          <button class="button primary" type="button">
            Сохранить
          </button>
          <button class="button" type="button">
            Отменить изменения
          </button>
          <button class="button danger" type="button">
            Стереть навсегда
          </button>
          <button class="button small" type="button">
            Прочитать
          </button>
          <button class="link" type="button">
            Показать ещё
          </button>
        </p>
      </Panel>
    </main>
  );
}

function Panel({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Visits({ points, marks = false }: { points: ChartPoint[]; marks?: boolean }) {
  const { t, format } = useReader();
  const total = points.reduce((sum, { value }) => sum + (value ?? 0), 0);
  return (
    <ChartTime
      title="Визиты по дням"
      sentence={`${format.days(points[0]?.day ?? '', points.at(-1)?.day ?? '')}: ${t('n_visits', { n: total })}.`}
      kind="count"
      points={points}
      say={({ value }) => t('n_visits', { n: value ?? 0 })}
      marks={
        marks
          ? [
              { day: '2026-09-20', kind: 'break', label: 'изменились правила счёта' },
              { day: '2026-10-18', kind: 'change', label: 'короткая форма записи' },
            ]
          : []
      }
    />
  );
}

function Shares() {
  const { format } = useReader();
  return (
    <ChartTime
      title="Оценили хорошо, по неделям"
      sentence="Последние 8 недель: 79 %, диапазон 74–83 %, 352 ответа; необычных изменений нет."
      kind="share"
      points={weeks}
      slot={({ day }) => format.days(day, addDays(day, 6))}
      say={({ value, interval, n }) =>
        value === null
          ? `мало ответов: ${n}`
          : `${format.percent(value)} (${interval ? format.range(interval) : ''})`
      }
      marks={[{ day: '2026-10-18', kind: 'change', label: 'короткая форма записи' }]}
    />
  );
}

function Ranges() {
  const row = (key: string, label: string, hits: number, n: number) => ({
    key,
    label,
    value: n < 10 ? null : hits / n,
    interval: wilsonInterval(hits, n),
    note: n < 10 ? `мало ответов: ${n}` : `${n} ответов`,
  });
  return (
    <ChartRange
      title="По филиалам"
      rows={[
        row('a', 'На Красноармейской', 118, 140),
        row('b', 'Стоматологическое отделение в Новосибирском Академгородке', 14, 20),
        row('c', 'Детское', 5, 6),
      ]}
      against={{ value: 0.81, label: 'Вся клиника:' }}
    />
  );
}

const language = new URLSearchParams(location.search).get('l') === 'en' ? 'en' : 'ru';
const reader = createReader(await loadWords(language), language);
const place = document.getElementById('app');
if (place)
  render(
    <ReaderContext.Provider value={reader}>
      <Sheet />
    </ReaderContext.Provider>,
    place,
  );
