// The room as a fold of its facts: the same as classrooms/rules/room.py. tests/classrooms/test_fold_in_the_page.py runs
// both over one log and compares the rooms.

import type { FactFrame, PersonState, Room } from "./protocol";

const CHAT_KEPT = 200;

export function emptyRoom(): Room {
  return { n: 0, state: "scheduled", opened_at: null, slide: 1, people: {}, hands: {}, floor: null, chat: [], polls: {}, poll: null, reactions: {} };
}

export function fold(room: Room, fact: FactFrame): Room {
  if (fact.n <= room.n) return room;
  APPLY[fact.kind]?.(room, fact);
  room.n = fact.n;
  return room;
}

// Whose turn it is: silent longest first; the same as classrooms/rules/hands.py.
export function inTurn(room: Room): string[] {
  const key = (person: string): string => `${room.people[person]?.spoke_at ?? ""}\u0000${room.hands[person]}\u0000${person}`;
  return Object.keys(room.hands).sort((one, other) => (key(one) < key(other) ? -1 : 1));
}

function changePerson(room: Room, person: string | null, changes: Partial<PersonState>): void {
  const known = person ? room.people[person] : undefined;
  if (known) Object.assign(known, changes);
}

const APPLY: Record<string, (room: Room, fact: FactFrame) => void> = {
  "class.opened": (room, fact) => {
    Object.assign(room, { state: "open", opened_at: fact.at });
  },
  "class.closed": (room) => {
    Object.assign(room, { state: "closed", hands: {}, floor: null });
    for (const person of Object.values(room.people)) Object.assign(person, { here: false, mic: false, camera: false });
  },
  "seat.joined": (room, fact) => {
    const before = room.people[fact.by!];
    room.people[fact.by!] = {
      name: fact.body.name,
      role: fact.body.role,
      here: true,
      lane: before?.lane ?? "voice",
      mic: false,
      camera: false,
      spoke_at: before?.spoke_at ?? null,
    };
  },
  "seat.left": (room, fact) => {
    changePerson(room, fact.by, { here: false, mic: false, camera: false });
    if (room.floor === fact.by) room.floor = null;
  },
  "lane.chosen": (room, fact) => changePerson(room, fact.by, { lane: fact.body.lane }),
  "slide.shown": (room, fact) => {
    room.slide = fact.body.slide;
    room.reactions = {};
  },
  "chat.posted": (room, fact) => {
    const line = { n: fact.n, by: fact.by!, at: fact.at, text: fact.body.text, removed: false };
    room.chat = [...room.chat, line].slice(-CHAT_KEPT);
  },
  "chat.removed": (room, fact) => {
    for (const line of room.chat) if (line.n === fact.body.message) Object.assign(line, { text: "", removed: true });
  },
  "hand.raised": (room, fact) => {
    room.hands[fact.by!] ??= fact.at;
  },
  "hand.lowered": (room, fact) => {
    delete room.hands[fact.body.person];
  },
  "floor.given": (room, fact) => {
    const person: string = fact.body.person;
    if (room.floor && room.floor !== person) changePerson(room, room.floor, { mic: false });
    room.floor = person;
    delete room.hands[person];
    changePerson(room, person, { spoke_at: fact.at });
  },
  "floor.returned": (room) => {
    changePerson(room, room.floor, { mic: false });
    room.floor = null;
  },
  "poll.opened": (room, fact) => {
    const { poll, question, options } = fact.body;
    room.polls[poll] = { question, options, state: "open", answered: 0, tally: options.map(() => 0), mine: null, shown: false };
    room.poll = poll;
  },
  "poll.answered": (room, fact) => {
    const poll = room.polls[fact.body.poll]!;
    poll.answered += 1;
    if (fact.body.mine) poll.mine = fact.body.option;
    else if ("option" in fact.body) poll.tally[fact.body.option] = (poll.tally[fact.body.option] ?? 0) + 1;
  },
  "poll.closed": (room, fact) => {
    room.polls[fact.body.poll]!.state = "closed";
  },
  "poll.shown": (room, fact) => {
    Object.assign(room.polls[fact.body.poll]!, { tally: fact.body.tally, shown: true });
  },
  "reaction.sent": (room, fact) => {
    room.reactions[fact.by!] = fact.body.name;
  },
  "mic.changed": (room, fact) => changePerson(room, fact.by, { mic: fact.body.on }),
  "camera.changed": (room, fact) => changePerson(room, fact.by, { camera: fact.body.on }),
};
