// The stages of the way to the doctor: names, order, what counts as each, and the steps of the default funnel.
import { MAX_STAGES, MODES, SYSTEM_STAGES } from '../../../worker/contract/vocabulary.ts';
import type { Settings } from '../../../worker/contract/settings.ts';
import { withPreset } from '../../../worker/domain/presets.ts';
import { definitionChanged } from '../../../worker/domain/stages.ts';
import { Field } from '../../parts/field.tsx';
import { LinesField } from '../../parts/lines-field.tsx';
import { BookingServices, SiteKindField } from '../../parts/preset-fields.tsx';
import { StageEditor } from '../../parts/stage-editor.tsx';
import { StageTester } from '../../parts/stage-tester.tsx';
import { useReader } from '../../reader.ts';
import { stepNumbers, stepsFromNumbers } from '../../funnel-steps.ts';
import type { SectionProps } from '../settings.tsx';

export function StagesSection({ draft, edit, error, stored }: SectionProps) {
  const { t } = useReader();
  const { settings } = draft;
  const numbers = stepNumbers(settings.funnel);
  const change = (run: (settings: Settings) => void) => edit((d) => run(d.settings));
  const setStep = (stage: number, step: number) =>
    change((s) => void (s.funnel = stepsFromNumbers(new Map([...numbers, [stage, step]]))));
  const fresh = nextId(stored, settings);
  return (
    <div class="form">
      <p>{t('stages_intro')}</p>
      <Field name="settings.mode" label={t('mode')} hint={t(`mode_${settings.mode}_hint`)} error={error}>
        {(control) => (
          <select
            {...control}
            value={settings.mode}
            onChange={(e) =>
              change((s) => void (s.mode = MODES.find((m) => m === e.currentTarget.value) ?? s.mode))
            }
          >
            {MODES.map((mode) => (
              <option key={mode} value={mode}>
                {t(`mode_${mode}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {definitionChanged(stored.settings, settings) && (
        <p class="warning" role="status">
          {t('new_series')}
        </p>
      )}
      {error?.field === 'settings.stages' && (
        <p class="field-error" role="alert">
          {t('fix_stages')}
        </p>
      )}
      {error?.field?.startsWith('settings.funnel') && (
        <p class="field-error" role="alert">
          {t('fix_funnel')}
        </p>
      )}
      <SiteKindField apply={(kind) => edit((d) => void (d.settings = withPreset(d.settings, kind)))} />
      <ol class="stages">
        {settings.stages.map((stage, i) => (
          <StageEditor
            key={stage.id}
            stage={stage}
            index={i}
            count={settings.stages.length}
            step={numbers.get(stage.id) ?? 0}
            isNew={!stored.settings.stages.some(({ id }) => id === stage.id)}
            error={error}
            setStep={(step) => setStep(stage.id, step)}
            change={(run) => change((s) => run(s.stages[i]!))}
            move={(by) => change((s) => void s.stages.splice(i + by, 0, ...s.stages.splice(i, 1)))}
            drop={() =>
              change((s) => {
                s.stages.splice(i, 1);
                s.funnel = stepsFromNumbers(new Map([...numbers, [stage.id, 0]]));
              })
            }
          />
        ))}
      </ol>
      {fresh !== null && settings.stages.length < MAX_STAGES && (
        <p>
          <button class="button" type="button" onClick={() => change((s) => addStage(s, fresh))}>
            {t('stage_add')}
          </button>
        </p>
      )}
      <StageTester stages={settings.stages} />
      <BookingFields draft={draft} edit={edit} error={error} />
    </div>
  );
}

function BookingFields({ draft, edit, error }: Pick<SectionProps, 'draft' | 'edit' | 'error'>) {
  const { t } = useReader();
  const { bookingForm, bookingHosts } = draft.settings;
  return (
    <>
      <Field
        name="settings.bookingForm"
        label={t('booking_form')}
        hint={t('booking_form_hint')}
        error={error}
        fix={t('fix_selector')}
      >
        {(control) => (
          <input
            {...control}
            spellcheck={false}
            value={bookingForm}
            onInput={(e) => edit((d) => void (d.settings.bookingForm = e.currentTarget.value))}
          />
        )}
      </Field>
      <BookingServices
        hosts={bookingHosts}
        onChange={(hosts) => edit((d) => void (d.settings.bookingHosts = hosts))}
      />
      <LinesField
        name="settings.bookingHosts"
        label={t('booking_hosts')}
        hint={t('booking_hosts_hint')}
        fix={t('fix_host')}
        error={error}
        lines={bookingHosts}
        onChange={(lines) => edit((d) => void (d.settings.bookingHosts = lines))}
      />
    </>
  );
}

/** Ids are never reused: neither of a stage that was dropped, nor of one added in this draft. */
function nextId(
  { formerStages, settings: stored, nextStageId }: SectionProps['stored'],
  { stages }: Settings,
): number | null {
  const used = new Set([...formerStages, ...stored.stages, ...stages].map(({ id }) => id));
  for (let id = nextStageId ?? Infinity; id <= 52; id++) if (!used.has(id)) return id;
  return null;
}

/** New stages stand before those that the product counts by itself. */
function addStage(settings: Settings, id: number): void {
  const system: number[] = [SYSTEM_STAGES.asked, SYSTEM_STAGES.attended, SYSTEM_STAGES.rated];
  const at = settings.stages.findIndex((stage) => system.includes(stage.id));
  settings.stages.splice(at < 0 ? settings.stages.length : at, 0, {
    id,
    key: `stage-${id}`,
    name: { ru: '', en: '' },
    rules: [],
    changedOn: settings.stages[0]?.changedOn ?? '2026-01-01',
  });
}
