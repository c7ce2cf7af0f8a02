// What is asked of the journey: which steps, broken down by what, compared with when, and how to take it away.
import { useId, useRef, useState } from 'preact/hooks';
import { DIMENSIONS } from '../../../worker/contract/vocabulary.ts';
import type { Period } from '../../../worker/contract/journey.ts';
import type { SavedFunnel } from '../../../worker/contract/funnels.ts';
import type { Overview } from '../../../worker/contract/members.ts';
import type { Mode } from '../../../worker/contract/vocabulary.ts';
import { COMPARISONS } from '../../../worker/domain/journey/comparison.ts';
import { mayBeStep } from '../../../worker/domain/stages.ts';
import { writeJourneyAddress } from '../../journey-address.ts';
import type { JourneyAddress } from '../../journey-address.ts';
import { Check } from '../../parts/check.tsx';
import { StepEditor } from '../../parts/journey/step-editor.tsx';
import { rangeName } from '../../periods.ts';
import { useReader } from '../../reader.ts';
import type { SiteInHand } from '../../reader.ts';
import { valueOf } from '../../resource.ts';
import type { Resource } from '../../resource.ts';
import { href } from '../../router.ts';
import type { Move } from '../journey.tsx';
import { FunnelKeeping, FunnelPicker, isSame } from './funnels.tsx';
import type { ShownFunnel } from './funnels.tsx';

type ToolsProps = {
  site: SiteInHand;
  overview: Overview;
  mode: Mode;
  address: JourneyAddress;
  period: Period;
  shown: ShownFunnel;
  funnels: Resource<SavedFunnel[]>;
  move: Move;
  reload: () => void;
};

export function JourneyTools(props: ToolsProps) {
  const { site, overview, mode, address, period, shown, funnels, move, reload } = props;
  const { t } = useReader();
  const { stages, funnel } = overview;
  const offered = stages.map(({ id }) => id).filter((id) => mayBeStep(id, { stages, mode }));
  const isDefault = isSame(shown, { steps: funnel, strict: false });
  return (
    <section class="tools" aria-labelledby="tools-title">
      <h2 id="tools-title" class="hidden">
        {t('tools_title')}
      </h2>
      <div class="picks">
        <FunnelPicker
          shown={shown}
          defaultSteps={funnel}
          saved={valueOf(funnels) ?? []}
          onPick={(picked) => move({ steps: picked?.steps ?? null, strict: picked?.strict ?? false })}
        />
        <Pick
          label={t('by_label')}
          none={t('by_none')}
          options={DIMENSIONS.map((name) => ({ name, label: t(`by_${name}`) }))}
          value={address.by}
          onChange={(by) => move({ by })}
        />
        <Pick
          label={t('compare_label')}
          none={t('compare_none')}
          options={COMPARISONS.map((name) => ({ name, label: t(`compare_${name}`) }))}
          value={address.compare}
          onChange={(compare) => move({ compare })}
        />
      </div>
      <details class="own-steps">
        <summary>{t('steps_change')}</summary>
        <div class="steps-form">
          <StepEditor
            steps={shown.steps}
            stages={stages}
            offered={offered}
            onChange={(steps) => move({ steps }, { replace: true })}
          />
          <Check
            label={t('strict_label')}
            hint={t('strict_hint')}
            checked={shown.strict}
            onChange={(strict) => move({ strict }, { replace: true })}
          />
          {!isDefault && (
            <button class="link" type="button" onClick={() => move({ steps: null, strict: false })}>
              {t('steps_reset')}
            </button>
          )}
          <FunnelKeeping
            {...{ site, shown, funnels }}
            defaultSteps={funnel}
            onDefault={() => {
              move({ steps: null, strict: false }, { replace: true });
              reload();
            }}
          />
        </div>
      </details>
      <CopyView {...{ site, address, shown, period }} />
    </section>
  );
}

type PickProps<Name extends string> = {
  label: string;
  none: string;
  options: readonly { name: Name; label: string }[];
  value: Name | null;
  onChange: (value: Name | null) => void;
};

function Pick<Name extends string>({ label, none, options, value, onChange }: PickProps<Name>) {
  const id = useId();
  return (
    <p class="pick">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value ?? ''}
        onChange={(event) =>
          onChange(options.find(({ name }) => name === event.currentTarget.value)?.name ?? null)
        }
      >
        <option value="">{none}</option>
        {options.map((option) => (
          <option key={option.name} value={option.name}>
            {option.label}
          </option>
        ))}
      </select>
    </p>
  );
}

type CopyProps = Omit<ToolsProps, 'overview' | 'mode' | 'funnels' | 'move' | 'reload'>;

/** The address as it will still mean the same next month: with its dates and its steps. */
function CopyView({ site, address, shown, period }: CopyProps) {
  const { t } = useReader();
  const [said, setSaid] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const view = { ...address, stage: null, steps: shown.steps, period: rangeName(period) ?? address.period };
  const link = location.origin + href({ page: 'journey', site: site.id }) + writeJourneyAddress(view);
  async function copy() {
    try {
      await navigator.clipboard.writeText(link);
      setSaid(t('copied'));
    } catch {
      // No permission, or plain http: the text is selected, so that Ctrl+C takes it.
      field.current?.select();
      setSaid(t('copy_by_hand'));
    }
  }
  return (
    <details class="share-view">
      <summary>{t('share_view')}</summary>
      <div class="row">
        <input ref={field} readOnly value={link} aria-label={t('share_view')} />
        <button class="button small" type="button" onClick={() => void copy()}>
          {t('copy')}
        </button>
        <span class="copied" role="status">
          {said}
        </span>
      </div>
      <p class="small">{t('share_view_hint')}</p>
    </details>
  );
}
