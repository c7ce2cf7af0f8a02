// Who reads what a patient writes: the clinic's own sentence or the common one, and by which channels the words travel besides.
import type { ChannelKind, Language } from '../contract/vocabulary.ts';

/** The widget's own words for this, said here when something has to follow them; a test keeps the two equal. */
export const COMMON_READERS: Record<Language, string> = {
  ru: 'Сообщения читают сотрудники клиники в часы работы.',
  en: 'Clinic staff read messages in opening hours.',
};

const WORDS = {
  ru: { telegram: 'Telegram', email: 'электронную почту', also: 'Текст передаётся им и через', and: ' и ' },
  en: { telegram: 'Telegram', email: 'e-mail', also: 'The text also reaches them by', and: ' and ' },
} as const satisfies Record<Language, Record<string, string>>;

type Carrier = { kind: ChannelKind; label: string; enabled: boolean; wordsFromMs: number | null };

/**
 * The sentence beside the composer. Empty means the panel's own words; where words leave by a channel, it is named: a messenger
 * and mail by their kind, the clinic's own system by its host.
 */
export function readersText(own: string, channels: readonly Carrier[], language: Language): string {
  const words = WORDS[language];
  const names = channels
    .filter(({ enabled, wordsFromMs }) => enabled && wordsFromMs !== null)
    .map(({ kind, label }) => (kind === 'webhook' ? label : words[kind]));
  if (names.length === 0) return own;
  const unique = [...new Set(names)];
  const [last = '', ...others] = unique.toReversed();
  const list = [others.toReversed().join(', '), last].filter(Boolean).join(words.and);
  const said = own || COMMON_READERS[language];
  return `${/[.!?…]$/.test(said) ? said : `${said}.`} ${words.also} ${list}.`;
}
