// What is sealed opens only with its key, in its place and unchanged; equal values of one site have equal indexes.
import { expect, it } from 'vitest';
import { blindIndex, blindIndexes, seal, sealKeyIds, unseal } from '../worker/seal.ts';

const key = (id: string, byte: number) => `${id}:${Buffer.alloc(32, byte).toString('base64url')}`;
const one = { SEAL_KEYS: key('k1', 1) };
const rotated = { SEAL_KEYS: `${key('k2', 2)} ${key('k1', 1)}` };
const value = { name: 'Анна', phone: '+79990001122' };

it('opens what it sealed, never twice the same text', async () => {
  const [first, second] = [await seal(one, 'contact|s|t', value), await seal(one, 'contact|s|t', value)];
  expect(await unseal(one, 'contact|s|t', first)).toEqual(value);
  expect(first.sealed).not.toBe(second.sealed);
  expect(Buffer.from(first.sealed, 'base64url').toString('utf8')).not.toContain('Анна');
});

it('seals with the first key and opens with any, so that keys can be rotated', async () => {
  const old = await seal(one, 'p', value);
  const fresh = await seal(rotated, 'p', value);
  expect([old.keyId, fresh.keyId]).toEqual(['k1', 'k2']);
  expect(await unseal(rotated, 'p', old)).toEqual(value);
  await expect(unseal(one, 'p', fresh)).rejects.toThrow('no seal key named k2');
});

it('does not open in another place, with another key of the same name, or with a changed byte', async () => {
  const sealed = await seal(one, 'contact|s|t', value);
  await expect(unseal(one, 'contact|s|u', sealed)).rejects.toThrow();
  await expect(unseal({ SEAL_KEYS: key('k1', 9) }, 'contact|s|t', sealed)).rejects.toThrow();
  const bytes = Buffer.from(sealed.sealed, 'base64url');
  for (const at of [0, 12, bytes.length - 1]) {
    const changed = Buffer.from(bytes);
    changed[at]! ^= 1;
    const broken = { ...sealed, sealed: changed.toString('base64url') };
    await expect(unseal(one, 'contact|s|t', broken)).rejects.toThrow();
  }
});

it.each(['', 'k1', 'k1:short', ':AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'])(
  'refuses to seal with the keys "%s"',
  async (SEAL_KEYS) => {
    await expect(seal({ SEAL_KEYS }, 'p', value)).rejects.toThrow('SEAL_KEYS');
  },
);

it('indexes one phone alike within a site only, and by no key that a stranger has', async () => {
  const index = await blindIndex(one, 'site-a', 'phone|79990001122');
  expect(await blindIndex(one, 'site-a', 'phone|79990001122')).toBe(index);
  expect(await blindIndex(one, 'site-b', 'phone|79990001122')).not.toBe(index);
  expect(await blindIndex({ SEAL_KEYS: key('k1', 9) }, 'site-a', 'phone|79990001122')).not.toBe(index);
});

it('puts a new key before those that cannot be read back, and counts one that is named twice once', async () => {
  const both = { ...one, NEW_SEAL_KEY: key('k2', 2) };
  const value = await seal(both, 'p', 1);
  expect([value.keyId, await sealKeyIds(both)]).toEqual(['k2', ['k2', 'k1']]);
  // The last step of a change: the new key stands in both places for a moment, then in one.
  expect(await sealKeyIds({ SEAL_KEYS: key('k2', 2), NEW_SEAL_KEY: key('k2', 2) })).toEqual(['k2']);
  expect(await unseal({ SEAL_KEYS: key('k2', 2) }, 'p', value)).toBe(1);
});

it('finds by every key there is, newest first', async () => {
  const both = { ...one, NEW_SEAL_KEY: key('k2', 2) };
  const of = (keys: Parameters<typeof blindIndex>[0]) => blindIndex(keys, 's', 'phone|79990001122');
  expect(await blindIndexes(both, 's', 'phone|79990001122')).toEqual([await of(both), await of(one)]);
});
