// How fast the network is, and which lane it carries.
import type { Lane } from "./lanes";

const LEAST = 8 * 1024; // bytes: a smaller answer tells of delay, not of speed
const WEIGHT = 0.4; // of the newest measurement
const ROOM = 1.4; // the network must carry this much more than a lane needs
const COMFORT = 8; // seconds in hand with which a tighter fit is dared

export class Pace {
  private bits = 0; // a second; 0 while nothing is known
  private expected = 0; // seconds the answer under way should take
  private asked = 0;

  /** A request for so many bytes goes out. */
  start(bytes: number): void {
    this.asked = performance.now();
    this.expected = this.bits ? (bytes * 8) / this.bits : 0;
  }

  /** So many bytes came in so many seconds. */
  note(bytes: number, seconds: number): void {
    if (bytes < LEAST || seconds <= 0) return;
    const now = (bytes * 8) / seconds;
    this.bits = this.bits ? this.bits * (1 - WEIGHT) + now * WEIGHT : now;
    if (now < this.bits) this.bits = now; // bad news counts at once
  }

  /** Whether what is under way takes far longer than it should, with so few seconds in hand. */
  behind(ahead: number): boolean {
    const waited = (performance.now() - this.asked) / 1000;
    if (ahead > 2 || !this.expected || waited < 1.5 || waited < this.expected * 2) return false;
    this.bits /= 2;
    return true;
  }

  /** The largest lane that comes in time; the smallest while nothing is known. `lanes` largest first. */
  choose(lanes: Lane[], ahead: number): Lane {
    const room = ahead > COMFORT ? 1.15 : ROOM;
    const smallest = lanes[lanes.length - 1] as Lane;
    return lanes.find((lane) => lane.bits * room < this.bits) ?? smallest;
  }
}
