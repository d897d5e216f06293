// The room as a fold of its facts: the same as classrooms/rules/room.py. tests/classrooms/test_fold_in_the_page.py runs
// both over one log and compares the rooms.

import type { FactFrame, PersonState, Room } from "./protocol";

const CHAT_KEPT = 200;
const QUESTIONS_KEPT = 100;
const STROKES_KEPT = 300;

export function emptyRoom(): Room {
  return {
    n: 0, state: "scheduled", opened_at: null, locked: false, slide: 1, board: false, pen: null, ink: {}, people: {}, hands: {}, floor: null,
    chat: [], chat_locked: false, questions: [], polls: {}, poll: null, attention: null, timer: null, reactions: {},
  };
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

function gone(room: Room, person: string | null): void {
  changePerson(room, person, { here: false, mic: false, camera: false });
  if (room.floor === person) room.floor = null;
  if (room.pen === person) room.pen = null;
}

const APPLY: Record<string, (room: Room, fact: FactFrame) => void> = {
  "class.opened": (room, fact) => {
    Object.assign(room, { state: "open", opened_at: fact.at });
  },
  "class.closed": (room) => {
    Object.assign(room, { state: "closed", hands: {}, floor: null, pen: null, timer: null, attention: null });
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
  "room.locked": (room, fact) => {
    room.locked = fact.body.on;
  },
  "seat.left": (room, fact) => gone(room, fact.by),
  "person.removed": (room, fact) => {
    gone(room, fact.body.person);
    delete room.hands[fact.body.person];
  },
  "role.given": (room, fact) => changePerson(room, fact.body.person, { role: fact.body.role }),
  "lane.chosen": (room, fact) => changePerson(room, fact.by, { lane: fact.body.lane }),
  "slide.shown": (room, fact) => {
    Object.assign(room, { slide: fact.body.slide, board: false, reactions: {} });
  },
  "chat.posted": (room, fact) => {
    const line = { n: fact.n, by: fact.by!, at: fact.at, text: fact.body.text, reply: fact.body.reply ?? null, removed: false };
    room.chat = [...room.chat, line].slice(-CHAT_KEPT);
  },
  "chat.removed": (room, fact) => {
    for (const line of room.chat) if (line.n === fact.body.message) Object.assign(line, { text: "", removed: true });
  },
  "chat.locked": (room, fact) => {
    room.chat_locked = fact.body.on;
  },
  "question.asked": (room, fact) => {
    const question = { n: fact.n, by: fact.by!, at: fact.at, text: fact.body.text, votes: 0, mine: false, state: "open" as const };
    room.questions = [...room.questions, question].slice(-QUESTIONS_KEPT);
  },
  "question.voted": (room, fact) => {
    for (const question of room.questions) {
      if (question.n !== fact.body.question) continue;
      question.votes += fact.body.on ? 1 : -1;
      if (fact.body.mine) question.mine = fact.body.on;
    }
  },
  "question.settled": (room, fact) => {
    for (const question of room.questions) {
      if (question.n !== fact.body.question) continue;
      question.state = fact.body.how;
      if (fact.body.how === "removed") question.text = "";
    }
  },
  "board.shown": (room, fact) => {
    room.board = fact.body.on;
  },
  "pen.given": (room, fact) => {
    room.pen = fact.body.person;
  },
  "ink.drawn": (room, fact) => {
    const { surface, colour, width, points } = fact.body;
    room.ink[surface] = [...(room.ink[surface] ?? []), { n: fact.n, by: fact.by!, colour, width, points }].slice(-STROKES_KEPT);
  },
  "ink.undone": (room, fact) => {
    room.ink[fact.body.surface] = (room.ink[fact.body.surface] ?? []).filter((stroke) => stroke.n !== fact.body.stroke);
  },
  "ink.cleared": (room, fact) => {
    delete room.ink[fact.body.surface];
  },
  "hands.lowered": (room) => {
    room.hands = {};
  },
  "mics.muted": (room) => {
    room.floor = null;
    for (const person of Object.values(room.people)) if (person.role === "trainee") person.mic = false;
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
    if ("option" in fact.body) poll.tally[fact.body.option] = (poll.tally[fact.body.option] ?? 0) + 1;
  },
  "poll.closed": (room, fact) => {
    room.polls[fact.body.poll]!.state = "closed";
  },
  "poll.shown": (room, fact) => {
    Object.assign(room.polls[fact.body.poll]!, { tally: fact.body.tally, shown: true });
  },
  "attention.asked": (room, fact) => {
    room.attention = { n: fact.n, until: fact.body.until, answered: 0, mine: false };
  },
  "attention.answered": (room, fact) => {
    const check = room.attention;
    if (!check || check.n !== fact.body.check) return;
    check.answered += 1;
    check.mine ||= Boolean(fact.body.mine);
  },
  "timer.started": (room, fact) => {
    room.timer = { seconds: fact.body.seconds, ends_at: fact.body.ends_at };
  },
  "timer.stopped": (room) => {
    room.timer = null;
  },
  "reaction.sent": (room, fact) => {
    room.reactions[fact.by!] = fact.body.name;
  },
  "mic.changed": (room, fact) => changePerson(room, fact.by, { mic: fact.body.on }),
  "camera.changed": (room, fact) => changePerson(room, fact.by, { camera: fact.body.on }),
};
