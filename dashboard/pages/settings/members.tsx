// People of the clinic: who is in, with which role and for which sites; links that are shown once.
import { useRef, useState } from 'preact/hooks';
import type { LinkReply, Me, MemberView } from '../../../worker/contract/members.ts';
import { ROLES } from '../../../worker/contract/vocabulary.ts';
import type { Role } from '../../../worker/contract/vocabulary.ts';
import { act } from '../../act.ts';
import { ApiError, api } from '../../api.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { CopyText } from '../../parts/copy.tsx';
import { Field } from '../../parts/field.tsx';
import { Loaded, Skeleton } from '../../parts/loaded.tsx';
import { MemberSites } from '../../parts/member-sites.tsx';
import { ErrorLine } from '../../parts/notice.tsx';
import { RolesTable } from '../../parts/roles-table.tsx';
import { useReader } from '../../reader.ts';
import type { SiteInHand } from '../../reader.ts';
import { useResource } from '../../resource.ts';
import type { SectionProps } from '../settings.tsx';
import { Teams } from './teams.tsx';

type Shown = { name: string; link: LinkReply };
type Sites = Me['clinics'][number]['sites'];

export function MembersSection({ site, me }: SectionProps) {
  const { t, format } = useReader();
  const clinic = site.clinic.id;
  const members = useResource(`members ${clinic}`, (signal) => api.members(clinic, signal));
  const [shown, setShown] = useState<Shown | null>(null);
  const sites = me.clinics.find(({ id }) => id === clinic)?.sites ?? [];
  return (
    <>
      <p>{t('members_intro')}</p>
      <RolesTable />
      {shown && (
        <div class="once" role="status">
          <p>
            <strong>{t('link_once', { name: shown.name })}</strong>
          </p>
          <CopyText text={shown.link.url} label={t('link')} />
          <p class="small">{t('link_until', { time: format.moment(shown.link.expiresAtMs, site.zone) })}</p>
        </div>
      )}
      <Loaded resource={members} skeleton={<Skeleton lines={4} />}>
        {(list) => (
          <ul class="plain">
            {list.map((member) => (
              <MemberRow
                key={member.id}
                site={site}
                sites={sites}
                member={member}
                isMe={member.id === me.member.id}
                changed={members.reload}
                show={(link) => setShown({ name: member.name, link })}
              />
            ))}
          </ul>
        )}
      </Loaded>
      <Invite
        clinic={clinic}
        sites={sites}
        invited={(name, link) => {
          setShown({ name, link });
          members.reload();
        }}
      />
      <Loaded resource={members} skeleton={<Skeleton lines={2} />}>
        {(list) => <Teams clinic={clinic} members={list} />}
      </Loaded>
    </>
  );
}

type RowProps = {
  site: SiteInHand;
  sites: Sites;
  member: MemberView;
  isMe: boolean;
  changed: () => void;
  show: (link: LinkReply) => void;
};

function MemberRow({ site, sites, member, isMe, changed, show }: RowProps) {
  const { t, format } = useReader();
  const [error, setError] = useState<ApiError | null>(null);
  /** The limit while it is edited. */
  const [limit, setLimit] = useState<{ chosen: string[] | null; isWrong: boolean } | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const clinic = site.clinic.id;
  const run = async (what: () => Promise<unknown>) => {
    setError(await act(what));
    changed();
  };
  const saveLimit = () => {
    const chosen = limit?.chosen;
    if (!chosen) return setLimit({ chosen: null, isWrong: true });
    setLimit(null);
    void run(() => api.saveMember(clinic, member.id, { role: member.role, sites: chosen }));
  };
  return (
    <li class="item">
      <div>
        <b>{member.name}</b> {isMe && <span class="small">({t('you')})</span>}
        <p class="small">
          {member.email} ·{' '}
          {member.lastSeenOn ? t('last_seen', { day: format.day(member.lastSeenOn) }) : t('never_seen')}
          {member.sites.length > 0 && ` · ${t('only_sites', { sites: namesOf(sites, member.sites) })}`}
        </p>
        {error && <ErrorLine error={error} />}
        {limit && (
          <>
            <MemberSites
              legend={t('member_sites_of', { name: member.name })}
              sites={sites}
              chosen={limit.chosen}
              isWrong={limit.isWrong}
              onChange={(chosen) => setLimit({ chosen, isWrong: false })}
            />
            <p class="row">
              <button class="button small" type="button" onClick={saveLimit}>
                {t('save')}
              </button>
              <button class="link" type="button" onClick={() => setLimit(null)}>
                {t('cancel')}
              </button>
            </p>
          </>
        )}
      </div>
      <p class="row">
        <RoleSelect
          label={t('role_of', { name: member.name })}
          role={member.role}
          onChange={(role) =>
            void run(() => api.saveMember(clinic, member.id, { role, sites: member.sites }))
          }
        />
        {(sites.length > 1 || member.sites.length > 0) && limit === null && (
          <button
            class="button small"
            type="button"
            aria-label={t('member_sites_of', { name: member.name })}
            onClick={() => setLimit({ chosen: member.sites, isWrong: false })}
          >
            {t('change_sites')}
          </button>
        )}
        <button
          class="button small"
          type="button"
          onClick={() => void run(async () => show(await api.linkFor(clinic, member.id)))}
        >
          {t('make_link')}
        </button>
        {!isMe && (
          <button class="link danger" type="button" onClick={() => dialog.current?.showModal()}>
            {t('remove')}
          </button>
        )}
      </p>
      <Confirm
        dialog={dialog}
        title={t('remove_member', { name: member.name })}
        text={t('remove_member_text')}
        yes={t('remove')}
        onYes={() => void run(() => api.dropMember(clinic, member.id))}
      />
    </li>
  );
}

/** Names of the sites with these ids, in the clinic's order. */
const namesOf = (sites: Sites, ids: string[]): string =>
  sites
    .filter(({ id }) => ids.includes(id))
    .map(({ name }) => name)
    .join(', ');

function RoleSelect({
  label,
  role,
  onChange,
}: {
  label: string;
  role: Role;
  onChange: (role: Role) => void;
}) {
  const { t } = useReader();
  return (
    <select
      aria-label={label}
      value={role}
      onChange={(event) => onChange(ROLES.find((name) => name === event.currentTarget.value) ?? role)}
    >
      {ROLES.map((name) => (
        <option key={name} value={name}>
          {t(`role_${name}`)}
        </option>
      ))}
    </select>
  );
}

type InviteProps = { clinic: string; sites: Sites; invited: (name: string, link: LinkReply) => void };

function Invite({ clinic, sites, invited }: InviteProps) {
  const { t } = useReader();
  const [values, setValues] = useState<{ name: string; email: string; role: Role }>({
    name: '',
    email: '',
    role: 'operator',
  });
  const [chosen, setChosen] = useState<string[] | null>([]);
  const [error, setError] = useState<ApiError | null>(null);
  const set = (change: Partial<typeof values>) => setValues({ ...values, ...change });
  async function invite(event: Event) {
    event.preventDefault();
    setError(null);
    try {
      if (chosen === null) throw new ApiError('invalid', 'sites');
      const link = await api.invite(clinic, { ...values, email: values.email.trim(), sites: chosen });
      invited(values.name, link);
      setValues({ ...values, name: '', email: '' });
    } catch (caught) {
      if (!(caught instanceof ApiError)) throw caught;
      setError(caught);
    }
  }
  return (
    <form class="form apart" noValidate onSubmit={(event) => void invite(event)}>
      <h3>{t('invite')}</h3>
      <Field name="name" label={t('member_name')} error={error}>
        {(control) => (
          <input
            {...control}
            maxLength={80}
            autocomplete="off"
            value={values.name}
            onInput={(e) => set({ name: e.currentTarget.value })}
          />
        )}
      </Field>
      <Field name="email" label={t('email')} error={error} fix={t('fix_email')}>
        {(control) => (
          <input
            {...control}
            type="email"
            autocomplete="off"
            value={values.email}
            onInput={(e) => set({ email: e.currentTarget.value })}
          />
        )}
      </Field>
      <Field name="role" label={t('role')} hint={t(`role_${values.role}_may`)} error={error}>
        {(control) => (
          <select
            {...control}
            value={values.role}
            onChange={(e) => set({ role: ROLES.find((r) => r === e.currentTarget.value) ?? values.role })}
          >
            {ROLES.map((name) => (
              <option key={name} value={name}>
                {t(`role_${name}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {sites.length > 1 && (
        <MemberSites
          legend={t('member_sites')}
          sites={sites}
          chosen={chosen}
          isWrong={error?.field === 'sites'}
          onChange={setChosen}
        />
      )}
      {error && error.field === undefined && <ErrorLine error={error} />}
      <p>
        <button class="button" type="submit">
          {t('make_invite')}
        </button>
      </p>
    </form>
  );
}
