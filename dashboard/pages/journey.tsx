// The way to the doctor: any funnel over any period, compared, broken down, with what people say at each stage beside it.
import type { Overview } from '../../worker/contract/members.ts';
import { localDay } from '../../worker/domain/calendar.ts';
import { comparedPeriod } from '../../worker/domain/journey/comparison.ts';
import { mayBeStep } from '../../worker/domain/stages.ts';
import { readJourneyAddress, stepsThatMayBe, writeJourneyAddress } from '../journey-address.ts';
import type { JourneyAddress } from '../journey-address.ts';
import { useJourneyBase, usePeriod } from '../journey-data.ts';
import type { JourneyBase } from '../journey-data.ts';
import { PeriodChoice } from '../parts/journey/period-choice.tsx';
import { Loaded, Skeleton } from '../parts/loaded.tsx';
import { periodDates, upToToday } from '../periods.ts';
import { useReader } from '../reader.ts';
import type { SiteInHand } from '../reader.ts';
import { valueOf } from '../resource.ts';
import { go, href } from '../router.ts';
import type { PageProps } from './app.tsx';
import { JourneyAnswers } from './journey/answers.tsx';
import { useFunnels } from './journey/funnels.tsx';
import { JourneyTools } from './journey/tools.tsx';

/** Changes some of the view; `replace` leaves no entry to go back to, for the many small steps of an edit. */
export type Move = (change: Partial<JourneyAddress>, options?: { replace?: boolean }) => void;

export function JourneyPage({ site, query }: PageProps) {
  const { t } = useReader();
  const address = readJourneyAddress(query);
  const today = localDay(Date.now(), site.zone);
  const base = useJourneyBase(site.id, today);
  const move: Move = (change, options) =>
    go(href({ page: 'journey', site: site.id }) + writeJourneyAddress({ ...address, ...change }), options);
  return (
    <>
      <header class="page-head">
        <h1>{t('page_journey')}</h1>
        <PeriodChoice name={address.period} today={today} onChange={(period) => move({ period })} />
      </header>
      <Loaded resource={base}>
        {(value) => (
          <JourneyInHand
            {...value}
            site={site}
            address={address}
            today={today}
            move={move}
            reload={base.reload}
          />
        )}
      </Loaded>
    </>
  );
}

type InHandProps = JourneyBase & {
  site: SiteInHand;
  address: JourneyAddress;
  today: string;
  move: Move;
  reload: () => void;
};

/** With the last 90 days in hand; another period is asked for, and what stands around it stays. */
function JourneyInHand({ overview, answer, site, address, today, move, reload }: InHandProps) {
  const period = upToToday(periodDates(address.period, today), today);
  const own = usePeriod(site.id, period, [answer]);
  const earlier = address.compare && comparedPeriod(period, address.compare);
  const compared = usePeriod(site.id, earlier, [answer, valueOf(own)]);
  const funnels = useFunnels(site.id);
  const mode = answer.series[0]?.mode ?? 'statistics';
  // A stage that comes days later is no step, whatever the address says; one that the site dropped is shown as it was.
  const isDropped = (id: number) => !overview.stages.some((stage) => stage.id === id);
  const steps = stepsThatMayBe(
    address.steps,
    (id) => mayBeStep(id, { stages: overview.stages, mode }) || isDropped(id),
  );
  const shown = { steps: steps ?? overview.funnel, strict: address.strict };
  return (
    <>
      <JourneyTools
        {...{ site, overview, address, shown, funnels, move, period }}
        mode={mode}
        reload={reload}
      />
      <Loaded resource={own} skeleton={<Skeleton lines={6} />}>
        {(value) => (
          <JourneyAnswers
            {...{ site, overview, address, shown, move, period, compared }}
            base={answer}
            answer={value}
            comparedPeriod={earlier}
          />
        )}
      </Loaded>
    </>
  );
}

export type Stages = Overview['stages'];
