// The weekly digest in words: counts of the clinic's own week and the clinic's own names, never a patient's words.
import type { Digest } from '../../contract/events.ts';
import type { Period } from '../../contract/journey.ts';
import type { ScoreSignal } from '../../contract/scores.ts';
import type { Language } from '../../contract/vocabulary.ts';
import type { Score } from '../satisfaction/score.ts';
import { isScored } from '../satisfaction/score.ts';

export type WeekFacts = {
  week: Period;
  /** This week and the week before. */
  visits: Pair;
  /** Visits that reached the last step of the default funnel. */
  booked: Pair;
  answers: Pair;
  /** Of four weeks: one week is few answers. */
  score: Score | null;
  comments: number;
  unread: { n: number; oldestDay: string | null };
  /** The owner's topics by comments of the week, the commonest first. */
  topics: readonly { name: string; n: number }[];
  questions: { started: number; waiting: number };
  complaints: { open: number; overdue: number };
  signals: readonly ScoreSignal['kind'][];
};
type Pair = { now: number; before: number };

/** Topics that are named. */
const MOST_TOPICS = 3;

type Words = {
  subject: (week: string) => string;
  before: (n: string) => string;
  score: (share: string, low: string, high: string, n: string) => string;
  signals: Record<ScoreSignal['kind'], string>;
  quiet: string;
} & Record<
  | 'visits'
  | 'booked'
  | 'answers'
  | 'fewAnswers'
  | 'comments'
  | 'unread'
  | 'oldest'
  | 'topics'
  | 'questions'
  | 'waiting'
  | 'complaints'
  | 'overdue'
  | 'unusual',
  string
>;

const WORDS: Record<Language, Words> = {
  ru: {
    subject: (week) => `Отклик: неделя ${week}`,
    before: (n) => ` (неделей раньше ${n})`,
    visits: 'Визиты на сайт',
    booked: 'Дошли до последнего шага',
    answers: 'Оценки',
    score: (share, low, high, n) => `За четыре недели хорошо: ${share} % (${low}–${high} %), оценок ${n}`,
    fewAnswers: 'За четыре недели оценок мало, доли не считаем',
    comments: 'Новые отзывы',
    unread: 'не прочитано',
    oldest: 'самый старый от',
    topics: 'О чём',
    questions: 'Новые вопросы',
    waiting: 'ждут ответа сейчас',
    complaints: 'Открытые жалобы',
    overdue: 'просрочено',
    unusual: 'Необычное',
    quiet: 'Необычного нет.',
    signals: {
      trend: 'оценка вышла за обычные пределы',
      low_watch: 'оценка несколько раз подряд ниже 70 %',
      low_act: 'последние восемь недель уверенно меньше 70 %',
      burst: 'оценок вдруг стало много',
      response: 'отвечают реже, чем раньше',
    },
  },
  en: {
    subject: (week) => `Otklik: the week of ${week}`,
    before: (n) => ` (the week before ${n})`,
    visits: 'Visits to the site',
    booked: 'Reached the last step',
    answers: 'Ratings',
    score: (share, low, high, n) => `Good over four weeks: ${share}% (${low}–${high}%), of ${n} ratings`,
    fewAnswers: 'Too few ratings over four weeks for a share',
    comments: 'New comments',
    unread: 'unread',
    oldest: 'the oldest of',
    topics: 'About',
    questions: 'New questions',
    waiting: 'waiting now',
    complaints: 'Open complaints',
    overdue: 'overdue',
    unusual: 'Unusual',
    quiet: 'Nothing unusual.',
    signals: {
      trend: 'the rating left its usual range',
      low_watch: 'the rating was below 70% several times in a row',
      low_act: 'the last eight weeks are clearly below 70%',
      burst: 'suddenly many ratings',
      response: 'fewer of those asked answer',
    },
  },
};

/** The digest of a week in the site's language. */
export function digestText(facts: WeekFacts, language: Language): Digest {
  const words = WORDS[language];
  const number = new Intl.NumberFormat(language === 'ru' ? 'ru-RU' : 'en-GB');
  const pair = ({ now, before }: Pair) => number.format(now) + words.before(number.format(before));
  const lines = [
    `${words.visits}: ${pair(facts.visits)}`,
    `${words.booked}: ${pair(facts.booked)}`,
    `${words.answers}: ${pair(facts.answers)}`,
    scoreLine(facts.score, words),
    `${words.comments}: ${number.format(facts.comments)}${unreadPart(facts.unread, language)}`,
    facts.topics.length > 0 &&
      `${words.topics}: ${facts.topics
        .slice(0, MOST_TOPICS)
        .map(({ name, n }) => `${name} ${number.format(n)}`)
        .join(', ')}`,
    `${words.questions}: ${number.format(facts.questions.started)}, ${words.waiting}: ${number.format(facts.questions.waiting)}`,
    facts.complaints.open > 0 &&
      `${words.complaints}: ${number.format(facts.complaints.open)}, ${words.overdue}: ${number.format(facts.complaints.overdue)}`,
    facts.signals.length === 0
      ? words.quiet
      : `${words.unusual}: ${[...new Set(facts.signals)].map((kind) => words.signals[kind]).join('; ')}`,
  ];
  return { subject: words.subject(days(facts.week, language)), text: lines.filter(Boolean).join('\n') };
}

function scoreLine(score: Score | null, words: Words): string | null {
  if (!score || score.n === 0) return null;
  if (!isScored(score) || score.value === null || !score.interval) return words.fewAnswers;
  const percent = (share: number) => String(Math.round(share * 100));
  const { low, high } = score.interval;
  return words.score(percent(score.value), percent(low), percent(high), String(score.n));
}

function unreadPart({ n, oldestDay }: WeekFacts['unread'], language: Language): string {
  if (n === 0) return '';
  const { unread, oldest } = WORDS[language];
  return `, ${unread}: ${n}${oldestDay === null ? '' : `, ${oldest} ${day(oldestDay, language)}`}`;
}

const formatOf = (language: Language) =>
  new Intl.DateTimeFormat(language === 'ru' ? 'ru-RU' : 'en-GB', {
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  });
const day = (date: string, language: Language): string => formatOf(language).format(new Date(date));
const days = ({ from, to }: Period, language: Language): string =>
  formatOf(language)
    .formatRange(new Date(from), new Date(to))
    // English sets days of one month apart.
    .replace(/^(\d+)\s–\s(?=\d)/, '$1–');
