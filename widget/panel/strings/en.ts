// Every word of the panel in English.

export const close = 'Close';
export const back = 'Back';
export const cancel = 'Cancel';
export const send = 'Send';
export const sending = 'Sending…';
export const urgent = 'If you need urgent help, call';
export const hello = 'How can we help?';
export const loadFailed = 'No connection. Try again';

export const ask = 'Ask a question';
export const callback = 'Request a call';
export const mine = 'My messages';
export const reach = 'Phone and opening hours';

export const optional = 'optional';
export const whoRates = 'The clinic’s staff read this without a name; no reply comes to it.';
export const withdraw = 'Withdraw';
export const review = 'Write a public review';
export const thanks = 'Thank you, we have your answer';
export const wait = 'Not sent yet. It will be sent by itself once there is a connection';
export const troubled = 'Sending does not work for now, calling is safer:';

export const shared = 'Other people use this device';
export const sharedMore = 'The messages go with this tab';

export const askTitle = 'Question to the clinic';
export const kind = 'How to reach you';
export const message = 'Message';
export const call = 'Call back';
export const topic = 'Topic';
export const topics = {
  booking: 'Booking a visit',
  price: 'Prices and insurance',
  doctor: 'Choosing a doctor',
  preparation: 'Preparation',
  results: 'Results',
  documents: 'Documents',
  complaint: 'Complaint or thanks',
  other: 'Something else',
};
export const question = 'Your question';
export const notice =
  'This is not medical advice. Please leave out diagnoses, test results and document numbers.';
export const readers = 'Clinic staff read messages in opening hours.';
export const openUntil = 'Open now, until {time}';
export const opensNext = 'Closed now. We open {day} at {time}';
export const clinicTime = 'clinic time';
export const contact = 'Contact';
export const contactMore = 'The reply appears here, a contact is not needed.';
export const phone = 'Phone';
export const email = 'Email';
export const name = 'Your name';
export const when = 'When it suits you';
export const consent = 'I agree that these contact details are used to reply to me. By: {legal}.';
export const policy = 'Privacy policy';

export const needText = 'Write at least a few words';
export const badPhone = 'Enter a phone number of at least five digits';
export const badEmail = 'Check the address';
export const needConsent = 'Tick the consent or remove the details';

export const closed = 'Nobody answers questions here at the moment. Please call or write:';
export const hours = 'Opening hours';
export const dayOff = 'closed';

export const you = 'You';
export const notSent = 'Not sent yet, will be sent by itself';
export const received = 'Received by the clinic';
export const typing = 'The clinic is typing…';
export const answered = 'Answered';
export const rating = 'Your rating';
export const more = 'Write more';
export const edit = 'Edit';
export const clear = 'Clear from this device';
export const erase = 'Erase at the clinic too';
export const sure = 'This cannot be undone.';
export const cleared = 'Done';

export const refusedOther = 'The clinic did not accept this. Edit it, or call.';

export const unofficial =
  'This is not the official channel. An official complaint is made to the clinic in writing, and is answered in the time the law sets.';

export const counted = 'What we count';
export const counts = {
  statistics:
    'Steps of visitors: found the clinic, chose, booked. No names, page addresses or cookies. During the day the steps are tied by a temporary code; then only totals remain.',
  'on-open': 'Steps of visitors from the moment you opened this window. No names, page addresses or cookies.',
  off: 'Visitors’ steps are not counted here.',
};
export const device =
  'Your device keeps only what you sent, for 14 days after the last message, and a mark that you have been asked.';
export const place = 'Where the data is kept';
export const places = {
  eu: 'European Union',
  us: 'United States',
  global: 'Cloudflare, several countries',
  russia: 'statistics without names at Cloudflare; no texts or contacts taken',
};
export const who = 'Who processes it';
export const whoMore = '{clinic}, with the Otklik service on Cloudflare servers';
export const stop = 'Do not count my visits';
