// As courses/activities/multimeter.py.
import { BadAction, Dice, oneOf, type Action, type Activity, type Entry, type Play } from "./contract.ts";

export const POINTS = ["port", "line", "guarded", "charged", "plug", "battery", "d1", "c12"] as const;
export const MODES = ["volt", "diode", "heat"] as const;
export const FAULTS = ["open_line", "short_d1", "short_c12", "dead_guard", "dead_chip", "open_plug", "flat_battery"] as const;
export type Point = (typeof POINTS)[number];
export type Mode = (typeof MODES)[number];
export type Fault = (typeof FAULTS)[number];
const VOLTS: Partial<Record<Point, number>> = { port: 500, line: 500, guarded: 498, charged: 420, plug: 420, battery: 382 };
const DROPS: Partial<Record<Point, number>> = { port: 452, line: 448, guarded: 405, charged: 512, plug: 510 };
const OPEN = -1;
const LOST_FROM: Partial<Record<Fault, number>> = { open_line: 1, dead_guard: 2, dead_chip: 3, open_plug: 4 };
const ENOUGH = 3;
export const MOST_MEASUREMENTS = 8;

export interface BoardCase {
  fault: Fault;
  grain: number[];
}

export function canMeasure(point: Point, mode: Mode): boolean {
  return mode === "heat" ? point === "d1" || point === "c12" : point in (mode === "volt" ? VOLTS : DROPS);
}

export function isPowered(play: Play): boolean {
  return play.log.filter((entry) => entry.verb === "power").at(-1)?.power !== "off";
}

export function measured(play: Play): number {
  return play.log.filter((entry) => entry.verb === "measure").length;
}

function ideal(fault: Fault, point: Point, mode: Mode, powered: boolean): number {
  if (mode === "heat") return Number(fault === `short_${point}`);
  const shorted = fault === "short_d1" || fault === "short_c12";
  if (mode === "diode") {
    if (shorted && (point === "port" || point === "line")) return 0;
    const open = (fault === "open_line" && point === "port") || (fault === "open_plug" && point === "plug");
    return open ? OPEN : DROPS[point]!;
  }
  if (point === "battery") return fault === "flat_battery" ? 210 : VOLTS[point]!;
  if (!powered) return 0;
  const at = POINTS.indexOf(point);
  if (shorted) return at <= 1 ? 30 : 0;
  return at >= (LOST_FROM[fault] ?? POINTS.length) ? 0 : VOLTS[point]!;
}

function fits(fault: Fault, entry: Entry): boolean {
  const wanted = ideal(fault, entry.point as Point, entry.mode as Mode, entry.power as boolean);
  return Math.abs(wanted - (entry.reading as number)) <= (wanted > 0 && entry.mode !== "heat" ? 3 : 0);
}

export function suspects(play: Play): Fault[] {
  const found = play.log.filter((entry) => entry.verb === "measure");
  return FAULTS.filter((fault) => found.every((entry) => fits(fault, entry)));
}

function measure(known: BoardCase, play: Play, point: Point, mode: Mode): void {
  const powered = isPowered(play);
  if (mode !== "volt" && powered) {
    play.stops++;
    play.log.push({ verb: "stop", point, mode });
    return;
  }
  if (!canMeasure(point, mode) || measured(play) >= MOST_MEASUREMENTS) throw new BadAction();
  let value = ideal(known.fault, point, mode, powered);
  if (value > 0 && mode !== "heat") value += (known.grain[POINTS.indexOf(point)]! % 7) - 3;
  play.log.push({ verb: "measure", point, mode, power: powered, reading: value });
}

function partsOf(play: Play): Record<string, number> {
  const names = play.log.filter((entry) => entry.verb === "name");
  const last = names.at(-1);
  if (!last?.right) return { fault: 0 };
  return {
    fault: 100,
    thrift: -10 * Math.max(0, measured(play) - ENOUGH),
    guessed: (last.left as number) > 1 ? -30 : 0,
    wrong: -20 * (names.length - 1),
    safety: -25 * play.stops,
  };
}

export const multimeter: Activity<BoardCase> = {
  begin(seed: number): BoardCase {
    const dice = new Dice(seed);
    return { fault: FAULTS[dice.below(FAULTS.length)]!, grain: POINTS.map(() => dice.below(1000)) };
  },
  act(known: BoardCase, play: Play, [verb, ...rest]: Action): void {
    if (verb === "power" && rest.length === 1) play.log.push({ verb, power: oneOf(rest[0], ["on", "off"] as const) });
    else if (verb === "measure" && rest.length === 2) measure(known, play, oneOf(rest[0], POINTS), oneOf(rest[1], MODES));
    else if (verb === "name" && rest.length === 1) {
      const fault = oneOf(rest[0], FAULTS);
      const right = fault === known.fault;
      play.log.push({ verb, fault, right, left: suspects(play).length });
      play.done = right || play.log.filter((entry) => entry.verb === "name" && !entry.right).length === 2;
    } else throw new BadAction();
    play.parts = partsOf(play);
  },
};
