// The steps of a funnel, changed by keyboard like any form: sets of stages as ticks, order by buttons, each act said aloud.
import { useEffect, useRef, useState } from 'preact/hooks';
import { MAX_STEPS, MIN_STEPS } from '../../../worker/contract/vocabulary.ts';
import type { Overview } from '../../../worker/contract/members.ts';
import { useReader } from '../../reader.ts';
import { stageName, stepName } from '../../stage-words.ts';

type Steps = readonly (readonly number[])[];
type StepEditorProps = {
  steps: Steps;
  stages: Overview['stages'];
  /** Stages that may be steps, in the site's order. */
  offered: readonly number[];
  onChange: (steps: number[][]) => void;
};

export function StepEditor({ steps, stages, offered, onChange }: StepEditorProps) {
  const reader = useReader();
  const { t } = reader;
  const list = useRef<HTMLOListElement>(null);
  const [said, setSaid] = useState('');
  const wanted = useRef<string | null>(null);
  // The control in hand may have moved or gone with its step: focus goes on where the person is.
  useEffect(() => {
    if (wanted.current === null) return;
    const found = list.current?.parentElement?.querySelector<HTMLElement>(wanted.current);
    wanted.current = null;
    found?.focus();
  });

  const put = (next: Steps, focus: string | null, at: number) => {
    wanted.current = focus;
    const step = next[at];
    setSaid(step ? t('step_said', { n: at + 1, of: next.length, name: stepName(reader, step, stages) }) : '');
    onChange(next.map((one) => [...one]));
  };
  const move = (from: number, to: number) => {
    const next = steps.map((step, i) => (i === from ? steps[to]! : i === to ? steps[from]! : step));
    const act = to < from ? (to === 0 ? 'down' : 'up') : to === steps.length - 1 ? 'up' : 'down';
    put(next, `[data-step="${to}"] [data-act="${act}"]`, to);
  };
  const remove = (at: number) => {
    const next = steps.filter((_, i) => i !== at);
    put(next, `[data-step="${Math.min(at, next.length - 1)}"] summary`, Math.min(at, next.length - 1));
  };
  const add = () => {
    const used = new Set(steps.flat());
    const stage = offered.find((id) => !used.has(id)) ?? offered.at(-1) ?? 1;
    put([...steps, [stage]], `[data-step="${steps.length}"] summary`, steps.length);
  };
  const tick = (at: number, stage: number, isOn: boolean) => {
    const inOrder = offered.filter((id) => (id === stage ? isOn : steps[at]!.includes(id)));
    // A stage that is offered no longer stays until it is taken out by hand.
    const others = steps[at]!.filter((id) => !offered.includes(id) && (id !== stage || isOn));
    put(
      steps.map((step, i) => (i === at ? [...inOrder, ...others] : step)),
      null,
      at,
    );
  };

  return (
    <div class="step-editor">
      <ol ref={list}>
        {steps.map((step, i) => (
          <StepRow
            key={i}
            {...{ step, stages, offered }}
            at={i}
            count={steps.length}
            onTick={(stage, isOn) => tick(i, stage, isOn)}
            onMove={(to) => move(i, to)}
            onRemove={() => remove(i)}
          />
        ))}
      </ol>
      <button
        class="button small"
        type="button"
        data-act="add"
        disabled={steps.length >= MAX_STEPS}
        onClick={add}
      >
        {t('step_add')}
      </button>
      <p class="hidden" role="status">
        {said}
      </p>
    </div>
  );
}

type StepRowProps = {
  step: readonly number[];
  stages: Overview['stages'];
  offered: readonly number[];
  at: number;
  count: number;
  onTick: (stage: number, isOn: boolean) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
};

function StepRow({ step, stages, offered, at, count, onTick, onMove, onRemove }: StepRowProps) {
  const reader = useReader();
  const { t } = reader;
  const n = at + 1;
  return (
    <li data-step={at}>
      <details>
        <summary>
          <span class="step-number">{t('step_label', { n })}</span> {stepName(reader, step, stages)}
        </summary>
        <fieldset>
          <legend>{t('step_any_of')}</legend>
          {[...offered, ...step.filter((id) => !offered.includes(id))].map((id) => (
            <label key={id} class="tick">
              <input
                type="checkbox"
                checked={step.includes(id)}
                disabled={step.length === 1 && step[0] === id}
                onChange={(event) => onTick(id, event.currentTarget.checked)}
              />
              {stageName(reader, id, stages)}
            </label>
          ))}
        </fieldset>
      </details>
      <span class="step-acts">
        <Act act="up" label={t('step_up', { n })} off={at === 0} run={() => onMove(at - 1)}>
          ↑
        </Act>
        <Act act="down" label={t('step_down', { n })} off={n === count} run={() => onMove(at + 1)}>
          ↓
        </Act>
        <Act act="remove" label={t('step_remove', { n })} off={count <= MIN_STEPS} run={onRemove}>
          ×
        </Act>
      </span>
    </li>
  );
}

type ActProps = { act: string; label: string; off: boolean; run: () => void; children: string };

const Act = ({ act, label, off, run, children }: ActProps) => (
  <button class="icon-button" type="button" data-act={act} aria-label={label} disabled={off} onClick={run}>
    <span aria-hidden="true">{children}</span>
  </button>
);
