// To whom a conversation goes: a colleague, a team, or nobody.
import type { Ref } from 'preact';
import type { Desk } from '../../../worker/contract/desk.ts';
import { useReader } from '../../reader.ts';

/** What the Worker is told: what is absent stays as it is. */
export type Hand = { member?: string | null; team?: string | null };

type SelectProps = {
  label: string;
  desk: Desk;
  value: Hand;
  onChange: (hand: Hand) => void;
  id?: string;
  inner?: Ref<HTMLSelectElement>;
};

/** A team's question is whoever's of the team takes it; a colleague keeps the team it is with. */
const written = ({ member, team }: Hand): string =>
  team ? `team ${team}` : member ? `member ${member}` : 'nobody';
function read(value: string): Hand {
  const [kind, id = ''] = value.split(' ');
  if (kind === 'team') return { team: id, member: null };
  return kind === 'member' ? { member: id } : { member: null, team: null };
}

export function HandSelect({ label, desk, value, onChange, id, inner }: SelectProps) {
  const { t } = useReader();
  return (
    <label>
      <span class={id ? undefined : 'hidden'}>{label}</span>
      <select
        {...(id ? { id } : {})}
        {...(inner ? { ref: inner } : {})}
        value={written(value)}
        onChange={(event) => onChange(read(event.currentTarget.value))}
      >
        <optgroup label={t('hand_people')}>
          {desk.members.map((member) => (
            <option key={member.id} value={`member ${member.id}`}>
              {member.name}
            </option>
          ))}
        </optgroup>
        {desk.teams.length > 0 && (
          <optgroup label={t('hand_teams')}>
            {desk.teams.map((team) => (
              <option key={team.id} value={`team ${team.id}`}>
                {team.name}
              </option>
            ))}
          </optgroup>
        )}
        <option value="nobody">{t('hand_nobody')}</option>
      </select>
    </label>
  );
}
