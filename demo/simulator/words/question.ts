// The shape of what simulated visitors ask, and of what the front desk answers.

export type QuestionWords = {
  topic: 'booking' | 'price' | 'doctor' | 'preparation' | 'results' | 'documents' | 'complaint' | 'other';
  text: string;
  reply: string;
  /** The visitor writes once more. */
  thanks?: string;
  /** When a call back suits, in the person's words: makes it a call back with a name and a phone. */
  callAt?: string;
  outcome: 'solved' | 'partly' | 'not_solved' | 'booked_by_phone' | 'not_reached';
  /** Asked only in the week when the form failed. */
  season?: 'bad';
  /** Absent: Russian. */
  language?: 'en';
};
