// The live hub of one site, a Durable Object: open sockets and who sits at them, no truth and nothing stored. It may sleep
// while sockets stay open: all it must know rides on the sockets.
import { DurableObject } from 'cloudflare:workers';
import * as v from 'valibot';
import { LIVE_CLOSE, LIVE_PING, LIVE_PONG } from '../contract/live-codes.ts';
import { memberSays, visitorSays } from '../contract/live.ts';
import type { LiveEvent, MemberPush, MemberSays, VisitorPush, VisitorSays } from '../contract/live.ts';
import { databaseFor, firstDatabase } from '../databases.ts';
import type { Env } from '../env.ts';
import { sha256 } from '../secrets.ts';
import { readConversationMark } from '../store/live.ts';
import { readSessionByHash } from '../store/sessions.ts';
import { heardBy, presenceFor, typingHeardBy } from './audience.ts';
import { maySit, mayStillRead, MOST } from './caps.ts';
import { take } from './flood.ts';
import type { Bucket } from './flood.ts';
import { seatOf, takeSeat } from './seat.ts';
import type { MemberSeat, Seat, VisitorSeat } from './seat.ts';

/** A socket that has not said its token by then is closed. */
export const SILENT_MS = 5_000;
/** A member's session is looked at again when something is to be told and the last look is this long ago. */
export const CHECK_MS = 60_000;
/** Characters of one message; a hello is the longest that makes sense. */
export const MOST_CHARS = 400;

export type LiveHub = InstanceType<ReturnType<typeof createHub>>;

/** The class of the hub; the clock is an argument, as everywhere. */
export const createHub = ({ now }: { now: () => number }) =>
  class extends DurableObject<Env> {
    #buckets = new WeakMap<WebSocket, Bucket>();
    #deadline: ReturnType<typeof setTimeout> | undefined;

    constructor(ctx: DurableObjectState, env: Env) {
      super(ctx, env);
      ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(LIVE_PING, LIVE_PONG));
      // What slept may have left a socket that never said its token.
      this.#watchSilent();
    }

    /** A new socket, from `connect`. A full hub closes it with a code: a refused upgrade would be a line in the console. */
    override async fetch(request: Request): Promise<Response> {
      const seat = takeSeat(request.headers, now());
      const { 0: client, 1: server } = new WebSocketPair();
      const room = maySit(seat, this.#seats());
      this.ctx.acceptWebSocket(server, [seat.is]);
      server.serializeAttachment(seat);
      if (!room) server.close(LIVE_CLOSE.full);
      else if (seat.is === 'member') tell(server, { is: 'ready' });
      else this.#watchSilent();
      return new Response(null, { status: 101, webSocket: client });
    }

    /** From `announce`: tells everybody whom it concerns. */
    async announce(event: LiveEvent): Promise<void> {
      const late: WebSocket[] = [];
      for (const socket of this.#open()) {
        const seat = seatOf(socket);
        const push = heardBy(seat, event);
        if (!push) continue;
        if (seat.is === 'member' && now() - seat.checkedMs >= CHECK_MS) late.push(socket);
        else tell(socket, push);
        if (event.is === 'conversation' && event.gone && seat.is === 'visitor') socket.close(LIVE_CLOSE.gone);
      }
      for (const socket of await this.#stillSignedIn(late)) tell(socket, event);
    }

    override async webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): Promise<void> {
      const bucket = take(this.#buckets.get(socket), now());
      if (!bucket) return socket.close(LIVE_CLOSE.too_many_requests);
      this.#buckets.set(socket, bucket);
      if (typeof data !== 'string') return socket.close(LIVE_CLOSE.invalid);
      if (data.length > MOST_CHARS) return socket.close(LIVE_CLOSE.too_large);
      const seat = seatOf(socket);
      const said = v.safeParse(seat.is === 'visitor' ? visitorSays : memberSays, json(data));
      if (!said.success) return socket.close(LIVE_CLOSE.invalid);
      if (seat.is === 'visitor') await this.#visitor(socket, seat, said.output as VisitorSays);
      else await this.#member(socket, seat, said.output as MemberSays);
    }

    override webSocketClose(socket: WebSocket): void {
      const seat = seatOf(socket);
      const at = seat.is === 'visitor' ? seat.conversationId : seat.looking;
      if (at !== null) this.#tellPresence(at);
      // The other side's goodbye is answered, or it would wait for it.
      if (socket.readyState !== WebSocket.CLOSED) socket.close();
    }

    override webSocketError(socket: WebSocket): void {
      this.webSocketClose(socket);
    }

    async #visitor(socket: WebSocket, seat: VisitorSeat, said: VisitorSays): Promise<void> {
      if (said.is === 'hello') return this.#greet(socket, seat, said.token);
      if (seat.conversationId === null) return socket.close(LIVE_CLOSE.silent);
      this.#tellTyping(seat, seat.conversationId);
    }

    /** One answer for a foreign, an erased and a made-up token: nothing can be learned by trying. */
    async #greet(socket: WebSocket, seat: VisitorSeat, token: string): Promise<void> {
      const { site } = seat;
      const mark = await readConversationMark(
        databaseFor(this.env, site),
        site.id,
        await sha256(token),
      ).catch(() => undefined);
      if (!mark) return socket.close(mark === null ? LIVE_CLOSE.gone : LIVE_CLOSE.busy);
      const others = this.#seats().filter((s) => s.is === 'visitor' && s.conversationId === mark.id);
      if (others.length >= MOST.ofConversation) return socket.close(LIVE_CLOSE.full);
      socket.serializeAttachment({ ...seat, conversationId: mark.id } satisfies VisitorSeat);
      tell(socket, { is: 'ready', seq: mark.seq });
      this.#watchSilent();
      this.#tellPresence(mark.id);
    }

    async #member(socket: WebSocket, seat: MemberSeat, said: MemberSays): Promise<void> {
      if (now() - seat.checkedMs >= CHECK_MS) {
        if ((await this.#stillSignedIn([socket])).length === 0) return;
        seat.checkedMs = now();
      }
      if (said.is === 'typing') return this.#tellTyping(seat, said.conversationId);
      const before = seat.looking;
      socket.serializeAttachment({ ...seat, looking: said.conversationId } satisfies MemberSeat);
      for (const at of new Set([before, said.conversationId])) if (at !== null) this.#tellPresence(at);
    }

    /** Of these members' sockets those whose session and role still hold; the others are closed. A busy database closes none. */
    async #stillSignedIn(sockets: WebSocket[]): Promise<WebSocket[]> {
      const kept: WebSocket[] = [];
      for (const socket of sockets) {
        const seat = seatOf(socket) as MemberSeat;
        const session = await readSessionByHash(firstDatabase(this.env), seat.sessionHash, now()).catch(
          () => undefined,
        );
        if (session !== undefined && !mayStillRead(session, seat)) {
          socket.close(LIVE_CLOSE.not_signed_in);
          continue;
        }
        if (session) socket.serializeAttachment({ ...seat, checkedMs: now() } satisfies MemberSeat);
        kept.push(socket);
      }
      return kept;
    }

    #tellTyping(by: Seat, conversationId: string): void {
      for (const socket of this.#open()) {
        const push = typingHeardBy(seatOf(socket), conversationId, by);
        if (push) tell(socket, push);
      }
    }

    #tellPresence(conversationId: string): void {
      const seats = this.#seats();
      for (const socket of this.#open('member')) {
        const seat = seatOf(socket) as MemberSeat;
        if (seat.looking === conversationId) tell(socket, presenceFor(seat, conversationId, seats));
      }
    }

    /** A timer keeps the hub awake for these seconds; an alarm would write a row for each visitor. */
    #watchSilent(): void {
      clearTimeout(this.#deadline);
      const waiting = this.#open('visitor').filter((socket) => isSilent(seatOf(socket)));
      if (waiting.length === 0) return;
      const since = Math.min(...waiting.map((socket) => (seatOf(socket) as VisitorSeat).sinceMs));
      this.#deadline = setTimeout(
        () => {
          for (const socket of this.#open('visitor')) {
            const seat = seatOf(socket);
            if (isSilent(seat) && now() - seat.sinceMs >= SILENT_MS) socket.close(LIVE_CLOSE.silent);
          }
          this.#watchSilent();
        },
        Math.max(50, since + SILENT_MS - now()),
      );
    }

    #open(tag?: Seat['is']): WebSocket[] {
      return this.ctx.getWebSockets(tag).filter(({ readyState }) => readyState === WebSocket.OPEN);
    }

    #seats(): Seat[] {
      return this.#open().map(seatOf);
    }
  };

const isSilent = (seat: Seat): seat is VisitorSeat & { conversationId: null } =>
  seat.is === 'visitor' && seat.conversationId === null;

/** A socket that is just going is told nothing. */
function tell(socket: WebSocket, push: MemberPush | VisitorPush): void {
  try {
    socket.send(JSON.stringify(push));
  } catch {
    // It reads anew when it is back.
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
