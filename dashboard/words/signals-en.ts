// Words of the page about signals, in English: fetched with it.

export const signalsEn = {
  sig_intro:
    'A signal is a deviation that statistics supports. It says “unusual, worth a look”, never “worse because of…”. Every rule is wrong now and then; here is how often, so that you know what a signal weighs.',
  sig_rules: 'What raises a signal',
  sig_trend: 'Unusually high or low',
  sig_trend_what:
    'The newest whole week (or month, or quarter) lies beyond the limits of ordinary variation, is the seventh in a row on one side of the average, the seventh that only rises or only falls, or one of two in three near a limit. Only the newest point is judged, only with at least {fewest} answers, and only for the score that the overview names: every further chart would add false alarms.',
  sig_low: 'Steadily under 70%',
  sig_low_what:
    '“Watch” when three whole periods in a row are under 70% with at least 20 answers each. “Act” when even the upper end of the 95% range of the last eight weeks is under 70%, with at least 50 answers.',
  sig_burst: 'Many answers in one day',
  sig_burst_what:
    'At least three answers, and so many that chance brings them less than once in a hundred days, measured by the eight weeks before. Something happened, or somebody votes in a heap. Every answer is kept.',
  sig_response: 'Fewer of those asked answer',
  sig_response_what:
    'The share of those asked who answer fell from the eight weeks before to the last four, beyond doubt (95%), with at least 100 asked on both sides. Then other people answer than before, and scores can move without any change at the clinic. Pages count how often they ask, so this can be forged.',
  sig_false: 'How often chance alone raises one',
  sig_false_what:
    'Charts of 24 points where nothing ever changes and 90% are good: of 100 charts, so many have at least one flag. The fewer answers a point has, the more often. That is why points are widened until they have about 20 answers, and why points under {fewest} are left out.',
  sig_answers: 'Answers a point, about',
  sig_all: 'Limits of all points',
  sig_first: 'Limits of the first twelve',
  sig_late: 'After the first twelve',
  sig_of_100: '{n} of 100',
  sig_normal:
    'For comparison, values that vary as by the book (normal distribution): {all} of 100, or {first} with limits of the first twelve.',
  sig_seen: 'How often a real change is seen',
  sig_seen_what:
    'The share of good ratings falls from 90 to 80% and stays there: of 100 charts, so many flag it within twelve points. Beside it, how many raise a flag in the same time without any fall.',
  sig_seen_real: 'With the fall',
  sig_seen_chance: 'Without it',
  sig_others: 'The other rules',
  sig_low_rate:
    'One week of 20 answers lies under 70% in {one} of 100 weeks although the true share is 75%. “Watch” asks for three in a row and is wrong in less than {watch} of 100 looks, “Act” in less than {act}. When the true share is 60%, “Act” sees it in {seen} of 100 with {answers} answers.',
  sig_burst_rate: 'Chance alone brings a day that counts as a burst in about {rate} of 100 days at most.',
  sig_response_rate:
    'Without any change “fewer answer” is raised in less than {most} of 100 looks. A fall from 30 to 20% is seen in more than {seen} of 100, with 800 asked before and 400 since.',
  sig_do: 'What to do with one',
  sig_do_read: 'Read what people wrote in that time, the lowest ratings first.',
  sig_do_ask: 'Ask yourself what happened then: a new form, a doctor on holiday, a queue.',
  sig_do_wait: 'If nothing comes to mind, wait for the next point: chance rarely repeats itself.',
  sig_do_note: 'Mark it as seen, with what you know. The note stays on the Satisfaction page.',
  sig_made:
    'All numbers come from 10,000 simulated runs each, repeated with every change of the program; a run that differs by more than 3 points stops it. The rules are those of NHS “Making Data Count”.',
};
