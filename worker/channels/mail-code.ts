// The code of a test letter: who can type it has read the letter. Nothing is stored for it.
import type { Env } from '../env.ts';
import { blindIndex } from '../seal.ts';

/** Letters and digits that are not taken for one another. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const DAY_MS = 86_400_000;

type About = { siteId: string; channelId: string; nowMs: number };

/** Eight characters (40 bits), the same for a channel all through a UTC day. */
export async function mailCode(env: Env, { siteId, channelId, nowMs }: About): Promise<string> {
  const day = Math.floor(nowMs / DAY_MS);
  const mac = Buffer.from(await blindIndex(env, siteId, `mail-code|${channelId}|${day}`), 'base64url');
  return [...mac.subarray(0, 8)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

/** Whether a code is this channel's of today or yesterday. */
export async function isMailCode(env: Env, about: About, typed: string): Promise<boolean> {
  const codes = await Promise.all(
    [0, DAY_MS].map((ago) => mailCode(env, { ...about, nowMs: about.nowMs - ago })),
  );
  return codes.includes(typed);
}
