// What the owner enters on the first day: the clinic's branch and its doctors, as the site's pages name them, and topics of comments.
import type { Staff } from './staff.ts';

const BRANCH = 'Липовая аллея, 12';
const DOCTORS = [
  ...['Белова Анна Сергеевна', 'Громов Дмитрий Ильич', 'Зайцева Елена Павловна'],
  ...['Каримов Рустам Тагирович', 'Лебедева Ольга Викторовна', 'Соколов Михаил Андреевич'],
];

const TOPICS: [ru: string, en: string, words: string[]][] = [
  ['Ожидание', 'Waiting', ['ждать', 'ждали', 'ожидание', 'очередь', 'wait']],
  ['Врачи', 'Doctors', ['врач', 'доктор', 'doctor']],
  ['Регистратура', 'Front desk', ['регистратур*', 'администратор*', 'reception']],
  ['Цены', 'Prices', ['цена', 'цены', 'дорого', 'стоимость', 'price', 'expensive']],
];

export async function furnishClinic(owner: Staff, atMs: number): Promise<void> {
  const me = (await owner.ask(atMs, 'GET', '/api/me')) as {
    clinics: { id: string; sites: { id: string }[] }[];
  };
  const clinic = `/api/clinics/${me.clinics[0]?.id}`;
  const branch = (await owner.ask(atMs, 'POST', `${clinic}/branches`, { name: BRANCH })) as { id: string };
  for (const name of DOCTORS) await owner.ask(atMs, 'POST', `${clinic}/doctors`, { name, branch: branch.id });
  const topics = `/api/sites/${me.clinics[0]?.sites[0]?.id}/topics`;
  for (const [ru, en, words] of TOPICS)
    await owner.ask(atMs, 'POST', topics, { name: { ru, en }, words, complaint: false });
}
