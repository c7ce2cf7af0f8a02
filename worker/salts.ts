// The salt of a local day: random, in KV with an expiry, never in D1, whose backups would remember it.
import { addDays } from './domain/calendar.ts';

/** A day's label is in use from UTC+14 to UTC−12, and by late beacons for two hours more; some hours are to spare. */
const KEPT_HOURS = 40;
const HOUR_MS = 3600_000;

const PREFIX = 'salt:';

const imported = new Map<string, { key: Promise<CryptoKey>; untilMs: number }>();

/** The salt of a date as a key for HMAC; made now if the cron has not made it yet. Remembered by the isolate until it expires. */
export async function saltOf(kv: KVNamespace, day: string, nowMs: number): Promise<CryptoKey> {
  const known = imported.get(day);
  if (known && nowMs < known.untilMs) return known.key;
  for (const [label, { untilMs }] of imported) if (untilMs <= nowMs) imported.delete(label);
  const key = ensureSalt(kv, day, nowMs).then((salt) =>
    crypto.subtle.importKey('raw', Buffer.from(salt, 'base64url'), { name: 'HMAC', hash: 'SHA-256' }, false, [
      'sign',
    ]),
  );
  imported.set(day, { key, untilMs: expiresAtMs(day) });
  key.catch(() => imported.delete(day));
  return key;
}

/** Makes the salts of this date and the two after it in UTC, so that no local day begins without one. */
export async function ensureSalts(kv: KVNamespace, nowMs: number): Promise<void> {
  const today = new Date(nowMs).toISOString().slice(0, 10);
  for (const ahead of [0, 1, 2]) await ensureSalt(kv, addDays(today, ahead), nowMs);
}

/** Deletes what has outlived its date by this clock, though the store lets it expire too: two ways to be gone, one is enough. */
export async function deleteOldSalts(kv: KVNamespace, nowMs: number): Promise<void> {
  const { keys } = await kv.list({ prefix: PREFIX });
  const old = keys.filter(({ name }) => expiresAtMs(name.slice(PREFIX.length)) <= nowMs);
  await Promise.all(old.map(({ name }) => kv.delete(name)));
}

/** 256 random bits, base64url: those stored for the date, or new ones. */
async function ensureSalt(kv: KVNamespace, day: string, nowMs: number): Promise<string> {
  const stored = await kv.get(PREFIX + day);
  if (stored !== null) return stored;
  const salt = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url');
  const seconds = Math.round((expiresAtMs(day) - nowMs) / 1000);
  await kv.put(PREFIX + day, salt, { expirationTtl: Math.max(60, seconds) });
  return salt;
}

const expiresAtMs = (day: string): number => Date.parse(day) + KEPT_HOURS * HOUR_MS;
