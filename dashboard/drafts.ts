// Unsent words of one's own: kept in this browser only, for the person who typed them, until sent, signed out, or three days old.
import { DRAFTS_KEY, keptForPerson } from './forget.ts';

export type Draft = { text: string };

const KEPT_MS = 3 * 86_400_000;
const MOST = 50;

type Stored = { member: string; drafts: Record<string, { text: string; atMs: number }> };

const drafts = keptForPerson<Draft>();
let owner = '';

/** Takes over what this member left in this browser; another one's drafts are deleted unread. */
export function openDrafts(member: string): void {
  if (owner === member) return;
  owner = member;
  const stored = readStored();
  if (stored?.member !== member) return write(null);
  for (const [place, { text, atMs }] of Object.entries(stored.drafts))
    if (Date.now() - atMs < KEPT_MS && !drafts.has(place)) drafts.set(place, { text });
}

/** The unsent text of a place: a conversation, or its note. */
export function draftOf(place: string): Draft {
  const draft = drafts.get(place) ?? { text: '' };
  drafts.set(place, draft);
  return draft;
}

/** Writes it down; an empty one is forgotten. */
export function saveDraft(place: string, text: string): void {
  draftOf(place).text = text;
  if (owner === '') return;
  const before = readStored();
  const kept = before?.member === owner ? before.drafts : {};
  const others = Object.entries(kept).filter(([at, { atMs }]) => at !== place && Date.now() - atMs < KEPT_MS);
  const own = text.trim() === '' ? [] : [[place, { text, atMs: Date.now() }] as const];
  const all = [...others, ...own].slice(-MOST);
  write(all.length === 0 ? null : { member: owner, drafts: Object.fromEntries(all) });
}

/** Typed words that this browser could not write down: closing the tab would lose them. */
export function hasLoose(): boolean {
  const stored = readStored();
  return [...drafts].some(([place, { text }]) => text.trim() !== '' && stored?.drafts[place]?.text !== text);
}

function readStored(): Stored | null {
  try {
    // Written by this file alone.
    return JSON.parse(localStorage.getItem(DRAFTS_KEY) ?? 'null') as Stored | null;
  } catch {
    return null;
  }
}

/** Where storage is forbidden or full, drafts live as long as the tab. */
function write(stored: Stored | null): void {
  try {
    if (stored === null) localStorage.removeItem(DRAFTS_KEY);
    else localStorage.setItem(DRAFTS_KEY, JSON.stringify(stored));
  } catch {
    // Then `hasLoose` makes the browser ask before the tab is closed.
  }
}
