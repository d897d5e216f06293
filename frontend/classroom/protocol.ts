// The frames of docs/protocol/classrooms.md, as the page sees them.

export const VERSION = 1;

export type Lane = "picture" | "voice" | "text";
export type Words = { ar: string; en: string };

export interface PersonState {
  name: string;
  role: "instructor" | "assistant" | "trainee";
  here: boolean;
  lane: Lane;
  mic: boolean;
  camera: boolean;
  spoke_at: string | null;
}

export interface ChatLine {
  n: number;
  by: string;
  at: string;
  text: string;
  reply: number | null;
  removed: boolean;
}

export interface QuestionState {
  n: number;
  by: string;
  at: string;
  text: string;
  votes: number;
  mine: boolean;
  state: "open" | "answered" | "removed";
}

export type Colour = "ink" | "red" | "blue" | "green";

export interface Line {
  colour: Colour;
  width: number;
  // x, y and pressure in thousandths, one after the other.
  points: number[];
}

export interface Stroke extends Line {
  n: number;
  by: string;
}

export interface PollState {
  question: Words;
  options: Words[];
  state: "open" | "closed";
  answered: number;
  tally: number[];
  mine: number | null;
  shown: boolean;
}

export interface Room {
  n: number;
  state: "scheduled" | "open" | "closed";
  opened_at: string | null;
  locked: boolean;
  slide: number;
  board: boolean;
  pen: string | null;
  ink: Record<string, Stroke[]>;
  people: Record<string, PersonState>;
  hands: Record<string, string>;
  floor: string | null;
  chat: ChatLine[];
  chat_locked: boolean;
  questions: QuestionState[];
  polls: Record<string, PollState>;
  poll: string | null;
  attention: { n: number; until: string; answered: number; mine: boolean } | null;
  timer: { seconds: number; ends_at: string } | null;
  reactions: Record<string, string>;
}

export interface FactFrame {
  type: "fact";
  n: number;
  kind: string;
  by: string | null;
  at: string;
  // The body's fields depend on the kind; the fold is the only reader.
  body: Record<string, any>;
}

export interface FeedState {
  feed: string;
  person: string;
  audio: boolean;
  video: boolean;
}

export type ServerFrame =
  | { type: "welcome"; v: number; you: string; role: string }
  | { type: "snapshot"; room: Room }
  | FactFrame
  | { type: "facts"; facts: FactFrame[] }
  | { type: "ack"; id: string; n: number }
  | { type: "refused"; code: string; message: string; id?: string }
  | { type: "pong" }
  | { type: "pointer"; x: number | null; y: number | null }
  | ({ type: "trace"; by: string; surface: string } & Line)
  | { type: "voice.feeds"; on: boolean; reason?: "off" | "lost"; feeds: FeedState[] }
  | { type: "voice.published"; sdp: string }
  | { type: "voice.offer"; feed: string; sdp: string }
  | { type: "voice.ended"; feed: string | null };

export type Command = { type: string; id?: string; [field: string]: unknown };

export interface PreparedPoll {
  poll: string;
  question: Words;
  options: Words[];
}

// What the server's template tells the script; see classrooms/views/room.py.
export interface Config {
  version: number;
  class: string;
  socket: string;
  you: string;
  name: string;
  // Whether the page teaches (the instructor and co-instructors) or learns.
  role: "instructor" | "trainee";
  // Whether this is the instructor of the class, who alone ends it and names co-instructors.
  leads: boolean;
  language: "ar" | "en";
  instructor: { person: string; name: string };
  startsAt: string;
  minutes: number;
  polls: PreparedPoll[];
  lanes: Record<Lane, number>;
  ice: RTCIceServer[];
  words: Record<string, string>;
}
