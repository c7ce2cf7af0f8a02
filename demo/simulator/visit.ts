// One simulated visit: a walk over the clinic's pages, told by the beacons that the loader would send from them.
import type { Arrival } from './arrivals.ts';
import type { Dice } from './random.ts';
import type { Season } from './words/comment.ts';

/** Ids of the default stages. */
export const STAGES = {
  found: 1,
  chose: 2,
  started: 3,
  booked: 4,
  contacted: 5,
  asked: 6,
  rated: 8,
} as const;
export type DeviceName = 'phone' | 'tablet' | 'desktop';
export type Beacon = {
  atMs: number;
  page: string;
  sequence: number;
  stage: number;
  ageMs: number;
  isFirstPage: boolean;
};
export type Visitor = {
  id: string;
  arrival: Arrival;
  device: DeviceName;
  userAgent: string;
  address: string;
  language: 'ru' | 'en';
};
/** How far the person means to go; absent: as it turns out. */
export type Goal = 'chose' | 'started' | 'booked' | 'contacted';

/** How likely a visit from there goes on to look at services, doctors or prices. */
const CHOOSE: Record<Arrival['source'], number> = {
  ...{ search: 0.62, ads: 0.52, maps: 0.4, direct: 0.55, social: 0.38, messenger: 0.5, reviews: 0.68 },
  ...{ ai: 0.6, mail: 0.66, referral: 0.45 },
};
const START = { phone: 0.33, tablet: 0.35, desktop: 0.38 };
/** Of the started: the long form lost most on phones, the short one hardly any. */
const BOOK: Record<Season, Record<DeviceName, number>> = {
  before: { phone: 0.4, tablet: 0.48, desktop: 0.6 },
  bad: { phone: 0.14, tablet: 0.18, desktop: 0.24 },
  after: { phone: 0.64, tablet: 0.64, desktop: 0.7 },
};

/** A walk in progress: opens pages, acts on them, and remembers what the loader would have sent. */
export class Walk {
  readonly beacons: Beacon[] = [];
  readonly visitor: Visitor;
  readonly #dice: Dice;
  #atMs: number;
  #page = '';
  #pages = 0;
  #sequence = 0;
  #last = 0;

  constructor(visitor: Visitor, startMs: number, dice: Dice) {
    this.visitor = visitor;
    this.#atMs = startMs;
    this.#dice = dice;
  }

  get atMs(): number {
    return this.#atMs;
  }

  /** The stage of the page that is open, as the panel copies it onto what is sent. */
  get stage(): number | null {
    return this.#last || null;
  }

  wait(fromSeconds: number, toSeconds: number): void {
    this.#atMs += Math.round(this.#dice.between(fromSeconds, toSeconds) * 1000);
  }

  /** A page of this stage, or of none, is opened. Stages are collected for half a second before they are sent. */
  open(stage?: number): void {
    if (this.#pages > 0) this.wait(8, 75);
    this.#pages += 1;
    this.#page = this.#dice.secret(8).toLowerCase().replace(/[-_]/g, '0');
    this.#sequence = 0;
    this.#last = 0;
    this.#send(stage ?? (this.#pages === 1 ? STAGES.found : 0), 500);
  }

  /** Something is done on the open page. */
  act(stage: number): void {
    this.wait(6, 50);
    this.#send(stage, 0);
  }

  #send(stage: number, ageMs: number): void {
    if (stage === 0 || stage === this.#last) return;
    this.#last = stage;
    this.#sequence += 1;
    // Now and then a phone in the underground: what happened is told a minute later.
    const lateMs = this.#dice.chance(0.01) ? this.#dice.whole(20_000, 90_000) : 0;
    const age = ageMs + lateMs + this.#dice.whole(0, 9);
    this.beacons.push({
      atMs: this.#atMs + age + this.#dice.whole(20, 180),
      ...{ page: this.#page, sequence: this.#sequence, stage, ageMs: age, isFirstPage: this.#pages === 1 },
    });
  }
}

/** Walks as people do; with a goal, until it is reached. */
export function stroll(walk: Walk, dice: Dice, { season, goal }: { season: Season; goal?: Goal }): void {
  const { device, arrival } = walk.visitor;
  const landing = dice.weighted({
    home: 48,
    chose: goal || arrival.source === 'maps' ? 20 : 38,
    contacts: 8,
  });
  walk.open(landing === 'chose' ? STAGES.chose : undefined);
  const chooses = goal !== undefined || landing === 'chose' || dice.chance(CHOOSE[arrival.source]);
  if (!chooses) return contactMaybe(walk, dice, arrival.source === 'maps' ? 0.22 : 0.06);
  const goOn = landing === 'chose' ? 0.3 : 0.45;
  if (landing !== 'chose') walk.open(STAGES.chose);
  while (dice.chance(goOn)) walk.open(STAGES.chose);
  if (goal === 'chose') return;
  if (goal === 'contacted') return contactMaybe(walk, dice, 1);
  if (goal === undefined && !dice.chance(START[device])) return contactMaybe(walk, dice, 0.09);
  book(walk, dice, { chance: BOOK[season][device], goal });
}

function book(walk: Walk, dice: Dice, { chance, goal }: { chance: number; goal: Goal | undefined }): void {
  walk.open(STAGES.started);
  if (goal === 'started') return;
  if (goal === 'booked' || dice.chance(chance)) return sendForm(walk, dice);
  // Lost at the form: some look at the prices again and come back, some call, most leave.
  if (dice.chance(0.22)) {
    walk.open(STAGES.chose);
    if (!dice.chance(0.4)) return;
    walk.open(STAGES.started);
    if (dice.chance(chance * 0.7)) return sendForm(walk, dice);
  }
  contactMaybe(walk, dice, 0.2);
}

function sendForm(walk: Walk, dice: Dice): void {
  walk.wait(20, 90);
  walk.act(STAGES.booked);
  // The thank-you page is one more page of the same stage.
  walk.open(STAGES.booked);
  contactMaybe(walk, dice, 0.02);
}

function contactMaybe(walk: Walk, dice: Dice, probability: number): void {
  if (dice.chance(probability)) walk.act(STAGES.contacted);
}

/** The stages in the order they happened, equal neighbours once, after being found. */
export function pathOf(beacons: readonly Beacon[]): number[] {
  const path: number[] = [STAGES.found];
  const told = beacons.toSorted((a, b) => a.atMs - a.ageMs - (b.atMs - b.ageMs));
  for (const { stage } of told) if (stage !== STAGES.found && stage !== path.at(-1)) path.push(stage);
  return path;
}
