const DAY = 24 * 60 * 60 * 1000

/** What is on the desk in the morning; days count from today, so that it never looks stale. */
export function firstTickets() {
  return [
    ticket('1042', 'Boarding pass does not scan at Pier 4', {
      customer: 'Hanne Vik',
      priority: 'high',
      assignee: 'mara',
      due: 0,
      related: [
        { id: '1038', subject: 'Scanner at Pier 4 shows a red light' },
        { id: '1019', subject: 'Gate reader rejects codes from the app' },
      ],
      messages: [
        [
          'Hanne Vik',
          'The reader at Pier 4 blinks red and I had to show my receipt. Two crossings now.',
        ],
        ['Mara Lind', 'Thank you for telling us. Was it the code in the app, or the one on paper?'],
        ['Hanne Vik', 'The app. The paper one works.'],
      ],
    }),
    ticket('1041', 'Refund for the cancelled 07:40 to Marholm', {
      customer: 'Oskar Nyberg',
      assignee: 'tomas',
      due: 1,
      messages: [
        [
          'Oskar Nyberg',
          'The 07:40 was cancelled for fog. I would like the fare back, not a voucher.',
        ],
      ],
    }),
    ticket('1040', 'Bicycle place booked twice', {
      customer: 'Elif Aydın',
      assignee: 'ines',
      due: 2,
      messages: [['Elif Aydın', 'Same bicycle, same crossing, paid two times. Booking SL-77193.']],
    }),
    ticket('1039', 'Is the café open on the evening crossing?', {
      customer: 'Paul Greve',
      priority: 'low',
      assignee: null,
      due: null,
      messages: [['Paul Greve', 'We are nine people and one of us gets grumpy without soup.']],
    }),
    ticket('1038', 'Scanner at Pier 4 shows a red light', {
      customer: 'Pier 4 crew',
      priority: 'high',
      status: 'waiting',
      assignee: 'mara',
      due: 0,
      related: [{ id: '1042', subject: 'Boarding pass does not scan at Pier 4' }],
      messages: [
        ['Pier 4 crew', 'Restarted twice. It reads paper, it does not read telephones.'],
        ['Mara Lind', 'The supplier sends somebody on the noon boat.'],
      ],
    }),
    ticket('1037', 'Change the name on a season card', {
      customer: 'Runa Holt',
      status: 'waiting',
      priority: 'low',
      assignee: 'tomas',
      due: 4,
      messages: [['Runa Holt', 'I married. The card is still good until March, the name is not.']],
    }),
    ticket('1036', 'Wheelchair lift at Marholm out of order?', {
      customer: 'Agnes Moe',
      priority: 'high',
      assignee: 'ines',
      due: 0,
      messages: [['Agnes Moe', 'The sign says “ask the crew”, the crew says “ask the harbour”.']],
    }),
    ticket('1034', 'Timetable in the app is an hour off', {
      customer: 'Jonas Falk',
      assignee: 'mara',
      due: 3,
      messages: [
        ['Jonas Falk', 'Since I came back from Lisbon every departure is one hour early.'],
      ],
    }),
    ticket('1033', 'Lost: a green umbrella', {
      customer: 'Mina Sand',
      status: 'closed',
      priority: 'low',
      assignee: 'tomas',
      due: -2,
      messages: [
        ['Mina Sand', 'Upper deck, starboard, Tuesday.'],
        ['Tomas Berg', 'Found, dry, and waiting at the ticket office.'],
      ],
    }),
  ]
}

function ticket(id, subject, { messages, due, related = [], ...facts }) {
  const now = Date.now()
  return {
    id,
    subject,
    status: 'open',
    priority: 'normal',
    ...facts,
    due: due === null ? null : new Date(now + due * DAY).toISOString().slice(0, 10),
    related,
    entries: messages.map(([author, text], index) => ({
      kind: 'message',
      at: new Date(now - (messages.length - index) * DAY * 0.31).toISOString(),
      author,
      text,
    })),
  }
}
