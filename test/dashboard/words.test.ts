// Both languages say everything: the same keys, the same blanks, every plural form, every error code.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { en } from '../../dashboard/words/en.ts';
import { ru } from '../../dashboard/words/ru.ts';
import { channelsEn } from '../../dashboard/words/channels-en.ts';
import { channelsRu } from '../../dashboard/words/channels-ru.ts';
import { inboxEn } from '../../dashboard/words/inbox-en.ts';
import { inboxRu } from '../../dashboard/words/inbox-ru.ts';
import { journeyEn } from '../../dashboard/words/journey-en.ts';
import { journeyRu } from '../../dashboard/words/journey-ru.ts';
import { linksEn } from '../../dashboard/words/links-en.ts';
import { linksRu } from '../../dashboard/words/links-ru.ts';
import { reportEn } from '../../dashboard/words/report-en.ts';
import { reportRu } from '../../dashboard/words/report-ru.ts';
import { saidEn } from '../../dashboard/words/said-en.ts';
import { saidRu } from '../../dashboard/words/said-ru.ts';
import { satisfactionEn } from '../../dashboard/words/satisfaction-en.ts';
import { satisfactionRu } from '../../dashboard/words/satisfaction-ru.ts';
import { signalsEn } from '../../dashboard/words/signals-en.ts';
import { signalsRu } from '../../dashboard/words/signals-ru.ts';
import { serviceEn } from '../../dashboard/words/service-en.ts';
import { serviceRu } from '../../dashboard/words/service-ru.ts';
import { settingsEn } from '../../dashboard/words/settings-en.ts';
import { settingsRu } from '../../dashboard/words/settings-ru.ts';
import { surveysEn } from '../../dashboard/words/surveys-en.ts';
import { surveysRu } from '../../dashboard/words/surveys-ru.ts';
import { createWords } from '../../dashboard/words/words.ts';
import type { Dictionary, Phrase } from '../../dashboard/words/words.ts';
import { ERRORS } from '../../worker/contract/errors.ts';
import { INBOX_VIEWS } from '../../worker/contract/desk.ts';
import { MOMENTS, OUTCOMES, ROLES, TOPICS } from '../../worker/contract/vocabulary.ts';

const dictionaries: Record<'ru' | 'en', Required<Dictionary>> = {
  ru: {
    ...ru,
    ...channelsRu,
    ...inboxRu,
    ...journeyRu,
    ...linksRu,
    ...saidRu,
    ...reportRu,
    ...satisfactionRu,
    ...signalsRu,
    ...serviceRu,
    ...surveysRu,
    ...settingsRu,
  },
  en: {
    ...en,
    ...channelsEn,
    ...inboxEn,
    ...journeyEn,
    ...linksEn,
    ...saidEn,
    ...reportEn,
    ...satisfactionEn,
    ...signalsEn,
    ...serviceEn,
    ...surveysEn,
    ...settingsEn,
  },
};
const PAGE_FILES = [
  ...readFileSync('dashboard/pages/app.tsx', 'utf8').matchAll(/import\('\.\/([\w-]+\.tsx)'\)/g),
].map(([, file]) => file!);

/** A file of the dashboard with all that it imports at once; what it fetches later is not its own. */
function filesOf(start: string): Set<string> {
  const files = new Set<string>();
  const queue = [start];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (files.has(file) || file.includes('/words/') || !existsSync(file)) continue;
    files.add(file);
    for (const [, path] of readFileSync(file, 'utf8').matchAll(/^(?!import type).* from '(\.[^']+)'/gm))
      queue.push(join(dirname(file), path!));
  }
  return files;
}

/** A key of one word may also be a value of something else. */
const isUsed = (key: string, text: string): boolean =>
  text.includes(key.includes('_') ? `'${key}'` : `t('${key}'`);

const forms = (phrase: Phrase): string[] => (typeof phrase === 'string' ? [phrase] : Object.values(phrase));
const blanks = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

describe('the words of the dashboard', () => {
  test('are the same keys in both languages', () => {
    expect(Object.keys(dictionaries.ru).sort()).toEqual(Object.keys(dictionaries.en).sort());
  });

  test.each(Object.keys(dictionaries.en) as (keyof Dictionary)[])(
    'say "%s" with the same blanks in both languages',
    (key) => {
      const [inRussian, inEnglish] = [forms(dictionaries.ru[key]), forms(dictionaries.en[key])];
      for (const form of [...inRussian, ...inEnglish]) expect(form.trim()).not.toBe('');
      const expected = blanks(inEnglish.at(-1) ?? '');
      for (const form of inRussian) expect(blanks(form)).toEqual(expected);
    },
  );

  test.each(['ru', 'en'] as const)('have every plural form that %s needs', (language) => {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [key, phrase] of Object.entries(dictionaries[language]))
      if (typeof phrase !== 'string') expect(Object.keys(phrase).sort(), key).toEqual([...needed].sort());
  });

  test('are Russian in Russian and English in English', () => {
    const sameInBoth = new Set(['Telegram', 'WordPress', 'Tilda', 'Русский', 'English']);
    for (const [key, phrase] of Object.entries(dictionaries.ru))
      for (const form of forms(phrase))
        if (!sameInBoth.has(form) && key !== 'score_series') expect(form, key).toMatch(/[а-яё]/i);
    for (const [key, phrase] of Object.entries(dictionaries.en))
      for (const form of forms(phrase)) if (!sameInBoth.has(form)) expect(form, key).not.toMatch(/[а-яё]/i);
  });

  test.each([
    ['channels', Object.keys(channelsEn), ['settings', 'profile']],
    ['inbox', Object.keys(inboxEn), ['inbox', 'canned']],
    ['journey', Object.keys(journeyEn), ['journey']],
    ['links', Object.keys(linksEn), ['links']],
    ['words', Object.keys(saidEn), ['words']],
    ['satisfaction', Object.keys(satisfactionEn), ['satisfaction', 'report']],
    ['report', Object.keys(reportEn), ['report']],
    ['signals', Object.keys(signalsEn), ['about-signals']],
    ['surveys', Object.keys(surveysEn), ['settings']],
    ['settings', Object.keys(settingsEn), ['settings', 'new-site']],
  ])('of the page %s are used by nothing that another page shows: they come with it', (_, keys, pages) => {
    const others = PAGE_FILES.filter((file) => !pages.includes(file.slice(0, -4)));
    const text = ['dashboard/main.tsx', ...others.map((file) => `dashboard/pages/${file}`)]
      .flatMap((file) => [...filesOf(file)])
      .map((file) => readFileSync(file, 'utf8'))
      .join();
    expect(keys.filter((key) => isUsed(key, text) || key in en)).toEqual([]);
  });

  test('name every error code and every word of the closed lists that a screen shows', () => {
    const keys = [
      'error_offline',
      ...Object.keys(ERRORS).map((code) => `error_${code}`),
      ...ROLES.flatMap((role) => [`role_${role}`, `role_${role}_may`]),
      ...TOPICS.map((topic) => `topic_${topic}`),
      ...OUTCOMES.map((outcome) => `outcome_${outcome}`),
      ...INBOX_VIEWS.flatMap((view) => [`state_${view}`, `inbox_empty_${view}`]),
      ...MOMENTS.map((moment) => `moment_${moment}`),
    ];
    expect(Object.keys(dictionaries.en)).toEqual(expect.arrayContaining(keys));
  });

  test.each([
    { n: 1, expected: '1 вопрос ждёт ответа' },
    { n: 3, expected: '3 вопроса ждут ответа' },
    { n: 11, expected: '11 вопросов ждут ответа' },
    { n: 22, expected: '22 вопроса ждут ответа' },
  ])('count in Russian: $expected', ({ n, expected }) => {
    expect(createWords('ru', ru).t('n_questions_wait', { n })).toBe(expected);
  });

  test('fill in a value as it is, even one that looks like a blank', () => {
    expect(createWords('en', dictionaries.en).t('link_once', { name: '{n} $& <b>' })).toContain(
      'Sign-in link for {n} $& <b>.',
    );
  });
});
