// Targets by topic in working time, when the clinic is reminded, and to whom a new question goes, with a way to try it.
import { api } from '../../api.ts';
import { Field } from '../../parts/field.tsx';
import { Loaded, Skeleton } from '../../parts/loaded.tsx';
import { Routing } from '../../parts/service/routing.tsx';
import { TargetsTable } from '../../parts/service/targets-table.tsx';
import { useReader } from '../../reader.ts';
import { useResource } from '../../resource.ts';
import type { SectionProps } from '../settings.tsx';

export function ServiceForm({ draft, edit, error, site }: SectionProps) {
  const { t } = useReader();
  const desk = useResource(`desk ${site.id}`, (signal) => api.desk(site.id, signal));
  const { service } = draft.settings;
  return (
    <div class="form">
      <TargetsTable
        targets={service.targets}
        error={error}
        change={(run) => edit((d) => run(d.settings.service.targets))}
      />
      <Field
        name="settings.service.remindHours"
        label={t('sv_remind')}
        hint={t('sv_remind_hint')}
        error={error}
        fix={t('sv_fix_remind')}
      >
        {(control) => (
          <input
            {...control}
            class="short"
            type="number"
            min={1}
            max={200}
            value={service.remindHours}
            onInput={(e) =>
              edit(
                (d) => void (d.settings.service.remindHours = Math.round(e.currentTarget.valueAsNumber) || 0),
              )
            }
          />
        )}
      </Field>
      <Loaded resource={desk} skeleton={<Skeleton lines={4} />}>
        {(staff) => (
          <Routing
            {...{ settings: draft.settings, zone: draft.zone, staff, error }}
            change={(run) => edit((d) => run(d.settings.routing))}
          />
        )}
      </Loaded>
    </div>
  );
}
