// Plays the planned quarter against the Worker's own doors, in order, and logs what the Worker has taken.
import { answerCall, beaconCall, messageCall } from './calls.ts';
import type { ClinicDoors } from './calls.ts';
import type { LogLine } from './log.ts';
import type { Happening } from './happening.ts';
import type { Play, PlayAll, Played } from './play.ts';
import { localDayOf } from './rhythm.ts';
import { refusalOf } from './staff.ts';
import type { Staff } from './staff.ts';

/** Requests in one call of the Worker with another clock. */
const BATCH = 120;

export type SimulationOptions = {
  happenings: readonly Happening[];
  play: PlayAll;
  publicUrl: string;
  siteId: string;
  doors: ClinicDoors;
  owner: Staff;
  operator: Staff;
  /** Called with what the Worker has taken, in order. */
  onLog: (line: LogLine) => void;
  /** Called with the part that is done, 0…1. */
  onProgress: (part: number) => void;
};

/** Plays everything; rejects with the first thing that the Worker did not take. */
export async function simulate(options: SimulationOptions): Promise<void> {
  await new Simulation(options).run();
}

class Simulation {
  readonly #options: SimulationOptions;
  /** What visitors do, waiting to be played together. */
  #waiting: { happening: Happening; play: Play }[] = [];
  /** Instants of first messages by conversation, then the Worker's ids. */
  readonly #startedMs = new Map<string, number>();
  readonly #ids = new Map<string, string>();

  constructor(options: SimulationOptions) {
    this.#options = options;
  }

  async run(): Promise<void> {
    const { happenings, onProgress } = this.#options;
    for (const [index, happening] of happenings.entries()) {
      await this.#take(happening);
      if (index % 50 === 0) onProgress(index / happenings.length);
    }
    await this.#flush();
    onProgress(1);
  }

  async #take(happening: Happening): Promise<void> {
    const play = this.#visitorPlay(happening);
    if (play) {
      this.#waiting.push({ happening, play });
      if (this.#waiting.length >= BATCH) await this.#flush();
      return;
    }
    await this.#flush();
    await this.#staffPlay(happening);
    if (happening.log) this.#options.onLog(happening.log);
  }

  #visitorPlay(happening: Happening): Play | null {
    const { doors } = this.#options;
    const { atMs } = happening;
    switch (happening.is) {
      case 'beacon':
        return {
          atMs,
          lane: happening.visitor.id,
          what: beaconCall(doors, happening.visitor, happening.beacon),
        };
      case 'answer':
        return {
          atMs,
          lane: happening.visitor.id,
          what: answerCall(doors, happening.visitor, happening.answer),
        };
      case 'message':
        return {
          atMs,
          lane: happening.visitor.id,
          what: messageCall(doors, happening.visitor, happening.message),
        };
      default:
        return null;
    }
  }

  async #flush(): Promise<void> {
    const taken = this.#waiting;
    this.#waiting = [];
    if (taken.length === 0) return;
    const played = await this.#options.play(taken.map(({ play }) => play));
    taken.forEach(({ happening }, i) => this.#taken(happening, played[i]));
  }

  #taken(happening: Happening, played: Played | undefined): void {
    const stored = happening.is === 'beacon' ? '{"stored":1}' : played?.body;
    const isTaken = happening.is === 'beacon' ? played?.status === 200 : played?.status === 201;
    if (!isTaken || played?.body !== stored) throw new Error(`${happening.is}: ${refusalOf(played)}`);
    if (happening.is === 'message' && !this.#startedMs.has(happening.message.conversation))
      this.#startedMs.set(happening.message.conversation, happening.atMs);
    if (happening.log) this.#options.onLog(happening.log);
  }

  async #staffPlay(happening: Happening): Promise<void> {
    const { owner, operator, play, siteId } = this.#options;
    const { atMs } = happening;
    const conversations = `/api/sites/${siteId}/conversations`;
    switch (happening.is) {
      case 'jobs':
        await play([{ atMs, lane: 'jobs', what: 'jobs' }]);
        return;
      case 'look':
        await operator.ask(atMs, 'POST', `${conversations}/seen`);
        return;
      case 'reply': {
        const { id, text } = happening;
        const one = await this.#idOf(atMs, happening.conversation);
        await operator.ask(atMs, 'POST', `${conversations}/${one}/replies`, { id, text });
        return;
      }
      case 'close': {
        const one = await this.#idOf(atMs, happening.conversation);
        await operator.ask(atMs, 'POST', `${conversations}/${one}/close`, { outcome: happening.outcome });
        await this.#endComplaint(atMs, one);
        return;
      }
      case 'read':
        await this.#readComments(owner, atMs);
    }
  }

  /** Who closes a complaint says that it is answered. */
  async #endComplaint(atMs: number, id: string): Promise<void> {
    const { operator, siteId } = this.#options;
    const all = `/api/sites/${siteId}/complaints`;
    const { complaints } = (await operator.ask(atMs, 'GET', all)) as { complaints: { id: string }[] };
    if (!complaints.some((one) => one.id === id)) return;
    await operator.ask(atMs, 'PUT', `${all}/${id}`, { done: true, note: 'Разобрали и ответили' });
  }

  /** The operator finds a conversation in the inbox, as in life: among those that wait. */
  async #idOf(atMs: number, conversation: string): Promise<string> {
    const known = this.#ids.get(conversation);
    if (known !== undefined) return known;
    const { operator, siteId } = this.#options;
    const startedMs = this.#startedMs.get(conversation);
    const inbox = (await operator.ask(atMs, 'GET', `/api/sites/${siteId}/conversations?state=waiting`)) as {
      conversations: { id: string; startedAtMs: number }[];
    };
    const found = inbox.conversations.find(({ startedAtMs }) => startedAtMs === startedMs);
    if (!found) throw new Error(`Conversation ${conversation} does not wait in the inbox.`);
    this.#ids.set(conversation, found.id);
    return found.id;
  }

  async #readComments(owner: Staff, atMs: number): Promise<void> {
    const comments = `/api/sites/${this.#options.siteId}/comments`;
    const page = (await owner.ask(atMs, 'GET', `${comments}?order=newest`)) as {
      comments: { id: string; text: string; read: boolean }[];
    };
    const unread = page.comments.filter(({ read }) => !read);
    if (unread.length === 0) return;
    await owner.ask(atMs, 'POST', `${comments}/read`, { ids: unread.map(({ id }) => id) });
    this.#options.onLog({ what: 'read', day: localDayOf(atMs), atMs, texts: unread.map(({ text }) => text) });
  }
}
