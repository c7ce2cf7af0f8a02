// The live hub in real workerd: who is told what, in which order, who is put out, and what survives its sleep.
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { addMember, addSite, newSecret, NOON, sha256, testApp } from './support/fixtures.ts';
import { memberSocket, visitorSocket } from './support/sockets.ts';
import { addChannel, message, network, rows } from './support/words.ts';

let undo: () => void;
beforeEach(() => ({ undo } = network(() => new Response('', { status: 200 }))));
afterEach(() => undo());

/** A site that can be asked, its operator, and a visitor who has asked once. */
async function scene() {
  const site = await addSite();
  await addChannel(site.siteId);
  await env.DB.prepare('UPDATE site SET inbox_opened_at = ?1').bind(NOON).run();
  const operator = await addMember(site.clinicId, 'operator');
  const app = testApp();
  const first = message();
  expect((await app.fromPage(`/w/${site.key}/messages`, first)).status).toBe(201);
  const id = await conversationOf(first.token);
  const path = `/api/sites/${site.siteId}/conversations/${id}`;
  const more = (text: string) =>
    app.fromPage(`/w/${site.key}/messages`, message({ token: first.token, erase: first.erase, text }));
  const reply = (text: string, replyId = newSecret()) =>
    app.fromMember(operator.cookie, 'POST', `${path}/replies`, { id: replyId, text });
  return { app, site, operator, first, id, path, more, reply };
}

const conversationOf = async (token: string): Promise<string> =>
  (await rows<{ id: string }>('SELECT id FROM conversation WHERE token_hash = ?1', await sha256(token)))[0]!
    .id;

it('tells the inbox of a question and the panel of a reply, by number and without a word of either', async () => {
  const { app, site, operator, first, id, more, reply } = await scene();
  const inbox = await memberSocket(app, site.siteId, operator.cookie);
  const panel = await visitorSocket(app, site.key, first.token);
  expect(await panel.until(({ is }) => is === 'ready')).toEqual({ is: 'ready', seq: 1 });
  expect((await more('Secret words of a patient')).status).toBe(201);
  expect((await reply('Secret words of the clinic')).status).toBe(201);
  await Promise.all([inbox.settle(), panel.settle()]);
  expect(inbox.told).toEqual([
    { is: 'ready' },
    { is: 'message', conversationId: id, seq: 2 },
    { is: 'message', conversationId: id, seq: 3 },
  ]);
  expect(panel.told).toEqual([
    { is: 'ready', seq: 1 },
    { is: 'message', seq: 2 },
    { is: 'message', seq: 3 },
  ]);
});
