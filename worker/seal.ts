// Seals contacts and channel secrets with a key that is not in the database; blind indexes find one person's contacts.
import type { Env } from './env.ts';

type Keys = Pick<Env, 'SEAL_KEYS' | 'NEW_SEAL_KEY'>;
export type Sealed = { keyId: string; sealed: string };
type SealKey = { id: string; seal: CryptoKey; index: CryptoKey };

const IV_BYTES = 12;
const bytes = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text));

/** Deriving takes some crypto calls, so the keys of the last values are kept. */
let derived: { text: string; keys: Promise<SealKey[]> } | undefined;

/** The new key first, if there is one: it seals from then on, all open. One that is named twice counts once. */
function sealKeys({ NEW_SEAL_KEY = '', SEAL_KEYS = '' }: Keys): Promise<SealKey[]> {
  const text = `${NEW_SEAL_KEY} ${SEAL_KEYS}`;
  if (derived?.text !== text) {
    const pairs = [...new Set(text.split(/\s+/).filter(Boolean))];
    derived = { text, keys: Promise.all(pairs.map(deriveKey)) };
  }
  return derived.keys;
}

/** Two keys from one secret by HKDF (RFC 5869), so that sealing and indexing never share a key. */
async function deriveKey(pair: string): Promise<SealKey> {
  const [id = '', secret = ''] = pair.split(':');
  const raw = Buffer.from(secret, 'base64url');
  if (!id || raw.length !== 32) throw new Error('SEAL_KEYS must hold keyId:base64url(32 bytes) pairs');
  const master = await crypto.subtle.importKey('raw', new Uint8Array(raw), 'HKDF', false, ['deriveKey']);
  const by = (info: string) => ({
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(32),
    info: bytes(info),
  });
  const [seal, index] = await Promise.all([
    crypto.subtle.deriveKey(by('seal'), master, { name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]),
    crypto.subtle.deriveKey(by('index'), master, { name: 'HMAC', hash: 'SHA-256', length: 256 }, false, [
      'sign',
    ]),
  ]);
  return { id, seal, index };
}

async function firstKey(env: Keys): Promise<SealKey> {
  const [key] = await sealKeys(env);
  if (!key) throw new Error('SEAL_KEYS is empty');
  return key;
}

/** Seals `value` with the first key. `place` binds it to its row: elsewhere it does not open. */
export async function seal(env: Keys, place: string, value: unknown): Promise<Sealed> {
  const key = await firstKey(env);
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const algorithm = { name: 'AES-GCM', iv, additionalData: bytes(place) };
  const box = await crypto.subtle.encrypt(algorithm, key.seal, bytes(JSON.stringify(value)));
  return { keyId: key.id, sealed: Buffer.concat([iv, new Uint8Array(box)]).toString('base64url') };
}

/** Opens what `seal` made for the same place. Throws on a lost key, another place or a changed byte. */
export async function unseal(env: Keys, place: string, { keyId, sealed }: Sealed): Promise<unknown> {
  const key = (await sealKeys(env)).find(({ id }) => id === keyId);
  if (!key) throw new Error(`no seal key named ${keyId}`);
  const all = new Uint8Array(Buffer.from(sealed, 'base64url'));
  const algorithm = { name: 'AES-GCM', iv: all.slice(0, IV_BYTES), additionalData: bytes(place) };
  const opened = await crypto.subtle.decrypt(algorithm, key.seal, all.slice(IV_BYTES));
  return JSON.parse(new TextDecoder().decode(opened)) as unknown;
}

/** Ids of the keys there are, the one that seals first. */
export const sealKeyIds = async (env: Keys): Promise<string[]> => (await sealKeys(env)).map(({ id }) => id);

/** A keyed hash that is equal for equal values of one site: finds a person's contacts without opening any. */
export const blindIndex = async (env: Keys, siteId: string, value: string): Promise<string> =>
  indexBy(await firstKey(env), siteId, value);

/** The same by every key there is: while keys are being changed, some contacts are still indexed by an older one. */
export const blindIndexes = async (env: Keys, siteId: string, value: string): Promise<string[]> =>
  Promise.all((await sealKeys(env)).map((key) => indexBy(key, siteId, value)));

const indexBy = async ({ index }: SealKey, siteId: string, value: string): Promise<string> =>
  Buffer.from(await crypto.subtle.sign('HMAC', index, bytes(`${siteId}|${value}`))).toString('base64url');
