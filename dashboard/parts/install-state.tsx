// What came from the site's pages: one sentence with its state, and the stages with when each was last reached.
import type { InstallView } from '../../worker/contract/install.ts';
import type { SiteView } from '../../worker/contract/settings.ts';
import type { Mode } from '../../worker/contract/vocabulary.ts';
import { localDay } from '../../worker/domain/calendar.ts';
import { useReader } from '../reader.ts';

type StateProps = { view: InstallView; zone: string; mode: Mode };

export function InstallState({ view, zone, mode }: StateProps) {
  const { t, format } = useReader();
  const { state, seenAtMs, fetchedAtMs, lastDay, origins, isBudgetSpent } = view;
  const newest = origins[0];
  const when = (atMs: number | null): string =>
    atMs === null
      ? ''
      : (localDay(atMs, zone) === localDay(view.nowMs, zone) ? format.time : format.moment)(atMs, zone);
  const reached = view.stages.filter(({ atMs }) => atMs !== null);
  return (
    <div class={`install-state ${state}`} role="status">
      <p class="install-title">
        <span class="dot" aria-hidden="true" />
        <strong>
          {t(state === 'seen' ? 'install_seen_at' : `install_${state}`, {
            origin: hostOf(newest?.origin ?? ''),
            time: when(newest?.atMs ?? seenAtMs ?? fetchedAtMs),
            day: lastDay === null ? when(seenAtMs) : format.longDay(lastDay),
          })}
        </strong>
      </p>
      {state === 'seen' ? (
        <p>
          {t('install_reached', {
            today: view.stages.filter(({ today }) => today).length,
            week: reached.length,
            all: view.stages.length,
          })}
        </p>
      ) : (
        <p>{t(`install_${state}_hint`, { time: when(fetchedAtMs) })}</p>
      )}
      {state !== 'disabled' && mode === 'on-open' && <p>{t('install_on_open')}</p>}
      {isBudgetSpent && <p class="warning">{t('install_budget')}</p>}
      {origins.length > 1 && (
        <p class="small">
          {t('install_origins', {
            list: origins.map(({ origin, atMs }) => `${hostOf(origin)} (${when(atMs)})`).join(', '),
          })}
        </p>
      )}
    </div>
  );
}

const hostOf = (origin: string): string => URL.parse(origin)?.host ?? origin;

type StagesProps = { view: InstallView; stored: SiteView; stagesAt: string };

export function InstallStages({ view, stored, stagesAt }: StagesProps) {
  const { t, format, language } = useReader();
  const { settings, zone } = stored;
  // Before the first visit the list would only say of each stage what the line above says of all.
  if (view.seenAtMs === null || view.state === 'disabled' || view.state === 'not_counting') return null;
  return (
    <ul class="install-stages">
      {view.stages.map(({ id, atMs, today }) => {
        const stage = settings.stages.find((one) => one.id === id);
        if (!stage) return null;
        return (
          <li key={id} class={atMs === null ? 'missing' : ''}>
            <b>{stage.name[language] || stage.key}</b>
            <span>
              {atMs === null
                ? t('stage_missing')
                : today
                  ? t('stage_today', { time: format.time(atMs, zone) })
                  : format.moment(atMs, zone)}
            </span>
            {atMs === null && view.state === 'seen' && (
              <p class="small">
                {t(fixOf(stage.rules))} <a href={stagesAt}>{t('stage_fix')}</a>
              </p>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** The words that help most: what the stage is recognised by today decides. */
function fixOf(rules: readonly { by: string }[]) {
  const by = new Set(rules.map((rule) => rule.by));
  if (by.has('contact')) return 'fix_stage_contact' as const;
  if (by.has('frame') || by.has('focus')) return 'fix_stage_booking' as const;
  if (by.has('submit')) return 'fix_stage_booked' as const;
  return by.has('url') ? ('fix_stage_url' as const) : ('fix_stage_none' as const);
}
