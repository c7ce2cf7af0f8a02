// A site's stage rules made ready for the loader: one regular expression per stage, and which stage an act counts as.
import { SYSTEM_STAGES } from '../contract/vocabulary.ts';
import type { Stage, StageRule } from '../contract/settings.ts';
import { stageOfPath } from './address-match.ts';

/** Acts that a rule may count, in the order in which the loader's config holds their stage ids. */
export const ACTS = ['focus', 'submit', 'frame', 'contact'] as const;

const systemIds: ReadonlySet<number> = new Set(Object.values(SYSTEM_STAGES));

/**
 * Address rules as `[stage id, alternatives of the RegExp that stageOfPath builds]`. The first that matches names the
 * stage. They stand from the last stage to the first: `/booking*` and `/booking/thanks` may both match, and the page that is
 * further on the way is meant.
 */
export function addressRules(stages: readonly Stage[]): [number, string][] {
  return stages
    .filter((stage) => patternsOf(stage).length > 0)
    .map((stage): [number, string] => [stage.id, alternatives(patternsOf(stage))])
    .reverse();
}

export type PathMatch = { stage: Stage; pattern: string };

/** Why a path (as `location.pathname` has it) is which stage: the rule that decides, and rules of other stages that match as well and stand back. */
export function explainPath(
  stages: readonly Stage[],
  path: string,
): { chosen: PathMatch | null; others: PathMatch[] } {
  const id = stageOfPath(addressRules(stages), path);
  const matches = stages.flatMap((stage) => {
    const pattern = patternsOf(stage).find((one) => matchesAlone(one, path));
    return pattern === undefined ? [] : [{ stage, pattern }];
  });
  return {
    chosen: matches.find(({ stage }) => stage.id === id) ?? null,
    others: matches.filter(({ stage }) => stage.id !== id),
  };
}

const matchesAlone = (pattern: string, path: string): boolean =>
  stageOfPath([[1, alternatives([pattern])]], path) === 1;

/** The path of an address as people paste it, on or without its site; null for what is none. */
export function pathOfAddress(typed: string): string | null {
  const text = typed.trim();
  // Chromium takes a host with a space in it.
  if (/\s/.test(text)) return null;
  if (text.startsWith('/')) return URL.parse(text, 'https://site.invalid')?.pathname ?? null;
  // A host without a scheme, as browsers show it; a bare word is none.
  const url = URL.parse(/^[^/:]+\.[^/]/.test(text) ? `https://${text}` : text);
  return url && /^https?:$/.test(url.protocol) ? url.pathname : null;
}

/** The stage each of ACTS counts as; 0 for none. When two stages name the same act, the first has it. */
export const actStages = (stages: readonly Stage[]): number[] =>
  ACTS.map((act) => stages.find((stage) => stage.rules.some(({ by }) => by === act))?.id ?? 0);

/** Keys that `data-otklik-stage` and `otklik.stage()` may name: all but the stages the product counts by itself. */
export const namedStages = (stages: readonly Stage[]): Record<string, number> =>
  Object.fromEntries(stages.filter(({ id }) => !systemIds.has(id)).map(({ id, key }) => [key, id]));

const patternsOf = (stage: Stage): string[] =>
  stage.rules
    .filter((rule): rule is Extract<StageRule, { by: 'url' }> => rule.by === 'url')
    .map(({ pattern }) => pattern);

function alternatives(patterns: string[]): string {
  // stageOfPath's own: the language, and the one around all alternatives.
  let groups = 2;
  const sources = patterns.map((pattern) => {
    const { source, captures } = patternSource(pattern, groups);
    groups += captures;
    return source;
  });
  return sources.join('|');
}

/**
 * One pattern without its leading slash. `*` stands for any run of characters; without a star at the end a closing slash is
 * optional. Inner stars are matched as atoms (a look-ahead and its back-reference), each taking the nearest match, so that no
 * pattern can make a visitor's browser try the same characters again and again.
 */
function patternSource(pattern: string, groupsBefore: number): { source: string; captures: number } {
  const [head = '', ...rest] = decoded(pattern).slice(1).replace(/\*+/g, '*').split('*').map(escaped);
  const open = rest.at(-1) === '';
  const inner = open ? rest.slice(0, -1) : rest;
  let captures = 0;
  const tail = inner.map((literal, i) => {
    // The last literal of a closed pattern must end the path: there the longest run is right, and it is tried once.
    if (!open && i === inner.length - 1) return `.*${literal}`;
    captures++;
    return `(?=(.*?${literal}))\\${groupsBefore + captures}`;
  });
  return { source: head + tail.join('') + (open ? '' : '/?$'), captures };
}

const escaped = (literal: string): string => literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function decoded(pattern: string): string {
  try {
    return decodeURI(pattern);
  } catch {
    return pattern;
  }
}
