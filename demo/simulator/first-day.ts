// What the owner enters on the first day: the clinic's branch and its doctors, as the site's pages name them.
import type { Staff } from './staff.ts';

const BRANCH = 'Липовая аллея, 12';
const DOCTORS = [
  ...['Белова Анна Сергеевна', 'Громов Дмитрий Ильич', 'Зайцева Елена Павловна'],
  ...['Каримов Рустам Тагирович', 'Лебедева Ольга Викторовна', 'Соколов Михаил Андреевич'],
];

export async function furnishClinic(owner: Staff, atMs: number): Promise<void> {
  const me = (await owner.ask(atMs, 'GET', '/api/me')) as { clinics: { id: string }[] };
  const clinic = `/api/clinics/${me.clinics[0]?.id}`;
  const branch = (await owner.ask(atMs, 'POST', `${clinic}/branches`, { name: BRANCH })) as { id: string };
  for (const name of DOCTORS) await owner.ask(atMs, 'POST', `${clinic}/doctors`, { name, branch: branch.id });
}
