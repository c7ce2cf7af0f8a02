// What each role may do, read from the Worker's own table.
import { mayRole } from '../../worker/contract/permissions.ts';
import type { Permission } from '../../worker/contract/permissions.ts';
import { ROLES } from '../../worker/contract/vocabulary.ts';
import { useReader } from '../reader.ts';
import type { WordKey } from '../words/en.ts';

const ROWS: [WordKey, Permission][] = [
  ['roles_words', 'words'],
  ['roles_numbers', 'scores'],
  ['roles_service', 'service'],
  ['roles_journey', 'journey'],
  ['roles_settings', 'settings'],
  ['roles_people', 'members'],
];

export function RolesTable() {
  const { t } = useReader();
  return (
    <details class="roles">
      <summary>{t('roles_title')}</summary>
      <div class="wide" tabIndex={0} role="region" aria-label={t('roles_title')}>
        <table>
          <thead>
            <tr>
              <td />
              {ROLES.map((role) => (
                <th key={role} scope="col">
                  {t(`role_${role}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ROWS.map(([label, permission]) => (
              <tr key={permission}>
                <th scope="row">{t(label)}</th>
                {ROLES.map((role) => (
                  <td key={role} class={mayRole(role, permission) ? 'may' : ''}>
                    {t(mayRole(role, permission) ? 'yes' : 'no')}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="hint">{t('roles_limited')}</p>
    </details>
  );
}
