// One rule of routing: what it asks of a question, and who gets it.
import type { RouteRule } from '../../../worker/contract/service.ts';
import type { Settings } from '../../../worker/contract/settings.ts';
import { LANGUAGES, TOPICS } from '../../../worker/contract/vocabulary.ts';
import { useReader } from '../../reader.ts';
import { stageName } from '../../stage-words.ts';
import { Check } from '../check.tsx';
import { HandsSelect } from './hands-select.tsx';
import { HoursChoice } from './hours-choice.tsx';
import type { Staff } from './routing.tsx';

type RouteEditorProps = {
  rule: RouteRule;
  index: number;
  count: number;
  stages: Settings['stages'];
  staff: Staff;
  change: (run: (rule: RouteRule) => void) => void;
  move: (by: -1 | 1) => void;
  drop: () => void;
};

export function RouteEditor({ rule, index, count, stages, staff, change, move, drop }: RouteEditorProps) {
  const reader = useReader();
  const { t } = reader;
  const n = index + 1;
  return (
    <li class="route">
      <div class="section-head">
        <b>{t('sv_rule', { n })}</b>
        <span class="row">
          <Move label={t('sv_rule_up', { n })} sign="↑" isOff={index === 0} run={() => move(-1)} />
          <Move label={t('sv_rule_down', { n })} sign="↓" isOff={index === count - 1} run={() => move(1)} />
          <button class="link danger" type="button" aria-label={t('sv_rule_remove', { n })} onClick={drop}>
            {t('remove')}
          </button>
        </span>
      </div>
      <Several
        {...{ title: t('sv_rule_topics'), any: t('sv_any_topic'), all: TOPICS, chosen: rule.topics }}
        nameOf={(topic) => t(`topic_${topic}`)}
        onChange={(topics) => change((r) => void (r.topics = topics))}
      />
      <Several
        {...{ title: t('sv_rule_stages'), any: t('sv_any_stage'), chosen: rule.stages }}
        all={[...new Set([...stages.map(({ id }) => id), ...rule.stages])]}
        nameOf={(id) => stageName(reader, id, stages)}
        onChange={(ids) => change((r) => void (r.stages = ids))}
      />
      <Several
        {...{
          title: t('sv_rule_languages'),
          any: t('sv_any_language'),
          all: LANGUAGES,
          chosen: rule.languages,
        }}
        nameOf={(language) => t(`language_${language}`)}
        onChange={(languages) => change((r) => void (r.languages = languages))}
      />
      <HoursChoice
        label={t('sv_rule_hours')}
        hours={rule.hours}
        onChange={(hours) => change((r) => void (r.hours = hours))}
      />
      <HandsSelect
        label={t('sv_give')}
        value={rule.give}
        staff={staff}
        onChange={(hands) => hands && change((r) => void (r.give = hands))}
      />
    </li>
  );
}

type MoveProps = { label: string; sign: string; isOff: boolean; run: () => void };

const Move = ({ label, sign, isOff, run }: MoveProps) => (
  <button class="link" type="button" aria-label={label} disabled={isOff} onClick={run}>
    {sign}
  </button>
);

type SeveralProps<T extends string | number> = {
  title: string;
  /** What stands for an empty choice. */
  any: string;
  all: readonly T[];
  chosen: readonly T[];
  nameOf: (one: T) => string;
  onChange: (chosen: T[]) => void;
};

/** Some of a list, which is folded away behind what is chosen; none means any. */
function Several<T extends string | number>({ title, any, all, chosen, nameOf, onChange }: SeveralProps<T>) {
  return (
    <details>
      <summary>
        {title}: {chosen.length === 0 ? any : chosen.map(nameOf).join(', ')}
      </summary>
      <div>
        {all.map((one) => (
          <Check
            key={one}
            label={nameOf(one)}
            checked={chosen.includes(one)}
            onChange={(on) => onChange(all.filter((other) => (other === one ? on : chosen.includes(other))))}
          />
        ))}
      </div>
    </details>
  );
}
