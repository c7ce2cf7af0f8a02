// What raises a signal, how often it is wrong and how often it sees a real change: the very rates that the tests hold.
import type { ComponentChildren } from 'preact';
import { FEWEST_ANSWERS } from '../../worker/domain/satisfaction/buckets.ts';
import {
  BURST_RATE,
  FALL_RATES,
  LOW_RATES,
  NORMAL_RATES,
  RESPONSE_RATES,
  STABLE_RATES,
} from '../../worker/domain/satisfaction/known-rates.ts';
import { useReader } from '../reader.ts';
import { href } from '../router.ts';
import type { PageProps } from './app.tsx';

const RULES = ['trend', 'low', 'burst', 'response'] as const;
const ADVICE = ['read', 'ask', 'wait', 'note'] as const;

export function AboutSignalsPage({ site }: PageProps) {
  const { t } = useReader();
  return (
    <>
      <header class="page-head">
        <h1>{t('page_signals')}</h1>
        <p>
          <a href={href({ page: 'satisfaction', site: site.id })}>{t('page_satisfaction')}</a>
        </p>
      </header>
      <p class="prose">{t('sig_intro')}</p>
      <section aria-labelledby="sig-rules">
        <h2 id="sig-rules">{t('sig_rules')}</h2>
        <dl class="prose rules">
          {RULES.map((rule) => (
            <div key={rule}>
              <dt>{t(`sig_${rule}`)}</dt>
              <dd>{t(`sig_${rule}_what`, { fewest: FEWEST_ANSWERS })}</dd>
            </div>
          ))}
        </dl>
      </section>
      <FalseAlarms />
      <RealChanges />
      <OtherRules />
      <section aria-labelledby="sig-do">
        <h2 id="sig-do">{t('sig_do')}</h2>
        <ol class="prose advice">
          {ADVICE.map((step) => (
            <li key={step}>{t(`sig_do_${step}`)}</li>
          ))}
        </ol>
        <p class="small prose">{t('sig_made')}</p>
      </section>
    </>
  );
}

function FalseAlarms() {
  const { t, format } = useReader();
  return (
    <section aria-labelledby="sig-false">
      <h2 id="sig-false">{t('sig_false')}</h2>
      <p class="prose">{t('sig_false_what', { fewest: FEWEST_ANSWERS })}</p>
      <Rates title={t('sig_false')} heads={[t('sig_all'), t('sig_first'), t('sig_late')]}>
        {STABLE_RATES.map(({ about, all, first, late }) => (
          <tr key={about}>
            <th scope="row">{format.number(about)}</th>
            {[all, first, late].map((n, i) => (
              <td key={i} class="number">
                {t('sig_of_100', { n })}
              </td>
            ))}
          </tr>
        ))}
      </Rates>
      <p class="small prose">{t('sig_normal', NORMAL_RATES)}</p>
    </section>
  );
}

function RealChanges() {
  const { t, format } = useReader();
  return (
    <section aria-labelledby="sig-seen">
      <h2 id="sig-seen">{t('sig_seen')}</h2>
      <p class="prose">{t('sig_seen_what')}</p>
      <Rates title={t('sig_seen')} heads={[t('sig_seen_real'), t('sig_seen_chance')]}>
        {FALL_RATES.map(({ about, seen }) => (
          <tr key={about}>
            <th scope="row">{format.number(about)}</th>
            <td class="number">{t('sig_of_100', { n: seen })}</td>
            <td class="number">
              {t('sig_of_100', { n: STABLE_RATES.find((one) => one.about === about)?.late ?? 0 })}
            </td>
          </tr>
        ))}
      </Rates>
    </section>
  );
}

function OtherRules() {
  const { t } = useReader();
  const { oneWeek, watchAtMost, actAtMost, actSeen, actAnswers } = LOW_RATES;
  return (
    <section aria-labelledby="sig-others">
      <h2 id="sig-others">{t('sig_others')}</h2>
      <ul class="prose advice">
        <li>
          {t('sig_low_rate', {
            ...{ one: oneWeek, watch: watchAtMost, act: actAtMost, seen: actSeen, answers: actAnswers },
          })}
        </li>
        <li>{t('sig_burst_rate', { rate: BURST_RATE })}</li>
        <li>{t('sig_response_rate', { most: RESPONSE_RATES.atMost, seen: RESPONSE_RATES.seenAtLeast })}</li>
      </ul>
    </section>
  );
}

type RatesProps = { title: string; heads: readonly string[]; children: ComponentChildren };

function Rates({ title, heads, children }: RatesProps) {
  const { t } = useReader();
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('sig_answers')}</th>
            {heads.map((head) => (
              <th key={head} scope="col" class="number">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
