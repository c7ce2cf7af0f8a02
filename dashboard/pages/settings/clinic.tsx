// The clinic as a whole: its sites, and for the owner its branches and doctors, which answers may be about.
import { mayRole } from '../../../worker/contract/permissions.ts';
import type { Places } from '../../../worker/contract/clinics.ts';
import { api } from '../../api.ts';
import { shownDomain } from '../../domains.ts';
import { Loaded, Skeleton } from '../../parts/loaded.tsx';
import { useReader } from '../../reader.ts';
import { useResource } from '../../resource.ts';
import { href } from '../../router.ts';
import type { SectionProps } from '../settings.tsx';
import { NewPlace, PlaceRow } from './place-row.tsx';

export function ClinicSection({ site, me }: SectionProps) {
  const { t } = useReader();
  const clinic = me.clinics.find(({ id }) => id === site.clinic.id);
  if (!clinic) return null;
  return (
    <>
      <section aria-labelledby="clinic-sites">
        <h3 id="clinic-sites">{t('clinic_sites')}</h3>
        <ul class="plain">
          {clinic.sites.map(({ id, name, domain }) => (
            <li key={id} class="item">
              <div>
                <a href={href({ page: 'settings', site: id, section: 'site' })}>{name}</a>
                <p class="small">{shownDomain(domain)}</p>
              </div>
            </li>
          ))}
        </ul>
        <p class="row">
          {clinic.whole && (
            <a class="button" href={href({ page: 'new-site', clinic: clinic.id })}>
              {t('add_site')}
            </a>
          )}
          {me.creates.clinics && <a href={href({ page: 'new-clinic' })}>{t('add_clinic')}</a>}
        </p>
      </section>
      {clinic.whole && mayRole(clinic.role, 'clinic') && <PlacesOf clinic={clinic.id} />}
    </>
  );
}

function PlacesOf({ clinic }: { clinic: string }) {
  const places = useResource(`places ${clinic}`, (signal) => api.places(clinic, signal));
  return (
    <Loaded resource={places} skeleton={<Skeleton lines={4} />}>
      {(value) => <PlacesView clinic={clinic} places={value} changed={places.reload} />}
    </Loaded>
  );
}

type ViewProps = { clinic: string; places: Places; changed: () => void };

function PlacesView({ clinic, places, changed }: ViewProps) {
  const { t } = useReader();
  const { branches, doctors } = places;
  return (
    <>
      <section aria-labelledby="branches">
        <h3 id="branches">{t('branches')}</h3>
        <p class="hint">{t('branches_hint')}</p>
        {branches.length === 0 && <p class="calm">{t('branches_none')}</p>}
        <ul class="plain">
          {branches.map(({ id, name }) => (
            <PlaceRow
              key={id}
              name={name}
              rename={(next) => api.saveBranch(clinic, id, next)}
              remove={() => api.dropBranch(clinic, id)}
              changed={changed}
            />
          ))}
        </ul>
        <NewPlace
          label={t('branch_name')}
          button={t('branch_add')}
          add={(name) => api.addBranch(clinic, name)}
          changed={changed}
        />
      </section>
      <section aria-labelledby="doctors">
        <h3 id="doctors">{t('doctors')}</h3>
        <p class="hint">{t('doctors_hint')}</p>
        {doctors.length === 0 && <p class="calm">{t('doctors_none')}</p>}
        <ul class="plain">
          {doctors.map(({ id, name, branch }) => (
            <PlaceRow
              key={id}
              name={name}
              branch={branch}
              branches={branches}
              move={(next) => api.saveDoctor(clinic, id, { name, branch: next })}
              rename={(next) => api.saveDoctor(clinic, id, { name: next, branch })}
              remove={() => api.dropDoctor(clinic, id)}
              changed={changed}
            />
          ))}
        </ul>
        <NewPlace
          label={t('doctor_name')}
          button={t('doctor_add')}
          branches={branches}
          add={(name, branch) => api.addDoctor(clinic, { name, branch })}
          changed={changed}
        />
      </section>
    </>
  );
}
