// Who else is here: a colleague who looks at the same question or writes already, and the visitor. Hints that nobody stores.
import { useReader } from '../../reader.ts';

export type Here = { members: string[]; visitor: boolean; writing: string | null; visitorWrites: boolean };
export const NOBODY_HERE: Here = { members: [], visitor: false, writing: null, visitorWrites: false };

export function Watchers({ here }: { here: Here }) {
  const { t, language } = useReader();
  const { members, visitor, writing, visitorWrites } = here;
  const names = new Intl.ListFormat(language, { type: 'conjunction' }).format(members);
  return (
    <div class="watchers" role="status">
      {writing !== null && <p class="warning">{t('also_writes', { name: writing })}</p>}
      {writing === null && members.length > 0 && (
        <p class="warning">{t(members.length === 1 ? 'also_here' : 'also_here_many', { names })}</p>
      )}
      {(visitor || visitorWrites) && (
        <p class="small">{t(visitorWrites ? 'visitor_writes' : 'visitor_here')}</p>
      )}
    </div>
  );
}
