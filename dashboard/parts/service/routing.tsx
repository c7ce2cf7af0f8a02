// The rules by which a new question finds its people: their order, the default, and a way to try them.
import { useRef } from 'preact/hooks';
import { MAX_ROUTES } from '../../../worker/contract/service.ts';
import type { RouteHands, RouteRule, Routing as Rules } from '../../../worker/contract/service.ts';
import type { Desk } from '../../../worker/contract/desk.ts';
import type { Settings } from '../../../worker/contract/settings.ts';
import type { ApiError } from '../../api.ts';
import { useReader } from '../../reader.ts';
import { isAbout } from '../field.tsx';
import { HandsSelect } from './hands-select.tsx';
import { RouteEditor } from './route-editor.tsx';
import { RouteTester } from './route-tester.tsx';

export type Staff = Pick<Desk, 'members' | 'teams'>;

type RoutingProps = {
  settings: Settings;
  zone: string;
  staff: Staff;
  error: ApiError | null;
  change: (run: (rules: Rules) => void) => void;
};

export function Routing({ settings, zone, staff, error, change }: RoutingProps) {
  const { t } = useReader();
  const { rules, otherwise } = settings.routing;
  const list = useRef<HTMLOListElement>(null);
  const isWrong = error !== null && isAbout(error, 'settings.routing');
  const add = () => {
    change((all) => void all.rules.push(newRule(staff)));
    // The new rule is below: whoever adds it goes on there.
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('li:last-child summary')?.focus());
  };
  return (
    <>
      <section aria-labelledby="sv-routing">
        <h3 id="sv-routing">{t('sv_routing')}</h3>
        <p class="hint">{t('sv_routing_hint')}</p>
        {rules.length === 0 && <p class="calm">{t('sv_routes_none')}</p>}
        <ol class="route-list" ref={list}>
          {rules.map((rule, i) => (
            <RouteEditor
              key={i}
              {...{ rule, index: i, count: rules.length, stages: settings.stages, staff }}
              change={(run) => change((all) => run(all.rules[i]!))}
              move={(by) => change((all) => void all.rules.splice(i + by, 0, ...all.rules.splice(i, 1)))}
              drop={() => change((all) => void all.rules.splice(i, 1))}
            />
          ))}
        </ol>
        {isWrong && (
          <p class="field-error" role="alert">
            {t('sv_fix_routing')}
          </p>
        )}
        {rules.length < MAX_ROUTES && (
          <button class="button small" type="button" onClick={add}>
            {t('sv_rule_add')}
          </button>
        )}
        <div class="field">
          <HandsSelect
            label={t('sv_otherwise')}
            value={otherwise}
            {...{ staff }}
            nobody
            onChange={(hands) => change((all) => void (all.otherwise = hands))}
          />
          <p class="hint">{t('sv_otherwise_hint')}</p>
          {staff.teams.length === 0 && <p class="hint">{t('sv_no_teams')}</p>}
        </div>
      </section>
      <RouteTester {...{ settings, zone, staff }} />
    </>
  );
}

/** Fits everything, and goes to the first team, or to the first of those who may answer. */
function newRule({ teams, members }: Staff): RouteRule {
  const give: RouteHands = teams[0]
    ? { to: 'team', id: teams[0].id }
    : { to: 'member', id: members[0]?.id ?? '' };
  return { topics: [], stages: [], languages: [], hours: 'any', give };
}
