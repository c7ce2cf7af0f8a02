// Who may do what: the roles table as data, read by the Worker's guard and by the dashboard's menu.
import type { Role } from './vocabulary.ts';

export const PERMISSIONS = {
  /** Attention, install state: everybody signed in for the site. */
  overview: ['owner', 'operator', 'viewer', 'webmaster'],
  settings: ['owner', 'webmaster'],
  journey: ['owner', 'viewer', 'webmaster'],
  scores: ['owner', 'viewer'],
  /** Saying that an unusual score has been seen, with a note. */
  signals: ['owner'],
  words: ['owner', 'operator'],
  /** How soon questions are answered: figures only. Which conversations they come from needs `words`. */
  service: ['owner', 'operator', 'viewer'],
  /** The owner's own topics of comments. */
  topics: ['owner'],
  /** Cards and invites, which the front desk hands out: they show how many have answered, and no score. */
  links: ['owner', 'operator'],
  members: ['owner'],
  /** Branches and doctors, the export of a site, and what removes sites and clinics. */
  clinic: ['owner'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

export const mayRole = (role: Role, permission: Permission): boolean =>
  (PERMISSIONS[permission] as readonly Role[]).includes(role);
