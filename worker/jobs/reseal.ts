// The clock's part in changing the seal key: what an older key sealed is sealed by the first one, a bounded piece each run.
import { channelPlace } from '../channels/deliver.ts';
import { openContact, sealedContact } from '../contacts.ts';
import type { Env } from '../env.ts';
import { seal, sealKeyIds, unseal } from '../seal.ts';
import {
  listOldContacts,
  listOldChannels,
  updateResealedChannels,
  updateResealedContacts,
} from '../store/resealing.ts';
import type { OldChannel, OldContact, Resealed, ResealedContact } from '../store/resealing.ts';

/** Rows of a run: each is opened, sealed and indexed, a fraction of a millisecond. */
const CONTACTS = 25;
const CHANNELS = 10;

/**
 * Seals anew what keys other than the first one sealed. Rows whose key is not there any more stay as they are. False while there
 * may be more; throws when a row does not open, after the others were done.
 */
export async function resealOld(env: Env): Promise<boolean> {
  const [, ...former] = await sealKeyIds(env);
  if (former.length === 0) return true;
  const [contacts, channels] = await Promise.all([
    listOldContacts(env.DB, former, CONTACTS),
    listOldChannels(env.DB, former, CHANNELS),
  ]);
  const freshContacts = await settled(contacts.map((contact) => freshContact(env, contact)));
  const freshChannels = await settled(channels.map((channel) => freshChannel(env, channel)));
  await env.DB.batch([
    updateResealedContacts(env.DB, freshContacts),
    updateResealedChannels(env.DB, freshChannels),
  ]);
  const failed = contacts.length + channels.length - freshContacts.length - freshChannels.length;
  if (failed > 0) throw new Error(`${failed} sealed rows do not open`);
  return contacts.length < CONTACTS && channels.length < CHANNELS;
}

async function settled<Row>(rows: Promise<Row>[]): Promise<Row[]> {
  const results = await Promise.allSettled(rows);
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

async function freshContact(env: Env, contact: OldContact): Promise<ResealedContact> {
  const parts = await openContact(env, contact, contact);
  return { id: contact.id, former: contact.sealed, ...(await sealedContact(env, contact, parts)) };
}

async function freshChannel(env: Env, channel: OldChannel): Promise<Resealed> {
  const place = channelPlace(channel.id);
  return {
    id: channel.id,
    former: channel.sealed,
    ...(await seal(env, place, await unseal(env, place, channel))),
  };
}
