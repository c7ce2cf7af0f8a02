// What the inbox shows: the views as links, whose and which topic as two choices; all of it is in the address.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { INBOX_VIEWS, WAITING_CAP } from '../../../worker/contract/desk.ts';
import type { TeamView } from '../../../worker/contract/desk.ts';
import { TOPICS } from '../../../worker/contract/vocabulary.ts';
import type { InboxFilter } from '../../inbox-filter.ts';
import { useReader } from '../../reader.ts';
import { go } from '../../router.ts';

type FiltersProps = {
  filter: InboxFilter;
  waiting: number | undefined;
  teams: TeamView[];
  addressOf: (filter: InboxFilter) => string;
};

export function Filters({ filter, waiting = 0, teams, addressOf }: FiltersProps) {
  const { t, format } = useReader();
  const tabs = useRef<HTMLElement>(null);
  // On a phone the views are one row to swipe: the present one must be in it.
  useEffect(
    () =>
      tabs.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
    [filter.state],
  );
  const count = waiting >= WAITING_CAP ? `${format.number(WAITING_CAP - 1)}+` : format.number(waiting);
  return (
    <>
      <nav class="tabs" ref={tabs} aria-label={t('inbox_filter')}>
        {INBOX_VIEWS.map((view) => (
          <a
            key={view}
            href={addressOf({ ...filter, state: view })}
            aria-current={view === filter.state ? 'page' : undefined}
          >
            {t(`state_${view}`)}
            {view === 'waiting' && waiting ? ` ${count}` : ''}
          </a>
        ))}
      </nav>
      <div class="narrow">
        <Choice
          label={t('whose')}
          value={filter.whose}
          onChange={(whose) => go(addressOf({ ...filter, whose }))}
        >
          <option value="">{t('whose_all')}</option>
          <option value="me">{t('whose_me')}</option>
          <option value="nobody">{t('whose_nobody')}</option>
          {teams.length > 0 && (
            <optgroup label={t('whose_teams')}>
              {teams.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </optgroup>
          )}
        </Choice>
        <Choice
          label={t('topic')}
          value={filter.topic}
          onChange={(typed) =>
            go(addressOf({ ...filter, topic: TOPICS.find((topic) => topic === typed) ?? '' }))
          }
        >
          <option value="">{t('topic_all')}</option>
          {TOPICS.map((topic) => (
            <option key={topic} value={topic}>
              {t(`topic_${topic}`)}
            </option>
          ))}
        </Choice>
      </div>
    </>
  );
}

type ChoiceProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ComponentChildren;
};

const Choice = ({ label, value, onChange, children }: ChoiceProps) => (
  <label>
    <span class="hidden">{label}</span>
    <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      {children}
    </select>
  </label>
);
