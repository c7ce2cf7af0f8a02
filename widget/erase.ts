// Erasing at the clinic what this device has sent, by its own secrets: all of it, or one answer.
import type { EraseSend } from '../worker/contract/visitor.ts';
import type { Box, Item, Outbox } from './outbox.ts';

/** Erases all at the clinic, then forgets it here. False: the clinic could not be reached. */
export const eraseAll = (outbox: Outbox, box: Box | undefined): Promise<boolean> =>
  outbox.alone(async () => {
    const done = await eraseThere(outbox, erasures(box));
    if (done) await outbox.forget();
    return done;
  });

/** Takes an answer back: at the clinic, where it may be without our knowing, then here. False: the clinic could not be reached. */
export const withdraw = (outbox: Outbox, { id, erase }: Pick<Item, 'id' | 'erase'>): Promise<boolean> =>
  outbox.alone(async () => {
    const done = await eraseThere(outbox, [{ what: 'answer', id, erase }]);
    if (done) await outbox.drop(id);
    return done;
  });

async function eraseThere(outbox: Outbox, bodies: EraseSend[]): Promise<boolean> {
  for (const body of bodies) {
    const { status } = await outbox.post('erase', body);
    // 404: it never arrived there, or is gone already.
    if (status !== 404 && (status < 200 || status > 299)) return false;
  }
  return true;
}

/** What to ask the clinic to delete. A send without an answer may have arrived all the same, so it is asked for too. */
function erasures(box: Box | undefined): EraseSend[] {
  if (!box) return [];
  const sent = box.items.filter((item) => item.state !== 'refused');
  const bodies = sent
    .filter((item) => item.door === 'answers')
    .map(({ id, erase }): EraseSend => ({ what: 'answer', id, erase }));
  if (box.view || sent.some((item) => item.door === 'messages')) {
    bodies.push({ what: 'conversation', token: box.token, erase: box.erase });
  }
  return bodies;
}
