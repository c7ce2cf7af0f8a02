// Questions and answers in English: invented people, invented cases, nothing that advises on treatment.
import type { QuestionWords } from './question.ts';

const WORDS: QuestionWords[] = [
  {
    topic: 'doctor',
    text: 'Hello! Which of your doctors speak English?',
    reply: 'Hello! Dr Belova (GP) and Dr Zaytseva (paediatrician) do, and a nurse can join any other visit.',
    thanks: 'Perfect, thank you!',
    outcome: 'solved',
  },
  {
    topic: 'documents',
    text: 'Can you give me the visit summary in English for my insurance?',
    reply: 'Yes, we print it in both languages, free of charge. Please say so at the beginning of the visit.',
    outcome: 'solved',
  },
  {
    topic: 'price',
    text: 'How much is a check-up with blood tests and an ECG?',
    reply: '5,600 ₽ for all of it, done in one morning. Would Tuesday at 8:30 suit you?',
    thanks: 'Tuesday is great.',
    outcome: 'solved',
  },
  {
    topic: 'booking',
    text: 'Is there anything for a sick toddler this evening?',
    reply: 'Yes, 18:20 today. Please tell us the name and age. If it gets worse, call 103.',
    thanks: 'Anna, 2 years. On our way soon!',
    outcome: 'solved',
  },
  {
    topic: 'preparation',
    text: 'Should I fast before a thyroid ultrasound?',
    reply: 'No preparation is needed. A shirt without a high collar is easier.',
    outcome: 'solved',
  },
  {
    topic: 'booking',
    text: 'Please call me, I could not finish the form.',
    callAt: 'after 5 pm',
    reply: 'Called, booked with Dr Belova for Thursday at 12:00.',
    outcome: 'booked_by_phone',
  },
  {
    topic: 'other',
    text: 'Do you take foreign insurance cards?',
    reply: 'You pay here and we give you all papers for a refund: invoice, licence and summary.',
    thanks: 'Thanks for the quick answer.',
    outcome: 'solved',
  },
];

export const QUESTIONS_EN: QuestionWords[] = WORDS.map((words) => ({ ...words, language: 'en' }));
