// How soon each topic is to be answered and solved: two numbers a row, in working minutes and hours.
import type { ServiceSettings, Target } from '../../../worker/contract/service.ts';
import { TOPICS } from '../../../worker/contract/vocabulary.ts';
import type { ApiError } from '../../api.ts';
import { useReader } from '../../reader.ts';
import { isAbout } from '../field.tsx';

type Targets = ServiceSettings['targets'];
type TargetsTableProps = {
  targets: Targets;
  error: ApiError | null;
  change: (run: (targets: Targets) => void) => void;
};

/** How each number is typed: what one of its units is in minutes. */
const COLUMNS = [
  { key: 'firstReplyMinutes', label: 'sv_target_first', of: 'sv_target_first_of', unit: 1, step: 1 },
  { key: 'solveMinutes', label: 'sv_target_solve', of: 'sv_target_solve_of', unit: 60, step: 0.5 },
] as const satisfies readonly { key: keyof Target; label: string; of: string; unit: number; step: number }[];

export function TargetsTable({ targets, error, change }: TargetsTableProps) {
  const { t } = useReader();
  const isWrong = error !== null && isAbout(error, 'settings.service.targets');
  return (
    <section class={isWrong ? 'targets wrong' : 'targets'} aria-labelledby="sv-targets">
      <h3 id="sv-targets">{t('sv_targets')}</h3>
      <p class="hint">{t('sv_targets_hint')}</p>
      <div class="scroll">
        <table>
          <caption class="hidden">{t('sv_targets')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('sv_topic')}</th>
              {COLUMNS.map(({ key, label }) => (
                <th key={key} scope="col">
                  {t(label)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {TOPICS.map((topic) => (
              <tr key={topic}>
                <th scope="row">{t(`topic_${topic}`)}</th>
                {COLUMNS.map(({ key, of, unit, step }) => (
                  <td key={key}>
                    <input
                      type="number"
                      min={step}
                      step={step}
                      name={`settings.service.targets.${topic}.${key}`}
                      aria-label={t(of, { topic: t(`topic_${topic}`) })}
                      aria-invalid={
                        (error !== null && error.field === `settings.service.targets.${topic}.${key}`) ||
                        undefined
                      }
                      value={targets[topic][key] / unit}
                      onInput={(event) => {
                        const typed = event.currentTarget.valueAsNumber;
                        change((all) => void (all[topic][key] = Math.round(typed * unit) || 0));
                      }}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {isWrong && (
        <p class="field-error" role="alert">
          {t('sv_fix_target')}
        </p>
      )}
    </section>
  );
}
