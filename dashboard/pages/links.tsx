// Cards and invites: made for a branch or a doctor, listed with their answers, switched off and on, printed.
import { useState } from 'preact/hooks';
import type { LinkKind, LinksAnswer, LinkView } from '../../worker/contract/links.ts';
import { mayRole } from '../../worker/contract/permissions.ts';
import { api } from '../api.ts';
import { Loaded } from '../parts/loaded.tsx';
import { Titled } from '../parts/titled.tsx';
import { useReader } from '../reader.ts';
import type { SiteInHand } from '../reader.ts';
import { useResource, valueOf } from '../resource.ts';
import { href } from '../router.ts';
import type { PageProps } from './app.tsx';
import { InvitesOnce } from './links/invites-once.tsx';
import type { MadeInvites } from './links/invites-once.tsx';
import { LinkRow } from './links/link-row.tsx';
import { MakeLink } from './links/make-link.tsx';
import type { SheetProps } from './links/sheet.tsx';

export function LinksPage({ site, query }: PageProps) {
  const { t } = useReader();
  const links = useResource(`links ${site.id}`, (signal) => api.links(site.id, signal));
  const printed = query.get('print');
  if (printed !== null)
    return (
      <Loaded resource={links}>
        {(value) => <LateSheet {...{ site, query }} answer={value} id={printed} />}
      </Loaded>
    );
  return (
    <>
      <header class="page-head">
        <h1>{t('page_links')}</h1>
      </header>
      <p>{t('links_intro')}</p>
      <Loaded resource={links}>
        {(value) => (
          <>
            {value.places.branches.length + value.places.doctors.length === 0 && <NoPlaces site={site} />}
            <LinkSection kind="card" site={site} answer={value} reload={links.reload} />
            <LinkSection kind="invite" site={site} answer={value} reload={links.reload} />
          </>
        )}
      </Loaded>
    </>
  );
}

/** What draws codes is fetched with the first sheet. */
function LateSheet(props: SheetProps) {
  const chunk = useResource('sheet', async () => ({ Sheet: (await import('./links/sheet.tsx')).Sheet }));
  const loaded = valueOf(chunk);
  return loaded ? <loaded.Sheet {...props} /> : <Loaded resource={chunk}>{() => null}</Loaded>;
}

function NoPlaces({ site }: { site: SiteInHand }) {
  const { t } = useReader();
  const may = mayRole(site.role, 'clinic') && mayRole(site.role, 'settings');
  return (
    <p class="hint">
      {may ? (
        <a href={href({ page: 'settings', site: site.id, section: 'clinic' })}>{t('links_places')}</a>
      ) : (
        t('links_places')
      )}
    </p>
  );
}

const WORDS = {
  card: { title: 'cards', what: 'cards_what', none: 'cards_none', noQuestion: 'card_no_question' },
  invite: { title: 'invites', what: 'invites_what', none: 'invites_none', noQuestion: 'invites_no_question' },
} as const satisfies Record<LinkKind, object>;

type SectionProps = { kind: LinkKind; site: SiteInHand; answer: LinksAnswer; reload: () => void };

function LinkSection({ kind, site, answer, reload }: SectionProps) {
  const { t } = useReader();
  const [made, setMade] = useState<MadeInvites | null>(null);
  const [said, setSaid] = useState('');
  const words = WORDS[kind];
  const shown: LinkView[] = answer.links.filter((link) => link.kind === kind);
  const surveys = answer.surveys.filter((survey) => survey.kind === kind);
  return (
    <section class="links" aria-labelledby={`links-${kind}`}>
      <Titled id={`links-${kind}`} title={t(words.title)} about={<p>{t(words.what)}</p>} />
      {made && <InvitesOnce made={made} site={site} />}
      <p role="status" class="said-line">
        {said}
      </p>
      {shown.length === 0 && <p class="calm">{t(words.none)}</p>}
      <ul class="plain">
        {shown.map((link) => (
          <LinkRow key={link.id} link={link} site={site} changed={reload} />
        ))}
      </ul>
      {surveys.length === 0 ? (
        <p class="hint">{t(words.noQuestion)}</p>
      ) : (
        <MakeLink
          {...{ kind, site, surveys, places: answer.places }}
          made={(invites) => {
            setMade(invites);
            setSaid(invites === null ? t('card_made') : '');
            reload();
          }}
        />
      )}
    </section>
  );
}
