// "Who would get this?": the Worker's own rule, run on the draft, for any topic, stage, language and time.
import { useId, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import type { Settings } from '../../../worker/contract/settings.ts';
import { LANGUAGES, TOPICS } from '../../../worker/contract/vocabulary.ts';
import type { Language, Topic } from '../../../worker/contract/vocabulary.ts';
import { localDay } from '../../../worker/domain/calendar.ts';
import { routeFor } from '../../../worker/domain/routing.ts';
import type { Routed } from '../../../worker/domain/routing.ts';
import { instantAt } from '../../../worker/domain/service/zone-offset.ts';
import { useReader } from '../../reader.ts';
import type { Reader } from '../../reader.ts';
import { inSentence, stageName } from '../../stage-words.ts';
import { Time } from './hours-choice.tsx';
import type { Staff } from './routing.tsx';

type RouteTesterProps = { settings: Settings; zone: string; staff: Staff };
type Tried = { topic: Topic; stage: number | null; language: Language; day: string; time: string };

export function RouteTester({ settings, zone, staff }: RouteTesterProps) {
  const reader = useReader();
  const { t } = reader;
  const id = useId();
  const [tried, setTried] = useState<Tried>(() => ({
    ...{ topic: 'booking', stage: null, language: settings.language },
    ...{ day: localDay(Date.now(), zone), time: '20:30' },
  }));
  const set = (change: Partial<Tried>) => setTried((last) => ({ ...last, ...change }));
  return (
    <section class="tester" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{t('sv_try')}</h3>
      <p class="hint">{t('sv_try_hint')}</p>
      <div class="try-fields">
        <Choice
          label={t('sv_topic')}
          value={tried.topic}
          onChange={(value) => set({ topic: TOPICS.find((topic) => topic === value) ?? 'other' })}
        >
          {TOPICS.map((topic) => (
            <option key={topic} value={topic}>
              {t(`topic_${topic}`)}
            </option>
          ))}
        </Choice>
        <Choice
          label={t('sv_rule_stages')}
          value={String(tried.stage ?? '')}
          onChange={(value) => set({ stage: value === '' ? null : Number(value) })}
        >
          <option value="">{t('sv_try_no_stage')}</option>
          {settings.stages.map((stage) => (
            <option key={stage.id} value={String(stage.id)}>
              {stageName(reader, stage.id, settings.stages)}
            </option>
          ))}
        </Choice>
        <Choice
          label={t('sv_rule_languages')}
          value={tried.language}
          onChange={(value) => set({ language: LANGUAGES.find((one) => one === value) ?? 'ru' })}
        >
          {LANGUAGES.map((language) => (
            <option key={language} value={language}>
              {t(`language_${language}`)}
            </option>
          ))}
        </Choice>
        <div class="field">
          <label for={`${id}-day`}>{t('sv_try_at')}</label>
          <input
            id={`${id}-day`}
            type="date"
            value={tried.day}
            onInput={(event) => event.currentTarget.value && set({ day: event.currentTarget.value })}
          />
        </div>
        <Time label={t('sv_try_time')} value={tried.time} onChange={(time) => set({ time })} />
      </div>
      <p class="tester-answer" role="status">
        {verdict(reader, { settings, zone, staff, tried })}
      </p>
    </section>
  );
}

type ChoiceProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ComponentChildren;
};

function Choice({ label, value, onChange, children }: ChoiceProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {children}
      </select>
    </div>
  );
}

function verdict(
  reader: Reader,
  { settings, zone, staff, tried }: RouteTesterProps & { tried: Tried },
): string {
  const { t, format } = reader;
  const { topic, stage, language, day, time } = tried;
  const idsOf = (list: readonly { id: string }[]) => new Set(list.map(({ id }) => id));
  const routed = routeFor(
    settings.routing,
    { topic, stage, language, atMs: instantAt(day, time, zone) },
    { hours: settings.hours, zone, teams: idsOf(staff.teams), members: idsOf(staff.members) },
  );
  const { rule, isGone } = routed;
  const key =
    rule === null
      ? isGone
        ? 'sv_try_default_gone'
        : 'sv_try_by_default'
      : isGone
        ? 'sv_try_gone'
        : 'sv_try_by_rule';
  return t(key, {
    ...{ topic: t(`topic_${topic}`), day: format.weekdayDay(day), time, language: t(`language_${language}`) },
    ...{ who: whoOf(reader, routed, staff), n: (rule ?? 0) + 1 },
  });
}

function whoOf({ t }: Reader, { teamId, assigneeId }: Routed, { teams, members }: Staff): string {
  const name =
    teams.find(({ id }) => id === teamId)?.name ?? members.find(({ id }) => id === assigneeId)?.name;
  return name ?? inSentence(t('sv_everybody'));
}
