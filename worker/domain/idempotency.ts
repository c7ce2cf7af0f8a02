// What makes two sends "the same": the sender's secret mixed into the key, and the words that a resend may not change.
import type { AnswerSend, MessageSend } from '../contract/visitor.ts';

/** The text whose SHA-256 is the stored key: another sender's same id is simply another key. */
export const clientKeyText = (id: string, secret: string): string => `${id}.${secret}`;

/** The text whose SHA-256 is the stored body hash of an answer. What the transport adds (loader, source) may differ. */
export const answerBodyText = (a: AnswerSend): string =>
  JSON.stringify([
    ...[a.question, a.moment, a.survey ?? null, 'score' in a ? a.score : null],
    ...[a.text ?? '', a.language, a.stage ?? null],
  ]);

/** The same for a visitor's message. */
export const messageBodyText = (m: MessageSend): string =>
  JSON.stringify([
    m.erase,
    m.kind,
    m.text,
    m.topic,
    m.when ?? '',
    m.contact?.name ?? '',
    m.contact?.phone ?? '',
    m.contact?.email ?? '',
    m.consent ?? '',
    m.language,
  ]);

/** The same for a clinic's reply: its conversation is part of it, so one id cannot answer two people. */
export const replyBodyText = (conversationId: string, text: string): string =>
  JSON.stringify([conversationId, text]);
