// The weekly digest: which week is due in which zone, and what it says of it in both languages.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digest } from '../../../worker/contract/events.ts';
import { digestText } from '../../../worker/domain/digest/digest-text.ts';
import type { WeekFacts } from '../../../worker/domain/digest/digest-text.ts';
import { weekDue } from '../../../worker/domain/digest/week.ts';
import { wallClock, weekdayIndex } from '../../../worker/domain/calendar.ts';
import { scoreOf } from '../../../worker/domain/satisfaction/score.ts';
import * as v from 'valibot';

const plain = (text: string) => text.replace(/[\u00a0\u202f\u2009]/g, ' ');

describe('the week that is due', () => {
  test.each([
    // Monday 12 October 2026, by the clock of Moscow (UTC+3): 08:59 and 09:00.
    { at: '2026-10-12T05:59:00Z', zone: 'Europe/Moscow', from: '2026-09-28' },
    { at: '2026-10-12T06:00:00Z', zone: 'Europe/Moscow', from: '2026-10-05' },
    { at: '2026-10-18T20:59:00Z', zone: 'Europe/Moscow', from: '2026-10-05' },
    // Kathmandu is 5:45 ahead, New York 4 hours behind.
    { at: '2026-10-12T03:15:00Z', zone: 'Asia/Kathmandu', from: '2026-10-05' },
    { at: '2026-10-12T03:14:00Z', zone: 'Asia/Kathmandu', from: '2026-09-28' },
    { at: '2026-10-12T12:59:00Z', zone: 'America/New_York', from: '2026-09-28' },
    { at: '2026-10-12T13:00:00Z', zone: 'America/New_York', from: '2026-10-05' },
    // The clocks of Berlin went back on Sunday 25 October.
    { at: '2026-10-26T07:59:00Z', zone: 'Europe/Berlin', from: '2026-10-12' },
    { at: '2026-10-26T08:00:00Z', zone: 'Europe/Berlin', from: '2026-10-19' },
  ])('at $at in $zone began on $from', ({ at, zone, from }) => {
    expect(weekDue(Date.parse(at), zone).from).toBe(from);
  });

  test('is a whole week, Monday to Sunday, that is over, and no zone lies outside the first and the last', () => {
    const zones = [
      'Europe/Moscow',
      'America/New_York',
      'Asia/Kathmandu',
      'Pacific/Chatham',
      'Pacific/Kiritimati',
    ];
    fc.assert(
      fc.property(
        fc.integer({ min: 1_767_225_600, max: 1_830_297_600 }),
        fc.constantFrom(...zones),
        (s, zone) => {
          const { from, to } = weekDue(s * 1000, zone);
          expect([weekdayIndex(from), weekdayIndex(to)]).toEqual([0, 6]);
          expect(to < wallClock(s * 1000, zone).day).toBe(true);
          expect(from <= weekDue(s * 1000, 'Pacific/Kiritimati').from).toBe(true);
          expect(from >= weekDue(s * 1000, 'Etc/GMT+12').from).toBe(true);
        },
      ),
      { numRuns: 300, seed: 11 },
    );
  });
});

const facts: WeekFacts = {
  week: { from: '2026-10-05', to: '2026-10-11' },
  visits: { now: 1204, before: 1100 },
  booked: { now: 75, before: 68 },
  answers: { now: 32, before: 20 },
  score: scoreOf('fft', [60, 35, 12, 6, 4, 3]),
  comments: 12,
  unread: { n: 5, oldestDay: '2026-09-30' },
  topics: [
    { name: 'Ожидание', n: 5 },
    { name: 'Регистратура', n: 3 },
    { name: 'Цены', n: 2 },
    { name: 'Парковка', n: 1 },
  ],
  questions: { started: 9, waiting: 2 },
  complaints: { open: 3, overdue: 1 },
  signals: ['trend', 'burst', 'burst'],
};

test('says the week in Russian', () => {
  const { subject, text } = digestText(facts, 'ru');
  expect(plain(subject)).toBe('Отклик: неделя 5–11 октября');
  expect(plain(text).split('\n')).toEqual([
    'Визиты на сайт: 1 204 (неделей раньше 1 100)',
    'Дошли до последнего шага: 75 (неделей раньше 68)',
    'Оценки: 32 (неделей раньше 20)',
    'За четыре недели хорошо: 79 % (71–85 %), оценок 120',
    'Новые отзывы: 12, не прочитано: 5, самый старый от 30 сентября',
    'О чём: Ожидание 5, Регистратура 3, Цены 2',
    'Новые вопросы: 9, ждут ответа сейчас: 2',
    'Открытые жалобы: 3, просрочено: 1',
    'Необычное: оценка вышла за обычные пределы; оценок вдруг стало много',
  ]);
});

test('says a quiet week in English, without a share of few answers and without what is not there', () => {
  const quiet: WeekFacts = {
    ...facts,
    ...{
      score: scoreOf('fft', [3, 1, 0, 0, 0, 0]),
      comments: 0,
      unread: { n: 0, oldestDay: null },
      topics: [],
    },
    ...{ complaints: { open: 0, overdue: 0 }, signals: [] },
  };
  const { subject, text } = digestText(quiet, 'en');
  expect(plain(subject)).toBe('Otklik: the week of 5–11 October');
  expect(text.split('\n')).toEqual([
    'Visits to the site: 1,204 (the week before 1,100)',
    'Reached the last step: 75 (the week before 68)',
    'Ratings: 32 (the week before 20)',
    'Too few ratings over four weeks for a share',
    'New comments: 0',
    'New questions: 9, waiting now: 2',
    'Nothing unusual.',
  ]);
});

test('fits the contract, whatever names the clinic gives its topics', () => {
  const long = { ...facts, topics: facts.topics.map((topic) => ({ ...topic, name: 'Щ'.repeat(40) })) };
  for (const language of ['ru', 'en'] as const)
    expect(v.safeParse(digest, digestText(long, language)).success).toBe(true);
});
