// Who reads: the language's words and formats, and the site in hand with what this member may see of it.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Me } from '../worker/contract/members.ts';
import type { Language, Role } from '../worker/contract/vocabulary.ts';
import { createFormat } from './format.ts';
import type { Format } from './format.ts';
import type { Words } from './words/words.ts';

export type Reader = Words & { language: Language; format: Format };

export const createReader = (words: Words, language: Language): Reader => ({
  ...words,
  language,
  format: createFormat(language),
});

export const ReaderContext = createContext<Reader | null>(null);

export function useReader(): Reader {
  const reader = useContext(ReaderContext);
  if (!reader) throw new Error('No words yet');
  return reader;
}

export type SiteInHand = Me['clinics'][number]['sites'][number] & {
  clinic: { id: string; name: string };
  role: Role;
};

/** All sites that this member may open. */
export const sitesOf = (me: Me): SiteInHand[] =>
  me.clinics.flatMap(({ sites, role, id, name }) =>
    sites.map((site) => ({ ...site, role, clinic: { id, name } })),
  );
