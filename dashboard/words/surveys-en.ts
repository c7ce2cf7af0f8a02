// Words of the section about questions, in English: fetched with the settings.

export const surveysEn = {
  section_surveys: 'Surveys',
  surveys_intro:
    'What visitors are asked, when, and in whose words. A visit meets one question at most, nothing is chosen beforehand, and words are never required.',
  surveys_to_scores: 'See the answers',
  survey_on: 'Ask this question',
  survey_is_on: 'On',
  survey_is_off: 'Off',
  survey_own_words: 'own words',
  survey_share_of: '{share} of visits',
  survey_nps_caution:
    'NPS was made for shops; in health care the words beside the number help more than the number, and with 20 answers its range is ±34 points. “Overall experience” tells more.',
  fix_survey_beside:
    'This does not go together with another question that is on: when the widget opens and when a conversation is closed there is room for one, a stage has one, and the same question at the same moment is asked in the same words.',
  fix_surveys: 'A question that was saved once stays: switch it off instead.',
  survey_key: 'Name for the site',
  survey_key_hint:
    'The site asks by this name: with the element below in its page, or with otklik.open("name"). Small Latin letters, digits, - and _.',
  fix_survey_key: 'Up to 30 small Latin letters, digits, - and _, a letter first; each name once.',
  survey_stage: 'Stage',
  survey_share: 'Of how many visits, %',
  survey_share_hint: 'Of the visits that come to this stage.',
  fix_survey_share: 'A whole number from 1 to 100.',
  survey_title: 'The question in your own words',
  survey_title_hint:
    'Empty fields keep the instrument’s wording, which you see in them and which can be compared with other clinics.',
  wording_yes_no:
    'This can be answered by yes or no. Ask “how” or “how much”, so that the answers on the scale fit.',
  wording_leading:
    'This wording pushes towards an answer. Name no quality that you hope for, or name both ends: “easy or difficult”.',
  survey_new_series:
    'Other words measure something else: from the first answer after saving a new series begins, and it is not added to the earlier one.',
  survey_follow: 'What is asked next',
  survey_follow_on: 'Ask something else after some of the answers',
  survey_follow_hint: 'All are offered the same field for words; only its label differs.',
  survey_follow_when: 'After these answers',
  fix_survey_when: 'Tick at least one answer.',
  survey_preview: 'As on a phone. Try an answer.',
  survey_shows_launcher: 'Stands in the widget when a visitor opens it.',
  survey_shows_stage:
    'A small bubble at the widget’s button, when the visitor has reached the stage. It opens nothing by itself.',
  survey_shows_unfinished:
    'A small bubble at the widget’s button, when the visitor has left the stage without going further. It opens nothing by itself.',
  survey_shows_closed: 'Stands in the widget after your clinic has closed the conversation.',
  survey_shows_card: 'Stands on a page of its own that the QR code on a card opens.',
  survey_shows_invite: 'Stands on a page of its own that a personal link opens, once.',
  survey_shows_call: 'Stands where your site puts it, or opens when your site asks.',
  survey_new: 'One more question',
  survey_question: 'Question',
  survey_moment: 'When',
  survey_add: 'Add',
  survey_limits: 'How often one person is asked',
  survey_limits_hint:
    'This holds for questions that show themselves. Whoever opens the widget, a card or a link is always asked.',
  survey_days: 'Days of rest',
  survey_days_hint: 'After an answer or “not now” this device is not asked again for so many days.',
  fix_survey_days: 'A whole number from 1 to 365.',
  survey_quiet: 'Quiet hours',
  survey_quiet_hint: 'No question shows itself then, by the clock of the clinic.',
  survey_quiet_from: 'From',
  survey_quiet_to: 'Until',
  survey_review: 'Public page for reviews',
  survey_review_hint:
    'A map or a review site. The link is offered after every answer, good or bad, in the same words: asking only the pleased ones is forbidden in many countries, and misleads.',
  fix_survey_review: 'An address that begins with https://',
  doctor_view: 'Show scores by doctor',
  doctor_view_hint:
    'To owners only, in the order of the alphabet, without a ranking. Groups of 1–10 answers stay hidden. Tell the doctors before you switch it on.',
};
