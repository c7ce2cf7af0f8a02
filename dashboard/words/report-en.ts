// English words of the printable report.
export const reportEn = {
  report_made_on: 'made on {day}',
  report_series: 'What was measured: {series}. Different questions and moments are never added together.',
  report_words: 'What people write about',
  report_comments: {
    one: '{n} comment with words came in the period.',
    other: '{n} comments with words came in the period.',
  },
  report_topic: 'Topic',
  report_topics_note:
    'A comment may carry several topics. The share is of all comments of the period. Without a topic: {n}.',
  report_no_topics: 'None of the topics came up in them. Without a topic: {n}.',
  report_service: 'How questions are answered',
  report_no_questions: 'There were no questions in this period.',
  report_questions: { one: '{n} question in the period.', other: '{n} questions in the period.' },
  report_working_time: 'Times are working time, by the clinic’s hours.',
  report_clock: 'What is counted',
  report_median: 'Usually within',
  report_in_time: 'In time',
  report_n: 'Questions',
  report_first_reply: 'First reply by a person',
  report_solved: 'From question to closing',
  report_first_contact: 'Solved at first contact: {share}, of {n}. A dash means fewer than ten.',
  report_foot:
    'For the clinic’s own people: small numbers are shown too. There are no words or contacts of patients in it. Ranges are 95% ranges.',
};
