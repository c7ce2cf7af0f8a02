// What the variables of a ready-made reply say now, in the visitor's language: pure.
import type { Desk } from '../worker/contract/desk.ts';
import type { Thread } from '../worker/contract/members.ts';
import type { Language } from '../worker/contract/vocabulary.ts';
import { localDay } from '../worker/domain/calendar.ts';
import type { VariableValues } from '../worker/domain/canned.ts';
import { spansOn } from '../worker/domain/working-hours.ts';

const CLOSED_TODAY: Record<Language, string> = { ru: 'сегодня закрыто', en: 'closed today' };

/** `at.nowMs` decides which day today is in the clinic's zone. */
export function cannedValues(
  { facts }: Pick<Desk, 'facts'>,
  { contact, language }: Pick<Thread['conversation'], 'contact' | 'language'>,
  at: { member: string; nowMs: number },
): VariableValues {
  const { clinic, phone, email, hours, zone } = facts;
  const isKnown = Object.values(hours.week).some((spans) => spans.length > 0);
  const today = spansOn(hours, localDay(at.nowMs, zone)).map(([from, to]) => `${from}–${to}`);
  return {
    ...{ clinic, phone, email, patient: contact?.name ?? '', member: at.member },
    hours: isKnown ? today.join(', ') || CLOSED_TODAY[language] : '',
  };
}
