// One stage: its names, its place, its step in the default funnel, and the addresses and acts that count as it.
import type { Stage, StageRule } from '../../worker/contract/settings.ts';
import { LANGUAGES, RULE_KINDS, SYSTEM_STAGES } from '../../worker/contract/vocabulary.ts';
import type { ApiError } from '../api.ts';
import { useReader } from '../reader.ts';
import { Check } from './check.tsx';
import { Field, isAbout } from './field.tsx';
import { LinesField } from './lines-field.tsx';

type EditorProps = {
  stage: Stage;
  index: number;
  count: number;
  /** 0: not a step of the funnel. */
  step: number;
  isNew: boolean;
  error: ApiError | null;
  setStep: (step: number) => void;
  change: (run: (stage: Stage) => void) => void;
  move: (by: -1 | 1) => void;
  drop: () => void;
};

const systemIds: readonly number[] = Object.values(SYSTEM_STAGES);
const ACTS = RULE_KINDS.filter((kind) => kind !== 'url');
const MAX_STEPS = 8;

export function StageEditor(props: EditorProps) {
  const { t, language } = useReader();
  const { stage, index, step, isNew, error } = props;
  const at = `settings.stages.${index}`;
  const isSystem = systemIds.includes(stage.id);
  const name = stage.name[language] || stage.name.ru || stage.name.en || t('stage_unnamed');
  return (
    <li class="stage">
      <details open={isNew || (error !== null && isAbout(error, at))}>
        <summary>
          <b>{name}</b> <span class="small">{useSummary(stage, isSystem, step)}</span>
        </summary>
        <div class="stage-body">
          <div class="row top">
            {LANGUAGES.map((code) => (
              <Field
                key={code}
                name={`${at}.name.${code}`}
                label={t('stage_name', { language: t(`language_${code}`) })}
                error={error}
              >
                {(control) => (
                  <input
                    {...control}
                    lang={code}
                    maxLength={40}
                    value={stage.name[code]}
                    onInput={(e) => props.change((s) => void (s.name[code] = e.currentTarget.value))}
                  />
                )}
              </Field>
            ))}
          </div>
          {isNew && (
            <Field
              name={`${at}.key`}
              label={t('stage_key')}
              hint={t('stage_key_hint')}
              error={error}
              fix={t('fix_key')}
            >
              {(control) => (
                <input
                  {...control}
                  class="short"
                  spellcheck={false}
                  maxLength={30}
                  value={stage.key}
                  onInput={(e) => props.change((s) => void (s.key = e.currentTarget.value))}
                />
              )}
            </Field>
          )}
          <StepField {...props} />
          {isSystem ? <p class="hint">{t('stage_system')}</p> : <RuleFields {...props} at={at} />}
        </div>
      </details>
      <StageActs {...props} name={name} isSystem={isSystem} />
    </li>
  );
}

function useSummary(stage: Stage, isSystem: boolean, step: number): string {
  const { t } = useReader();
  const addresses = stage.rules.filter(({ by }) => by === 'url').length;
  const parts = [
    step > 0 && t('step_n', { n: step }),
    isSystem && t('stage_by_itself'),
    addresses > 0 && t('n_addresses', { n: addresses }),
    ...ACTS.filter((act) => stage.rules.some(({ by }) => by === act)).map((act) => t(`rule_${act}`)),
  ];
  return parts.filter((part) => part !== false).join(' · ');
}

function StepField({ stage, step, setStep, error }: EditorProps) {
  const { t } = useReader();
  return (
    <Field name={`step.${stage.id}`} label={t('funnel_step')} hint={t('funnel_step_hint')} error={error}>
      {(control) => (
        <select
          {...control}
          class="short"
          value={step}
          onChange={(e) => setStep(Number(e.currentTarget.value))}
        >
          <option value={0}>{t('funnel_step_none')}</option>
          {Array.from({ length: MAX_STEPS }, (_, i) => (
            <option key={i} value={i + 1}>
              {i + 1}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function RuleFields({ stage, change, error, at }: EditorProps & { at: string }) {
  const { t } = useReader();
  const patterns = stage.rules.flatMap((rule) => (rule.by === 'url' ? [rule.pattern] : []));
  const acts = stage.rules.filter((rule) => rule.by !== 'url');
  const set = (urls: string[], others: StageRule[]) =>
    change((s) => void (s.rules = [...urls.map((pattern) => ({ by: 'url' as const, pattern })), ...others]));
  return (
    <>
      <LinesField
        name={`${at}.rules`}
        label={t('rule_url')}
        hint={t('rule_url_hint')}
        fix={t('fix_pattern')}
        error={error}
        lines={patterns}
        onChange={(lines) => set(lines, acts)}
      />
      <fieldset class="acts">
        <legend>{t('rule_acts')}</legend>
        {ACTS.map((by) => (
          <Check
            key={by}
            label={t(`rule_${by}`)}
            checked={acts.some((rule) => rule.by === by)}
            onChange={(on) => set(patterns, on ? [...acts, { by }] : acts.filter((rule) => rule.by !== by))}
          />
        ))}
      </fieldset>
    </>
  );
}

/** Moving is by buttons: nothing needs dragging. */
function StageActs({
  index,
  count,
  move,
  drop,
  name,
  isSystem,
}: EditorProps & { name: string; isSystem: boolean }) {
  const { t } = useReader();
  return (
    <p class="stage-acts">
      <button
        class="link"
        type="button"
        disabled={index === 0}
        aria-label={t('move_up', { name })}
        onClick={() => move(-1)}
      >
        ↑
      </button>
      <button
        class="link"
        type="button"
        disabled={index === count - 1}
        aria-label={t('move_down', { name })}
        onClick={() => move(1)}
      >
        ↓
      </button>
      {!isSystem && (
        <button class="link danger" type="button" aria-label={t('remove_named', { name })} onClick={drop}>
          {t('remove')}
        </button>
      )}
    </p>
  );
}
