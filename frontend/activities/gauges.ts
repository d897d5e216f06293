// As courses/activities/gauges.py.
import { SATURATION, saturation } from "../lesson/calculators.ts";
import { BadAction, Dice, oneOf, whole, type Action, type Activity, type Play } from "./contract.ts";

const REFRIGERANTS = ["R-32", "R-410A", "R-22"] as const;
type State = "short_of_charge" | "too_much_charge" | "dirty_filter" | "in_order";
type Range = readonly [number, number];
const STATES: readonly (readonly [State, Range, Range, Range])[] = [
  ["short_of_charge", [-110, -70], [-80, -40], [110, 160]],
  ["too_much_charge", [20, 50], [60, 100], [5, 25]],
  ["dirty_filter", [-90, -60], [-40, -10], [5, 30]],
  ["in_order", [-15, 15], [-20, 20], [45, 75]],
];
const RIGHT: Record<State, string> = { short_of_charge: "find_leak", too_much_charge: "recover", dirty_filter: "clean", in_order: "leave" };
export const DECISIONS = ["find_leak", "recover", "clean", "leave", "add", "stop"] as const;
const HAZARDS = ["none", "full_cylinder", "flame", "bare_hands"] as const;
export type Hazard = (typeof HAZARDS)[number];
export const FIELDS = ["low", "high", "boiling", "pipe", "superheat"] as const;
export type Field = (typeof FIELDS)[number];
const MOST: Record<Field, number> = { low: 1600, high: 5000, boiling: 700, pipe: 700, superheat: 700 };
const TOLERANCE: Record<Field, number> = { low: 20, high: 60, boiling: 10, pipe: 5, superheat: 10 };
const EARNS: Record<Field, number> = { low: 10, high: 10, boiling: 20, pipe: 10, superheat: 25 };

export interface UnitCase {
  gas: string;
  state: State;
  hazard: Hazard;
  low: number;
  high: number;
  boiling: number;
  pipe: number;
  superheat: number;
  charge: number;
  cylinder: number;
  filled: number;
}

export function pressure(boiling: number, gas: string): number {
  const table = SATURATION[gas]!;
  const place = Math.max(0, Math.min(table.length - 2, Math.floor((boiling + 300) / 50)));
  const part = boiling + 300 - 50 * place;
  return table[place]! + Math.floor(((table[place + 1]! - table[place]!) * part) / 50);
}

function wanted(known: UnitCase, play: Play, name: Field): number {
  const written = new Map(play.log.filter((entry) => entry.verb === "write").map((entry) => [entry.field, entry.value as number]));
  const [boiling, pipe] = [written.get("boiling"), written.get("pipe")];
  return name === "superheat" && boiling !== undefined && pipe !== undefined ? pipe - boiling : known[name];
}

function decide(known: UnitCase, play: Play, what: (typeof DECISIONS)[number]): void {
  const unsafe = known.hazard !== "none";
  if (unsafe && (what === "find_leak" || what === "recover" || what === "add")) {
    play.stops++;
    play.log.push({ verb: "stop", decision: what, hazard: known.hazard });
    play.done = play.stops === 3;
    return;
  }
  const right = what === (unsafe ? "stop" : RIGHT[known.state]);
  play.parts.decision = right ? (play.stops ? 10 : 25) : 0;
  play.log.push({ verb: "decide", decision: what, right });
  play.done = true;
}

export const gauges: Activity<UnitCase> = {
  begin(seed: number): UnitCase {
    const dice = new Dice(seed);
    const gas = REFRIGERANTS[dice.below(REFRIGERANTS.length)]!;
    const [state, suction, discharge, warmer] = STATES[dice.below(STATES.length)]!;
    const low = pressure(50 + dice.between(...suction), gas);
    const high = pressure(450 + dice.between(...discharge), gas);
    const boiling = saturation(low, gas);
    const pipe = boiling + dice.between(...warmer);
    let hazard = HAZARDS[dice.below(HAZARDS.length)]!;
    if (hazard === "flame" && gas !== "R-32") hazard = "bare_hands";
    const charge = dice.between(9, 14);
    const filled = hazard === "full_cylinder" ? 74 : dice.between(10, 30);
    return { gas, state, hazard, low, high, boiling, pipe, superheat: pipe - boiling, charge, cylinder: 10, filled };
  },
  act(known: UnitCase, play: Play, [verb, ...rest]: Action): void {
    if (verb === "write" && rest.length === 2) {
      const name = oneOf(rest[0], FIELDS);
      const value = whole(rest[1], -MOST[name], MOST[name]);
      const right = Math.abs(value - wanted(known, play, name)) <= TOLERANCE[name];
      play.parts[name] = right ? EARNS[name] : 0;
      play.log.push({ verb, field: name, value, right });
    } else if (verb === "decide" && rest.length === 1) decide(known, play, oneOf(rest[0], DECISIONS));
    else throw new BadAction();
  },
};
