// Happenings as the requests that loader and panel would make: the same fields, bodies and headers.
import type { Call } from './play.ts';
import type { Answer, Message } from './happening.ts';
import type { Beacon, Visitor } from './visit.ts';

export type ClinicDoors = { siteKey: string; pageOrigin: string; consent: string };

const LOADER = 'simulated';

export function beaconCall(doors: ClinicDoors, visitor: Visitor, beacon: Beacon): Call {
  const fields = beacon.isFirstPage ? visitor.arrival.fields : {};
  const e = `${beacon.stage}.${beacon.sequence}.${beacon.ageMs}`;
  const body = new URLSearchParams({ ...fields, l: visitor.language, p: beacon.page, e });
  return post(doors, visitor, { door: 'beacon', body: body.toString() });
}

export function answerCall(doors: ClinicDoors, visitor: Visitor, answer: Answer): Call {
  const { id, erase, score, text, stage } = answer;
  const asked = { question: 'fft', moment: 'launcher', score, ...(text && { text }) };
  const body = { id, erase, ...asked, ...copied(visitor, stage) };
  return post(doors, visitor, { door: 'answers', body: JSON.stringify(body) });
}

export function messageCall(doors: ClinicDoors, visitor: Visitor, message: Message): Call {
  const { id, token, erase, words, text, stage, spentMs, contact } = message;
  const body = {
    ...{ id, token, erase, text, spentMs, website: '', topic: words.topic },
    ...(contact
      ? { kind: 'callback', when: words.callAt, contact, consent: doors.consent }
      : { kind: 'message' }),
    ...copied(visitor, stage),
  };
  return post(doors, visitor, { door: 'messages', body: JSON.stringify(body) });
}

const copied = (visitor: Visitor, stage: number | null) => ({
  language: visitor.language,
  ...(stage !== null && { stage }),
  from: visitor.arrival.fields,
  loader: LOADER,
});

const post = (
  doors: ClinicDoors,
  visitor: Visitor,
  { door, body }: { door: string; body: string },
): Call => ({
  method: 'POST',
  path: `/w/${doors.siteKey}/${door}`,
  headers: {
    ...{ Origin: doors.pageOrigin, 'User-Agent': visitor.userAgent, 'CF-Connecting-IP': visitor.address },
    'Content-Type': 'text/plain;charset=UTF-8',
  },
  body,
});
