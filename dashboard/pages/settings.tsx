// Settings: one draft of the site over all sections, one Save; people and notices act at once.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ComponentType } from 'preact';
import { mayRole } from '../../worker/contract/permissions.ts';
import type { Permission } from '../../worker/contract/permissions.ts';
import type { SiteView } from '../../worker/contract/settings.ts';
import { api } from '../api.ts';
import { Loaded } from '../parts/loaded.tsx';
import { Notice } from '../parts/notice.tsx';
import { SaveBar } from '../parts/save-bar.tsx';
import { useReader } from '../reader.ts';
import { placeOf } from '../refused-field.ts';
import type { SiteInHand } from '../reader.ts';
import { useResource } from '../resource.ts';
import { SECTIONS, go, href } from '../router.ts';
import type { Section } from '../router.ts';
import { useSiteDraft } from '../site-draft.ts';
import type { SiteDraft } from '../site-draft.ts';
import type { PageProps } from './app.tsx';
import { ClinicSection } from './settings/clinic.tsx';
import { ContactsSection } from './settings/contacts.tsx';
import { HoursSection } from './settings/hours.tsx';
import { InstallSection } from './settings/install.tsx';
import { MembersSection } from './settings/members.tsx';
import { NoticesSection } from './settings/notices.tsx';
import { RemovalSection } from './settings/removal.tsx';
import { ServiceSection } from './settings/service.tsx';
import { SiteSection } from './settings/site.tsx';
import { StagesSection } from './settings/stages.tsx';
import { SurveysSection } from './settings/surveys.tsx';
import { TextsSection } from './settings/texts.tsx';

export type SectionProps = SiteDraft &
  Pick<PageProps, 'me' | 'setMe'> & { site: SiteInHand; stored: SiteView };

const VIEWS: Record<Section, ComponentType<SectionProps>> = {
  site: SiteSection,
  install: InstallSection,
  stages: StagesSection,
  surveys: SurveysSection,
  hours: HoursSection,
  service: ServiceSection,
  texts: TextsSection,
  contacts: ContactsSection,
  notices: NoticesSection,
  members: MembersSection,
  clinic: ClinicSection,
  removal: RemovalSection,
};

/** Sections that not everybody with settings may open. */
const NEEDED: Partial<Record<Section, Permission>> = {
  service: 'members',
  members: 'members',
  removal: 'clinic',
};

export function SettingsPage({ site, route, me, setMe }: PageProps) {
  const { t } = useReader();
  const settings = useResource(`settings ${site.id}`, (signal) => api.site(site.id, signal));
  const section = route.page === 'settings' ? route.section : 'site';
  return (
    <>
      <header class="page-head">
        <h1>{t('page_settings')}</h1>
      </header>
      <Loaded resource={settings}>
        {(view) => (
          <Sections
            key={`${view.id} ${view.version}`}
            site={site}
            loaded={view}
            section={section}
            me={me}
            setMe={setMe}
            reload={settings.reload}
          />
        )}
      </Loaded>
    </>
  );
}

type SectionsProps = {
  site: SiteInHand;
  loaded: SiteView;
  section: Section;
  me: PageProps['me'];
  setMe: PageProps['setMe'];
  reload: () => void;
};

function Sections({ site, loaded, section, me, setMe, reload }: SectionsProps) {
  const { t } = useReader();
  const [saved, setSaved] = useState<SiteView | null>(null);
  const stored = saved && saved.version >= loaded.version ? saved : loaded;
  const draft = useSiteDraft(stored, setSaved);
  const offered = SECTIONS.filter((name) => mayRole(site.role, NEEDED[name] ?? 'settings'));
  const View = offered.includes(section) ? VIEWS[section] : null;
  const menu = useRef<HTMLElement>(null);
  // On a phone the menu is one row to swipe: the present section must be in it.
  useEffect(
    () =>
      menu.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' }),
    [section],
  );
  async function save() {
    const error = await draft.save();
    if (error?.field)
      go(href({ page: 'settings', site: site.id, section: placeOf(error.field)?.section ?? 'site' }));
  }
  return (
    <div class="settings">
      <nav class="sections" ref={menu} aria-label={t('sections')}>
        {offered.map((name) => (
          <a
            key={name}
            href={href({ page: 'settings', site: site.id, section: name })}
            aria-current={name === section ? 'page' : undefined}
          >
            {t(`section_${name}`)}
          </a>
        ))}
      </nav>
      <div class="section">
        <h2>{t(`section_${section}`)}</h2>
        {View ? (
          <View {...draft} site={site} stored={stored} me={me} setMe={setMe} />
        ) : (
          <Notice level={2} title={t('page_refused')} text={t('page_refused_hint')} />
        )}
        <SaveBar
          draft={draft}
          save={() => void save()}
          takeNewer={() => {
            draft.discard();
            reload();
          }}
        />
      </div>
    </div>
  );
}
