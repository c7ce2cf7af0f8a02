// Teams of a clinic, to which questions may be given: each with its name and its people, stored at once.
import { useId, useRef, useState } from 'preact/hooks';
import type { TeamSave, TeamView } from '../../../worker/contract/desk.ts';
import type { MemberView } from '../../../worker/contract/members.ts';
import { mayRole } from '../../../worker/contract/permissions.ts';
import { act } from '../../act.ts';
import { api } from '../../api.ts';
import type { ApiError } from '../../api.ts';
import { Check } from '../../parts/check.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { Field } from '../../parts/field.tsx';
import { Loaded, Skeleton } from '../../parts/loaded.tsx';
import { ErrorLine } from '../../parts/notice.tsx';
import { useReader } from '../../reader.ts';
import { useResource } from '../../resource.ts';

type Staff = Pick<MemberView, 'id' | 'name' | 'email'>[];
type TeamsProps = { clinic: string; members: MemberView[] };

export function Teams({ clinic, members }: TeamsProps) {
  const { t } = useReader();
  const teams = useResource(`teams ${clinic}`, (signal) => api.teams(clinic, signal));
  const staff = members.filter(({ role }) => mayRole(role, 'words'));
  return (
    <section class="teams" aria-labelledby="teams">
      <h3 id="teams">{t('teams')}</h3>
      <p class="hint">{t('teams_hint')}</p>
      <Loaded resource={teams} skeleton={<Skeleton lines={2} />}>
        {(list) => (
          <>
            {list.length === 0 && <p class="calm">{t('teams_none')}</p>}
            <ul class="plain">
              {list.map((team) => (
                <Team key={team.id} clinic={clinic} team={team} staff={staff} changed={teams.reload} />
              ))}
            </ul>
            <TeamForm
              first={{ name: '', members: [] }}
              button={t('team_add')}
              staff={staff}
              save={(body) => api.addTeam(clinic, body)}
              saved={teams.reload}
              clears
            />
          </>
        )}
      </Loaded>
    </section>
  );
}

type TeamProps = { clinic: string; team: TeamView; staff: Staff; changed: () => void };

function Team({ clinic, team, staff, changed }: TeamProps) {
  const { t } = useReader();
  const [isOpen, setIsOpen] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const names = staff.filter(({ id }) => team.members.includes(id)).map(({ name, email }) => name || email);
  async function remove() {
    const failed = await act(() => api.dropTeam(clinic, team.id));
    setError(failed);
    if (!failed) changed();
  }
  return (
    <li class="item">
      <div>
        <b>{team.name}</b>
        <p class="small">{names.length > 0 ? names.join(', ') : t('team_empty')}</p>
      </div>
      <p class="row">
        <button
          class="link"
          type="button"
          aria-expanded={isOpen}
          aria-label={t('team_change', { name: team.name })}
          onClick={() => setIsOpen(!isOpen)}
        >
          {t(isOpen ? 'cancel' : 'team_edit')}
        </button>
        <button
          class="link danger"
          type="button"
          aria-label={t('remove_named', { name: team.name })}
          onClick={() => dialog.current?.showModal()}
        >
          {t('remove')}
        </button>
      </p>
      {error && <ErrorLine error={error} />}
      {isOpen && (
        <TeamForm
          first={{ name: team.name, members: team.members }}
          button={t('save')}
          staff={staff}
          save={(body) => api.saveTeam(clinic, team.id, body)}
          saved={() => {
            setIsOpen(false);
            changed();
          }}
        />
      )}
      <Confirm
        dialog={dialog}
        title={t('team_remove_title', { name: team.name })}
        text={t('team_remove_text')}
        yes={t('remove')}
        onYes={() => void remove()}
      />
    </li>
  );
}

type FormProps = {
  first: TeamSave;
  button: string;
  staff: Staff;
  save: (body: TeamSave) => Promise<unknown>;
  saved: () => void;
  /** Empty again after saving: for the next new one. */
  clears?: boolean;
};

function TeamForm({ first, button, staff, save, saved, clears = false }: FormProps) {
  const { t } = useReader();
  const [team, setTeam] = useState(first);
  const [error, setError] = useState<ApiError | null>(null);
  const legend = useId();
  async function submit(event: Event) {
    event.preventDefault();
    const failed = await act(() => save(team));
    setError(failed);
    if (failed) return;
    if (clears) setTeam(first);
    saved();
  }
  const set = (id: string, isIn: boolean) =>
    setTeam({ ...team, members: [...team.members.filter((one) => one !== id), ...(isIn ? [id] : [])] });
  return (
    <form class="form" noValidate onSubmit={(event) => void submit(event)}>
      <Field name="name" label={t('team_name')} error={error}>
        {(control) => (
          <input
            {...control}
            maxLength={60}
            autocomplete="off"
            value={team.name}
            onInput={(event) => setTeam({ ...team, name: event.currentTarget.value })}
          />
        )}
      </Field>
      <div role="group" aria-labelledby={legend}>
        <p id={legend}>
          <b>{t('team_members')}</b>
        </p>
        {staff.map(({ id, name, email }) => (
          <Check
            key={id}
            label={name || email}
            checked={team.members.includes(id)}
            onChange={(isIn) => set(id, isIn)}
          />
        ))}
      </div>
      {error && error.field === undefined && <ErrorLine error={error} />}
      <p>
        <button class="button" type="submit">
          {button}
        </button>
      </p>
    </form>
  );
}
