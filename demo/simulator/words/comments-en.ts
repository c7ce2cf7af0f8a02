// What simulated visitors write in English beside their score: invented people, invented visits.
import type { CommentWords } from './comment.ts';
import { rated } from './comment.ts';

export const COMMENTS_EN: CommentWords[] = [
  ...rated(5, [
    'The GP spoke perfect English and explained every test. Thank you.',
    'Booked on Monday, seen on Tuesday. The price was exactly what the site said.',
    'The paediatrician was wonderful with our daughter.',
    'Kind reception, clear plan on paper, no rush at all.',
    'Great ultrasound doctor: he turned the screen and showed us everything.',
    'They found an English-speaking nurse for my blood test. Much appreciated.',
  ]),
  ...rated(4, [
    'Very good visit. The sign at the entrance is in Russian only.',
    'Helpful doctor. I would love to pay online.',
    'Everything was fine, the waiting room was a bit warm.',
  ]),
  ...rated(3, [
    'The doctor was good, but the English pages list fewer services than the Russian ones.',
    'Fine, though I waited twenty-five minutes.',
  ]),
  ...rated(2, ['Reception could not find my booking and I had to start again.']),
  ...rated(0, ['Just moved here and looking around.']),
  ...rated(1, ['The booking form kept spinning and the phone was busy.'], 'bad'),
  ...rated(5, ['Three fields and done. Best clinic form I have used here.'], 'after'),
  ...rated(4, ['Booking is easy now. Please add a confirmation by e-mail.'], 'after'),
].map((words) => ({ ...words, language: 'en' }));
