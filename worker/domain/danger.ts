// Whether a text speaks of an emergency: looked for on the visitor's own device while they write, to show the emergency line in
// time. It blocks nothing, promises nothing and tells nobody; a miss costs what a clinic's form costs today.
import { DANGER_EN, DANGER_RU } from './danger-words.ts';

/** Words that two parts of a sign may lie apart. */
const APART = 6;
/** Beginnings at least this long also match with one slip of the finger. */
const FUZZY = 6;

type Alternative = readonly { text: string; whole: boolean }[];
type Rule = readonly (readonly Alternative[])[];

const parseRule = (rule: string): Rule =>
  rule
    .split(' + ')
    .map((group) =>
      group
        .split(' ')
        .map((alternative) =>
          alternative
            .split('_')
            .map((part) => ({ text: part.replace(/\.$/, ''), whole: part.endsWith('.') })),
        ),
    );

let rules: Rule[] | undefined;

/** True when a sentence of the text holds a sign of an emergency that is not denied, long past or a question of money. */
export function speaksOfDanger(text: string): boolean {
  rules ??= [...DANGER_RU, ...DANGER_EN].map(parseRule);
  const plain = text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/(\p{L})\1{2,}/gu, '$1');
  if (FIGURE_OF_SPEECH.test(plain) || isCalm(plain)) return false;
  return plain
    .split(/[.!?;\n]+(?!\d)/)
    .map((sentence) => sentence.match(/[\p{L}]+|\d+(?:[.,]\d+)?/gu) ?? [])
    .some((words) => rules!.some((rule) => holds(rule, words)));
}

/** What people say in jest, in anger at a queue, or on their way to the car park. */
const FIGURE_OF_SPEECH =
  /от скуки|от смеха|со смеху|от любопытств|от стыда|от зависти|от жары в|цен(ы|ник) |счет(а|е|ом)? |проветр|кондиционер|духот|парфюм|стоянк|парков|шлагбаум|lol|haha|perfume|parking|\bpark\b|stroke of (genius|luck)|heart attack (with|from|at|when i saw) |bill|of boredom|of laughter|laughing|bored/;
const LONG_PAST =
  /(год|года|лет|месяц\S*|недел\S*) назад|прошл\S+ (год|месяц|лет|зим|весн|осен)|в (19|20)\d\d|когда-то|в детстве|years? ago|months? ago|weeks? ago|last (year|month|summer|winter|spring|autumn)|in (19|20)\d\d|as a child|used to/;
const MONEY =
  /цен|стоим|стоит|прайс|скидк|запис(ать|ыва|ь)|справк|анализ|реабилит|профилакт|восстановлен|лекци|курс|обучен|страхов|расписан|график|вакан|полис|how much|price|cost|appointment|prevent|rehab|course|training|insurance|certificate|schedule|book |check-?up|discount|screening|vacanc|рекоменд|месячны|маммолог|молочн|стоматолог|teach|first aid|is (that|it) (even )?possible|возможна\?|заранее|отзыв|спасибо|благодар|thank/;
const NOW =
  /сейчас|срочно|помогите|умира|сильн|очень|резк|внезап|вдруг|теря|не мо(гу|жет)|скорую|only now|right now|now|urgent|help|suddenly|severe|can.?t|cannot|emergency|today|сегодня|час назад|минут назад|hours? ago|minutes? ago/;

/** Of what is over, or of papers and prices, a clinic may be asked in peace, unless the words say that it is now. */
const isCalm = (plain: string): boolean => (LONG_PAST.test(plain) || MONEY.test(plain)) && !NOW.test(plain);

function holds(rule: Rule, words: readonly string[]): boolean {
  const places = rule.map((group) => placesOf(group, words));
  if (places.some((found) => found.length === 0)) return false;
  const [first = [], ...others] = places;
  return first.some((at) => others.every((found) => found.some((place) => Math.abs(place - at) <= APART)));
}

/** Where in the sentence one of the alternatives begins and is not denied. */
function placesOf(group: readonly Alternative[], words: readonly string[]): number[] {
  const found: number[] = [];
  for (let at = 0; at < words.length; at++)
    if (group.some((alternative) => stands(alternative, words, at) && !isDenied(alternative, words, at)))
      found.push(at);
  return found;
}

/** Many write "ни" for "не". */
const stands = (alternative: Alternative, words: readonly string[], at: number): boolean =>
  alternative.every(({ text, whole }, i) => {
    const word = words[at + i];
    return word !== undefined && (whole ? word === text : begins(word === 'ни' ? 'не' : word, text));
  });

function begins(word: string, text: string): boolean {
  if (word.startsWith(text)) return true;
  // A number is what it is, and short beginnings would match everything.
  if (text.length < FUZZY || word.length < FUZZY - 1 || /\d/.test(text)) return false;
  return [text.length - 1, text.length, text.length + 1].some((n) => isOneSlip(word.slice(0, n), text));
}

/** One letter too many, missing, wrong, or two changed over. The first letter is trusted. */
function isOneSlip(word: string, text: string): boolean {
  if (word[0] !== text[0] || Math.abs(word.length - text.length) > 1) return false;
  let i = 0;
  while (i < text.length && word[i] === text[i]) i++;
  const [rest, wanted] = [word.slice(i), text.slice(i)];
  return (
    rest.slice(1) === wanted.slice(1) ||
    rest.slice(1) === wanted ||
    rest === wanted.slice(1) ||
    (rest.slice(2) === wanted.slice(2) && rest[0] === wanted[1] && rest[1] === wanted[0])
  );
}

const DENIES_NEXT = /^(не|ни|нет|без|not|no|never|without|isnt|arent|wasnt|dont|doesnt|didnt|havent|hasnt)$/;
const DENIES_BEFORE = /^(нет|нету|отсутств\S*|прошл[аои]|прошел|free|не бы\S+)$/;
const UNABLE = /^(мог|мож|смог|смож|получа|удает|able|can$|could|чувству|ощуща)/;

/** "No chest pain", "болей нет". What a rule itself says with "not" ("cannot breathe") is no denial. */
function isDenied(alternative: Alternative, words: readonly string[], at: number): boolean {
  if (alternative.length > 1 || /^(без|нет|cant)$/.test(alternative[0]!.text)) return false;
  const before = words.slice(Math.max(0, at - 2), at);
  // "Cannot breathe" denies the ability, not the sign.
  const unable = before.some((word) => UNABLE.test(word));
  if (before.some((word) => DENIES_NEXT.test(word)) && !unable) return true;
  if (/^(not|no|never|without)$/.test(words[at - 3] ?? '') && !unable) return true;
  // "don't", "isn't": the apostrophe parts them.
  const [last = '', lastButOne = ''] = words.slice(Math.max(0, at - 3), at).toReversed();
  if ((last === 't' || lastButOne === 't') && !unable) return true;
  return [1, 2, 3].some(
    (n) =>
      (n < 3 && DENIES_BEFORE.test(words[at + n] ?? '')) ||
      DENIES_BEFORE.test(`${words[at + n]} ${words[at + n + 1]}`),
  );
}
