// A team or a person to choose; who is chosen and no more there stays in sight as such.
import { useId } from 'preact/hooks';
import type { RouteHands } from '../../../worker/contract/service.ts';
import { useReader } from '../../reader.ts';
import type { Staff } from './routing.tsx';

type HandsSelectProps = {
  label: string;
  value: RouteHands | null;
  staff: Staff;
  /** Whether nobody may be chosen too. */
  nobody?: boolean;
  onChange: (hands: RouteHands | null) => void;
};

const written = (hands: RouteHands | null): string => (hands ? `${hands.to} ${hands.id}` : '');
function read(value: string): RouteHands | null {
  const [to, id = ''] = value.split(' ');
  return to === 'team' || to === 'member' ? { to, id } : null;
}

export const isThere = ({ members, teams }: Staff, { to, id }: RouteHands): boolean =>
  (to === 'team' ? teams : members).some((one) => one.id === id);

export function HandsSelect({ label, value, staff, nobody = false, onChange }: HandsSelectProps) {
  const { t } = useReader();
  const id = useId();
  const group = (name: string, to: RouteHands['to'], list: { id: string; name: string }[]) =>
    list.length > 0 && (
      <optgroup label={name}>
        {list.map((one) => (
          <option key={one.id} value={`${to} ${one.id}`}>
            {one.name}
          </option>
        ))}
      </optgroup>
    );
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={written(value)} onChange={(event) => onChange(read(event.currentTarget.value))}>
        {nobody && <option value="">{t('sv_everybody')}</option>}
        {value && !isThere(staff, value) && <option value={written(value)}>{t('sv_gone')}</option>}
        {group(t('sv_teams'), 'team', staff.teams)}
        {group(t('sv_people'), 'member', staff.members)}
      </select>
    </div>
  );
}
