// The doors by which a member makes their Telegram account known: which bots there are, a code to send to one, and forgetting it.
import { Hono } from 'hono';
import type { Context } from 'hono';
import type { TelegramCode, TelegramView } from '../contract/channels.ts';
import { mayRole } from '../contract/permissions.ts';
import { databases, firstDatabase } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { signedIn } from '../guards/member.ts';
import { sha256 } from '../secrets.ts';
import { listBots } from '../store/bots.ts';
import { readMe } from '../store/profiles.ts';
import { deleteTelegramLinks, listTelegramLinks, upsertTelegramCode } from '../store/telegram-links.ts';

/** How long a code may be sent to the bot. */
const CODE_MS = 10 * 60_000;
/** Letters and digits that are not taken for one another; a link of Telegram's can carry them. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
/** 50 bits, for ten minutes, tried by writing to a bot. */
const CODE_LENGTH = 10;

export function telegramLinkRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.get('/me/telegram', signedIn, async (c) => c.json(await telegramView(c)));
  routes.post('/me/telegram', signedIn, async (c) => {
    const { memberId, onlyClinicId } = c.var.signedIn;
    const code = newCode();
    const expiresAtMs = c.var.now + CODE_MS;
    const stored = { memberId, onlyClinicId, hash: await sha256(code), expiresAtMs };
    await upsertTelegramCode(firstDatabase(c.env), stored);
    return c.json({ code, expiresAtMs } satisfies TelegramCode);
  });
  routes.delete('/me/telegram', signedIn, async (c) => {
    await deleteTelegramLinks(firstDatabase(c.env), c.var.signedIn.memberId);
    return c.body(null, 204);
  });
  return routes;
}

const newCode = (): string =>
  [...crypto.getRandomValues(new Uint8Array(CODE_LENGTH))]
    .map((byte) => ALPHABET[byte % ALPHABET.length])
    .join('');

/** The bots of the sites whose words this member may read. */
async function telegramView(c: Context<AppEnv>): Promise<TelegramView> {
  const me = await readMe(firstDatabase(c.env), c.var.signedIn);
  const siteIds = (me?.clinics ?? [])
    .filter(({ role }) => mayRole(role, 'words'))
    .flatMap(({ sites }) => sites.map(({ id }) => id));
  const [links, ...found] = await Promise.all([
    listTelegramLinks(firstDatabase(c.env), c.var.signedIn.memberId),
    ...databases(c.env).map((db) => listBots(db, siteIds)),
  ]);
  const rows = found.flat();
  const bots = new Map(rows.map(({ hash, name }) => [hash, name]));
  return {
    bots: [...bots].map(([hash, name]) => ({
      name,
      sites: rows.filter((row) => row.hash === hash).map(({ site }) => site),
      linkedAtMs: links.get(hash) ?? null,
    })),
  };
}
