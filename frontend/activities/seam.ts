// As courses/activities/seam.py.
import { BadAction, Dice, oneOf, whole, type Action, type Activity, type Play } from "./contract.ts";

export const SEAMS = [["left", 540, 15], ["right", 540, 15], ["back", 540, 15], ["waist", 380, 10], ["hem", 480, 40]] as const;
export type Name = (typeof SEAMS)[number][0];
export const NAMES = SEAMS.map((seam) => seam[0]);
const RAMP = 12;
const NEAR = [[5, 100], [12, 70], [25, 35]] as const;

export interface SeamCase {
  seam: Name;
  start: number;
  end: number;
  off: number;
  grain: number[];
}

export const lengthOf = (name: Name): number => SEAMS[NAMES.indexOf(name)]![1];

export function bent(known: SeamCase, place: number): number {
  const inside = Math.min(place - known.start, known.end - place) + RAMP;
  return Math.floor((known.off * 10 * Math.max(0, Math.min(RAMP, inside))) / RAMP);
}

export function reading(known: SeamCase, seam: Name, place: number): number {
  const at = NAMES.indexOf(seam);
  const grain = ((known.grain[at]! + place * 7) % 9) - 4;
  return 10 * SEAMS[at]![2] + grain + (seam === known.seam ? bent(known, place) : 0);
}

function place(seam: unknown, mm: unknown): [Name, number] {
  const name = oneOf(seam, NAMES);
  return [name, whole(mm, 0, lengthOf(name))];
}

function mark(known: SeamCase, play: Play, seam: Name, mm: number, off: number): void {
  const found = seam === known.seam;
  const away = Math.abs(2 * mm - known.start - known.end);
  const share = found ? (NEAR.find(([near]) => away <= 2 * near)?.[1] ?? 0) : 0;
  const wrongBy = Math.abs(off - known.off);
  const amount = wrongBy === 0 ? 20 : wrongBy === 1 ? 12 : 0;
  const thrift = play.parts.thrift ?? 0;
  play.parts = { seam: found ? 30 : 0, place: Math.floor((40 * share) / 100), amount: share ? amount : 0, thrift: share ? thrift : 0 };
  play.log.push({ verb: "mark", seam, mm, off, found, away: Math.floor(away / 2) });
  play.done = true;
}

export const seam: Activity<SeamCase> = {
  begin(seed: number): SeamCase {
    const dice = new Dice(seed);
    const [name, length] = SEAMS[dice.below(SEAMS.length)]!;
    const span = dice.between(50, 90);
    const start = dice.between(30, length - 30 - span);
    const size = dice.between(3, 5);
    const off = size * (dice.below(2) ? 1 : -1);
    return { seam: name, start, end: start + span, off, grain: SEAMS.map(() => dice.below(1000)) };
  },
  act(known: SeamCase, play: Play, [verb, ...rest]: Action): void {
    if (verb === "measure" && rest.length === 2) {
      const [name, mm] = place(rest[0], rest[1]);
      play.log.push({ verb, seam: name, mm, reading: reading(known, name, mm) });
      const measured = play.log.filter((entry) => entry.verb === "measure").length;
      play.parts.thrift = Math.max(0, 10 - 2 * Math.max(0, measured - 8));
    } else if (verb === "mark" && rest.length === 3) {
      const [name, mm] = place(rest[0], rest[1]);
      mark(known, play, name, mm, whole(rest[2], -9, 9));
    } else throw new BadAction();
  },
};
