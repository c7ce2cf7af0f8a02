// The whole quarter before it is played: every visit, answer, question and reply with its instant, from one seed.
import type { LogLine } from './log.ts';
import { Dice } from './random.ts';
import {
  atLocal,
  clearOfMidnight,
  dayAfter,
  isReadingDay,
  isWorkday,
  localDayOf,
  momentOf,
  seasonAt,
  visitsExpected,
  whenOpen,
} from './rhythm.ts';
import type { Answer, Happening, Message } from './happening.ts';
import type { Goal, Visitor } from './visit.ts';
import { pathOf, stroll, STAGES, Walk } from './visit.ts';
import { nextVisitor } from './visitors.ts';
import type { Season } from './words/comment.ts';
import { COMMENTS_EN } from './words/comments-en.ts';
import { COMMENTS_RU } from './words/comments-ru.ts';
import type { QuestionWords } from './words/question.ts';
import { QUESTIONS_EN } from './words/questions-en.ts';
import { CALLBACKS_RU, QUESTIONS_RU } from './words/questions-ru.ts';

export type PlanOptions = {
  seed: number;
  /** The quarter ends here (epoch ms); nothing happens later. */
  nowMs: number;
  /** Whole days before today; at least MIN_DAYS. */
  days: number;
  /** Visits on an ordinary working day. */
  perWeekday: number;
};

const MINUTE_MS = 60_000;
/** Nobody is so fast: the last conversations wait, as on any real day. */
const STILL_WAITING = 4;
const SCORES: Record<Season, Record<'5' | '4' | '3' | '2' | '1' | '0', number>> = {
  before: { 5: 56, 4: 28, 3: 7, 2: 3, 1: 2, 0: 4 },
  bad: { 5: 24, 4: 24, 3: 18, 2: 17, 1: 13, 0: 4 },
  after: { 5: 60, 4: 27, 3: 6, 2: 2, 1: 1, 0: 4 },
};
const GOALS: Record<Season, Record<Goal, number>> = {
  before: { booked: 48, chose: 26, started: 14, contacted: 12 },
  bad: { booked: 18, chose: 20, started: 46, contacted: 16 },
  after: { booked: 62, chose: 24, started: 4, contacted: 10 },
};
const NAMES = ['Ольга', 'Павел', 'Нина', 'Тимур', 'Вера', 'Олег', 'Алия', 'Юрий', 'Марина', 'Семён'];

/** Shorter ones have no day for each season. */
const MIN_DAYS = 21;

/** All that happens, in the order of time. The same options give the same plan. */
export function planQuarter(options: PlanOptions): Happening[] {
  if (options.days < MIN_DAYS) throw new RangeError(`A quarter has at least ${MIN_DAYS} days.`);
  return new Planner(options).plan();
}

class Planner {
  readonly #options: PlanOptions;
  readonly #dice: Dice;
  readonly #today: string;
  readonly #happenings: Happening[] = [];
  #visitors = 0;
  #conversations = 0;

  constructor(options: PlanOptions) {
    this.#options = options;
    this.#dice = new Dice(options.seed);
    this.#today = localDayOf(options.nowMs);
  }

  plan(): Happening[] {
    const { days, nowMs } = this.#options;
    for (let index = 0; index <= days; index++) this.#day(index);
    this.#comments();
    this.#questions();
    return this.#happenings.filter(({ atMs }) => atMs < nowMs).sort((a, b) => a.atMs - b.atMs);
  }

  #dayOf = (index: number): string => dayAfter(this.#today, index - this.#options.days);
  #part = (index: number): number => index / this.#options.days;

  #day(index: number): void {
    const [dice, day, part] = [this.#dice, this.#dayOf(index), this.#part(index)];
    const visits = dice.count(visitsExpected(day, part, this.#options.perWeekday));
    for (let i = 0; i < visits; i++) this.#visit(index, { startMs: momentOf(day, dice) });
    for (let i = dice.count(visits * 0.045); i > 0; i--) {
      const score = Number(dice.weighted(SCORES[seasonAt(part)]));
      this.#answer(index, { score, text: '', language: 'ru' });
    }
    this.#add({ is: 'jobs', atMs: atLocal(day, 130) });
    if (!isWorkday(day)) return;
    this.#add({ is: 'look', atMs: whenOpen(atLocal(day, 0)) + dice.whole(3, 20) * MINUTE_MS });
    this.#add({ is: 'look', atMs: whenOpen(atLocal(day, 780)) + dice.whole(3, 50) * MINUTE_MS });
    if (isReadingDay(day) && index < this.#options.days - 2)
      this.#add({ is: 'read', atMs: atLocal(day, 605) });
  }

  #add(happening: Happening): void {
    this.#happenings.push(happening);
  }

  /** Someone walks; `atEnd` says what they do at the end, on the page they are on. What would end after now is left out. */
  #visit(
    index: number,
    {
      startMs,
      goal,
      atEnd,
      language,
    }: {
      startMs: number;
      goal?: Goal;
      language?: 'ru' | 'en';
      atEnd?: (walk: Walk) => Happening;
    },
  ): void {
    const [dice, part] = [this.#dice, this.#part(index)];
    const visitor = nextVisitor(dice, this.#visitors++, part);
    if (language) visitor.language = language;
    const walk = new Walk(visitor, startMs, dice);
    stroll(walk, dice, { season: seasonAt(part), ...(goal && { goal }) });
    const last = atEnd?.(walk);
    const beacons = walk.beacons.toSorted((a, b) => a.atMs - b.atMs);
    const end = Math.max(walk.atMs, ...beacons.map(({ atMs }) => atMs));
    if (beacons.length === 0 || end >= this.#options.nowMs) return;
    if (last) this.#add(last);
    const { id, arrival, device } = visitor;
    const log: LogLine = {
      what: 'visit',
      ...{ id, day: localDayOf(startMs), atMs: startMs, source: arrival.source, campaign: arrival.campaign },
      ...{ device, language: visitor.language, path: pathOf(beacons) },
    };
    for (const beacon of beacons)
      this.#add({
        is: 'beacon',
        atMs: beacon.atMs,
        visitor,
        beacon,
        ...(beacon === beacons.at(-1) && { log }),
      });
  }

  #answer(index: number, words: { score: number; text: string; language: 'ru' | 'en' }): void {
    const [dice, day] = [this.#dice, this.#dayOf(index)];
    const { score, text, language } = words;
    const season = seasonAt(this.#part(index));
    const goal = score === 0 ? 'chose' : dice.weighted(GOALS[season]);
    const atEnd = (walk: Walk): Happening => {
      walk.wait(5, 60);
      const { visitor, stage, atMs } = walk;
      const answer: Answer = { id: dice.secret(), erase: dice.secret(), score, text, stage };
      const copied = { stage, source: visitor.arrival.source, device: visitor.device };
      const log: LogLine = { what: 'answer', id: visitor.id, day, atMs, score, text, language, ...copied };
      walk.act(STAGES.rated);
      return { is: 'answer', atMs, visitor, answer, log };
    };
    this.#visit(index, { startMs: momentOf(day, dice), goal, atEnd, language });
  }

  /** Each text once, in its season; the shorter the quarter the fewer. */
  #comments(): void {
    for (const words of this.#some([...COMMENTS_RU, ...COMMENTS_EN])) {
      this.#answer(this.#dayIn(words.season), { ...words, language: words.language ?? 'ru' });
    }
  }

  #questions(): void {
    const all = this.#some([...QUESTIONS_RU, ...CALLBACKS_RU, ...QUESTIONS_EN]);
    const late = all.filter(({ season }) => !season).slice(0, STILL_WAITING);
    for (const words of all) if (!late.includes(words)) this.#conversation(words);
    const { nowMs, days } = this.#options;
    late.forEach((words, i) => {
      const hoursAgo = i === 0 ? 0.6 : this.#dice.between(1.5, 15);
      const startMs = clearOfMidnight(nowMs - hoursAgo * 3600_000);
      this.#ask(words, { index: localDayOf(startMs) === this.#today ? days : days - 1, startMs });
    });
  }

  #some = <T>(list: readonly T[]): T[] =>
    this.#dice.shuffled(list).slice(0, Math.round((list.length * Math.min(90, this.#options.days)) / 90));

  /** A day of a season, or any but the last three. */
  #dayIn(season?: Season): number {
    for (;;) {
      const index = this.#dice.whole(1, this.#options.days - 3);
      if (!season || seasonAt(this.#part(index)) === season) return index;
    }
  }

  #conversation(words: QuestionWords): void {
    const dice = this.#dice;
    const index = this.#dayIn(words.season);
    const isBad = seasonAt(this.#part(index)) === 'bad';
    const asked = this.#ask(words, { index, startMs: momentOf(this.#dayOf(index), dice) });
    const openMs = whenOpen(asked.atMs);
    const delay = Math.min(isBad ? 400 : 110, Math.max(2, dice.around(isBad ? 95 : 13)));
    const replyMs = whenOpen(openMs + (openMs > asked.atMs ? dice.whole(3, 35) : delay) * MINUTE_MS);
    const { conversation } = asked.message;
    const at = (atMs: number) => ({ atMs, day: localDayOf(atMs), conversation });
    const reply: LogLine = { what: 'reply', ...at(replyMs), text: words.reply };
    this.#add({ is: 'reply', atMs: replyMs, conversation, id: dice.secret(), text: words.reply, log: reply });
    let lastMs = replyMs;
    if (words.thanks && replyMs - asked.atMs < 50 * MINUTE_MS) {
      lastMs += dice.whole(1, 9) * MINUTE_MS;
      const message = {
        ...asked.message,
        id: dice.secret(),
        text: words.thanks,
        spentMs: dice.whole(2_000, 20_000),
      };
      this.#add(this.#message(asked.visitor, message, lastMs));
    }
    // Who was thanked closes; some of the others are left open in case the person writes again.
    if (lastMs > replyMs || dice.chance(0.82)) {
      const closeMs = whenOpen(lastMs + dice.whole(10, 300) * MINUTE_MS);
      const log: LogLine = { what: 'close', ...at(closeMs), outcome: words.outcome };
      this.#add({ is: 'close', atMs: closeMs, conversation, outcome: words.outcome, log });
    }
  }

  #ask(words: QuestionWords, { index, startMs }: { index: number; startMs: number }) {
    const dice = this.#dice;
    const conversation = `c${++this.#conversations}`;
    let asked: (Happening & { is: 'message' }) | undefined;
    const atEnd = (walk: Walk): Happening => {
      walk.wait(15, 90);
      const isCall = words.callAt !== undefined;
      const contact = isCall
        ? { name: dice.pick(NAMES), phone: `+7 900 000-00-${String(dice.whole(10, 99))}` }
        : null;
      const message: Message = {
        ...{ conversation, id: dice.secret(), token: dice.secret(32), erase: dice.secret(32) },
        ...{ words, text: words.text, stage: walk.stage, spentMs: dice.whole(9_000, 120_000), contact },
      };
      const question = this.#message(walk.visitor, message, walk.atMs);
      asked = question;
      walk.act(STAGES.asked);
      return question;
    };
    const goal = dice.weighted({ chose: 62, started: 24, booked: 14 });
    this.#visit(index, { startMs, goal, atEnd, language: words.language ?? 'ru' });
    if (!asked) throw new Error('A visitor with a question has not asked it.');
    return asked;
  }

  #message(visitor: Visitor, message: Message, atMs: number): Happening & { is: 'message' } {
    const { conversation, text, words } = message;
    const kind = words.callAt === undefined ? 'message' : 'callback';
    const about = { conversation, kind, topic: words.topic, text, language: visitor.language } as const;
    const log: LogLine = { what: 'message', day: localDayOf(atMs), atMs, ...about };
    return { is: 'message', atMs, visitor, message, log };
  }
}
