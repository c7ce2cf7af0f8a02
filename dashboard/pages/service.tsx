// How the clinic serves those who ask: who waits, how soon they are answered and solved, who comes back, and when they write.
import { useState } from 'preact/hooks';
import { MAX_CHECKED, MAX_COUNTED } from '../../worker/contract/service.ts';
import type { ServiceAnswer } from '../../worker/contract/service.ts';
import { mayRole } from '../../worker/contract/permissions.ts';
import { localDay } from '../../worker/domain/calendar.ts';
import { MIN_ANSWERS } from '../../worker/domain/statistics.ts';
import { api } from '../api.ts';
import { Check } from '../parts/check.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Notice } from '../parts/notice.tsx';
import { ChecksTable, isLate } from '../parts/service/checks-table.tsx';
import { ClockFigure } from '../parts/service/clock-figure.tsx';
import { DemandMap } from '../parts/service/demand-map.tsx';
import { TopicsTable } from '../parts/service/topics-table.tsx';
import { WaitingNow } from '../parts/service/waiting-now.tsx';
import { WithoutReturn } from '../parts/service/without-return.tsx';
import { Titled } from '../parts/titled.tsx';
import { SPANS, periodDates } from '../periods.ts';
import type { Span } from '../periods.ts';
import { useReader } from '../reader.ts';
import type { SiteInHand } from '../reader.ts';
import { useResource } from '../resource.ts';
import { go, href } from '../router.ts';
import { demandCsv, topicsCsv } from '../service-csv.ts';
import type { PageProps } from './app.tsx';
import { SaveCsv } from './satisfaction/save-csv.tsx';

/** Who waits changes by the minute. */
const EVERY_MS = 60_000;
/** Conversations listed before more are asked for. */
const FIRST_CHECKS = 12;

export function ServicePage({ site, query }: PageProps) {
  const { t } = useReader();
  const span = SPANS.find((name) => name === query.get('period')) ?? '28d';
  const today = localDay(Date.now(), site.zone);
  const service = useResource(
    `service ${site.id} ${span} ${today}`,
    (signal) => api.service(site.id, periodDates(span, today), signal),
    { everyMs: EVERY_MS },
  );
  return (
    <>
      <header class="page-head">
        <h1>{t('page_service')}</h1>
        <SpanChoice span={span} site={site} />
      </header>
      <Loaded resource={service}>{(answer) => <Figures answer={answer} site={site} />}</Loaded>
    </>
  );
}

function SpanChoice({ span, site }: { span: Span; site: SiteInHand }) {
  const { t } = useReader();
  const address = (name: Span): string =>
    href({ page: 'service', site: site.id }) + (name === '28d' ? '' : `?period=${name}`);
  return (
    <fieldset class="choice">
      <legend class="hidden">{t('period')}</legend>
      {SPANS.map((name) => (
        <label key={name}>
          <input
            type="radio"
            name="period"
            checked={name === span}
            onChange={() => go(address(name), { replace: true })}
          />
          <span>{t('n_days', { n: Number.parseInt(name) })}</span>
        </label>
      ))}
    </fieldset>
  );
}

type FiguresProps = { answer: ServiceAnswer; site: SiteInHand };

function Figures({ answer, site }: FiguresProps) {
  const { t } = useReader();
  const { whole, waiting, asOfMs } = answer;
  const inbox = mayRole(site.role, 'words')
    ? href({ page: 'inbox', site: site.id, conversation: null })
    : null;
  if (whole.conversations === 0)
    return (
      <>
        {waiting.n > 0 && <WaitingNow {...{ waiting, asOfMs, inbox }} />}
        <Notice level={2} title={t('sv_empty')} text={t('sv_empty_hint')} />
        <p class="small">{t('sv_kept')}</p>
      </>
    );
  return (
    <>
      <About answer={answer} site={site} />
      <div class="columns">
        <div>
          <ClockFigure
            {...{ id: 'sv-first', title: t('sv_first'), about: t('sv_first_what') }}
            {...{ caption: t('sv_first_caption'), clock: whole.firstReply }}
          >
            {whole.unanswered > 0 && <p class="small">{t('sv_unanswered', { n: whole.unanswered })}</p>}
          </ClockFigure>
          <ClockFigure
            {...{ id: 'sv-solved', title: t('sv_solved'), about: t('sv_solved_what') }}
            {...{ caption: t('sv_solved_caption'), clock: whole.solved }}
          />
        </div>
        <div>
          <WaitingNow {...{ waiting, asOfMs, inbox }} />
          <WithoutReturn {...{ whole, saidSolved: answer.saidSolved, days: answer.repeatDays }} />
        </div>
      </div>
      <Topics answer={answer} />
      <Demand answer={answer} />
      {answer.checks && <Checks answer={answer} checks={answer.checks} site={site} />}
      <p class="small">{t('sv_kept')}</p>
    </>
  );
}

function About({ answer, site }: FiguresProps) {
  const { t, format } = useReader();
  const { period, isCut, hasHours } = answer;
  const maySet = mayRole(site.role, 'settings');
  return (
    <p class="small">
      {format.days(period.from, period.to)}. {t(hasHours ? 'sv_working' : 'sv_no_hours')}{' '}
      {!hasHours && maySet && (
        <a href={href({ page: 'settings', site: site.id, section: 'hours' })}>{t('sv_set_hours')}</a>
      )}
      {isCut && ` ${t('sv_cut', { n: MAX_COUNTED })}`}
    </p>
  );
}

function Topics({ answer }: { answer: ServiceAnswer }) {
  const reader = useReader();
  const { t } = reader;
  const { from, to } = answer.period;
  return (
    <section aria-labelledby="sv-topics">
      <Titled
        id="sv-topics"
        title={t('sv_topics')}
        about={<p>{t('sv_topics_what', { min: MIN_ANSWERS })}</p>}
      />
      <TopicsTable topics={answer.topics} />
      <div class="row acts">
        <SaveCsv
          label={t('sv_csv_topics')}
          name={`otklik-service-${from}-${to}`}
          rows={() => topicsCsv(reader, answer)}
        />
      </div>
    </section>
  );
}

function Demand({ answer }: { answer: ServiceAnswer }) {
  const reader = useReader();
  const { t } = reader;
  const { from, to } = answer.period;
  return (
    <section aria-labelledby="sv-demand">
      <Titled id="sv-demand" title={t('sv_demand')} about={<p>{t('sv_demand_what')}</p>} />
      <DemandMap {...answer} />
      <div class="row acts">
        <SaveCsv
          label={t('sv_csv_demand')}
          name={`otklik-hours-${from}-${to}`}
          rows={() => demandCsv(reader, answer)}
        />
      </div>
    </section>
  );
}

type ChecksProps = FiguresProps & { checks: NonNullable<ServiceAnswer['checks']> };

function Checks({ answer, checks, site }: ChecksProps) {
  const { t } = useReader();
  const [onlyLate, setOnlyLate] = useState(false);
  const [most, setMost] = useState(FIRST_CHECKS);
  const all = onlyLate ? checks.filter((check) => isLate(check, answer.asOfMs)) : checks;
  const shown = all.slice(0, most);
  return (
    <section aria-labelledby="sv-checks">
      <Titled
        id="sv-checks"
        title={t('sv_checks')}
        about={<p>{t('sv_checks_what', { n: MAX_CHECKED })}</p>}
      />
      <Check label={t('sv_late_only')} checked={onlyLate} onChange={setOnlyLate} />
      {shown.length === 0 ? (
        <p class="calm">{t('sv_checks_none')}</p>
      ) : (
        <ChecksTable
          {...{ checks: shown, zone: site.zone, asOfMs: answer.asOfMs }}
          addressOf={(id) => href({ page: 'inbox', site: site.id, conversation: id })}
        />
      )}
      {shown.length < all.length && (
        <button class="link" type="button" onClick={() => setMost(MAX_CHECKED)}>
          {t('show_more')}
        </button>
      )}
    </section>
  );
}
