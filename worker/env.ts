// What the Worker is given: bindings, variables and the per-request values that guards put in place.
import type { LiveHub } from './live/hub.ts';
import type { Site } from './store/sites.ts';
import type { SignedIn } from './guards/member.ts';

export type Env = {
  DB: D1Database;
  /** Further databases, see databases.ts. */
  DB2?: D1Database;
  DB3?: D1Database;
  /** Salts of the day: a store with expiry, never D1. */
  SALTS: KVNamespace;
  ASSETS: Fetcher;
  /** The live hubs, one a site, named by its id. Absent where none are offered: then everybody polls. */
  LIVE?: DurableObjectNamespace<LiveHub>;
  /** The only source of links and of this origin; never the Host header. No trailing slash. */
  PUBLIC_URL: string;
  /** The data place this deployment's database was created for. */
  DATA_PLACE: string;
  /** `keyId:base64url(32 bytes)` pairs joined by spaces; the first seals, all open. */
  SEAL_KEYS: string;
  /** A pair that is to take their place: it comes first. A secret cannot be read back, so it could not be put before them. */
  NEW_SEAL_KEY?: string;
  /** Statements one run of the fold may use; absent: what the free plan allows. */
  FOLD_QUERIES?: string;
  /** Base of Telegram's Bot API when it is not the public one: a local peer, or a server of one's own. */
  TELEGRAM_API?: string;
  /** An HTTP mail API (`POST /emails`), its key (a secret) and the sender: all three, or this deployment sends no mail. */
  MAIL_API?: string;
  MAIL_KEY?: string;
  MAIL_FROM?: string;
};

export type AppEnv = {
  Bindings: Env;
  Variables: {
    /** Epoch ms of this request; the clock is an argument of the app. */
    now: number;
    /** Set by guards/page.ts or by guards/member.ts for routes that name a site. */
    site: Site;
    /** Set by guards/member.ts. */
    signedIn: SignedIn;
    /** Set by guards/member.ts where the address names a site: that site as the first database lists it, nobody's yet. */
    listed: Site | null;
  };
};
