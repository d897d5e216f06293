// What a scored activity does, as courses/activities/contract.py has it: the same seed and actions earn the same points in both.
// Only whole numbers are reckoned with. tests/courses/activity_vectors.json holds both languages to it.

export type Action = (string | number)[];
export type Entry = Record<string, string | number | boolean>;

export interface Play {
  parts: Record<string, number>;
  log: Entry[];
  stops: number;
  done: boolean;
}

export interface Activity<Case> {
  begin(seed: number): Case;
  act(known: Case, play: Play, action: Action): void;
}

export class BadAction extends Error {}

export const fresh = (): Play => ({ parts: {}, log: [], stops: 0, done: false });

export function points(play: Play): number {
  return Math.max(0, Math.min(100, Object.values(play.parts).reduce((sum, part) => sum + part, 0)));
}

export function replay<Case>(activity: Activity<Case>, seed: number, actions: Action[]): Play {
  const [known, play] = [activity.begin(seed), fresh()];
  if (actions.length > 60) throw new BadAction();
  for (const action of actions) {
    if (play.done || !action.length) throw new BadAction();
    activity.act(known, play, action);
  }
  return play;
}

/** Mulberry32. */
export class Dice {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  below(count: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % count;
  }

  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }
}

export function whole(value: unknown, least: number, most: number): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > most) throw new BadAction();
  return value;
}

export function oneOf<T extends string>(value: unknown, names: readonly T[]): T {
  if (!names.includes(value as T)) throw new BadAction();
  return value as T;
}
