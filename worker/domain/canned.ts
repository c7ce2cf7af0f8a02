// Variables of ready-made replies: what there is, how one is filled in, and what keeps a text from being sent.
import { VARIABLE } from '../contract/desk.ts';
import type { Language } from '../contract/vocabulary.ts';

/** Each by its name in either language: a template reads as its author writes. */
export const VARIABLES = {
  clinic: { en: 'clinic', ru: 'клиника' },
  phone: { en: 'phone', ru: 'телефон' },
  email: { en: 'email', ru: 'почта' },
  hours: { en: 'hours', ru: 'часы' },
  patient: { en: 'name', ru: 'имя' },
  member: { en: 'me', ru: 'я' },
} as const satisfies Record<string, Record<Language, string>>;
export type Variable = keyof typeof VARIABLES;
/** What each says now; empty when there is nothing to say. */
export type VariableValues = Record<Variable, string>;

const NAMES = new Map<string, Variable>(
  (Object.keys(VARIABLES) as Variable[]).flatMap((variable) =>
    Object.values(VARIABLES[variable]).map((name) => [name, variable] as const),
  ),
);
const named = (name: string): Variable | undefined => NAMES.get(name.trim().toLowerCase());

/** Braces in a value would look like variables. */
const said = (values: VariableValues, variable: Variable): string =>
  values[variable].replace(/[{}]/g, '').trim();

/** Values are put in once, as plain text, and never read again. */
export const fillIn = (text: string, values: VariableValues): string =>
  text.replace(new RegExp(VARIABLE, 'gu'), (whole, name: string) => {
    const variable = named(name);
    return (variable && said(values, variable)) || whole;
  });

export type Left = {
  /** As it stands in the text, braces included. */
  name: string;
  /** `unknown`: there is no such variable. `empty`: there is, and nothing to put in. `known`: it would be filled in. */
  why: 'unknown' | 'empty' | 'known';
};

/** Variables that a text still holds, each once: with any of them it is not sent. */
export function variablesLeft(text: string, values: VariableValues): Left[] {
  const names = [...text.matchAll(new RegExp(VARIABLE, 'gu'))].map(
    ([whole, name = '']) => [whole, name] as const,
  );
  return [...new Map(names)].map(([whole, name]) => {
    const variable = named(name);
    if (!variable) return { name: whole, why: 'unknown' };
    return { name: whole, why: said(values, variable) ? 'known' : 'empty' };
  });
}

/** The site's own replies for this topic first, then those for any, then the rest; by title within each. */
export const byTopic = <Reply extends { title: string; topic: string }>(
  replies: Reply[],
  topic: string,
): Reply[] =>
  replies.toSorted((a, b) => rank(a.topic, topic) - rank(b.topic, topic) || a.title.localeCompare(b.title));

const rank = (own: string, topic: string): number => (own === topic ? 0 : own === '' ? 1 : 2);
