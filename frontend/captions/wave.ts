// The drawn sound, from left to right in every language, with the lines on it. Edges of a line are pulled with a finger.
import type { Cue } from "./cues";

const SPAN = 20; // seconds in sight
const GRIP = 14; // pixels on both sides of an edge

type Edge = "start" | "end";

export class Wave {
  private readonly context: CanvasRenderingContext2D | null;
  private pulled: { number: number; edge: Edge } | null = null;
  private from = 0;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly heights: Uint8Array,
    private readonly rate: number,
    private readonly length: number,
    private readonly acts: { seek(moment: number): void; select(number: number): void; pull(number: number, edge: Edge, moment: number): void; done(): void },
  ) {
    this.context = canvas.getContext("2d");
    canvas.addEventListener("pointerdown", (event) => this.press(event));
    canvas.addEventListener("pointermove", (event) => this.move(event));
    for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, () => this.release());
  }

  private cues: Cue[] = [];

  /** Draw around `moment`; the selected line stands out. */
  draw(cues: Cue[], selected: number, moment: number): void {
    this.cues = cues;
    const { canvas, context } = this;
    if (!context) return;
    const scale = devicePixelRatio || 1;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    if (canvas.width !== width * scale) [canvas.width, canvas.height] = [width * scale, height * scale];
    context.setTransform(scale, 0, 0, scale, 0, 0);
    if (!this.pulled) this.from = Math.max(0, Math.min(this.length - SPAN, moment - SPAN / 3));
    const colour = (name: string): string => getComputedStyle(canvas).getPropertyValue(name).trim() || "#888";
    context.clearRect(0, 0, width, height);
    cues.forEach((cue, number) => {
      const [a, b] = [this.x(cue.start), this.x(cue.end)];
      if (b < 0 || a > width) return;
      context.fillStyle = colour(number === selected ? "--wave-chosen" : "--wave-cue");
      context.fillRect(a, 0, Math.max(2, b - a), height);
      context.fillStyle = colour("--wave-edge");
      for (const edge of [a, b]) context.fillRect(edge - 1, 0, 2, height);
    });
    context.fillStyle = colour("--wave-sound");
    for (let x = 0; x < width; x += 2) {
      const at = Math.floor((this.from + (x / width) * SPAN) * this.rate);
      const tall = ((this.heights[at] ?? 0) / 255) * (height - 18);
      context.fillRect(x, (height - tall) / 2, 1.4, Math.max(1, tall));
    }
    context.font = "11px system-ui";
    for (let second = Math.ceil(this.from / 5) * 5; second < this.from + SPAN; second += 5) {
      context.fillText(`${Math.floor(second / 60)}:${String(second % 60).padStart(2, "0")}`, this.x(second) + 2, height - 3);
    }
    context.fillStyle = colour("--wave-now");
    context.fillRect(this.x(moment) - 1, 0, 2, height);
  }

  private x(moment: number): number {
    return ((moment - this.from) / SPAN) * this.canvas.clientWidth;
  }

  private moment(event: PointerEvent): number {
    const edge = this.canvas.getBoundingClientRect();
    return Math.max(0, Math.min(this.length, this.from + ((event.clientX - edge.left) / edge.width) * SPAN));
  }

  private press(event: PointerEvent): void {
    const at = event.clientX - this.canvas.getBoundingClientRect().left;
    for (const [number, cue] of this.cues.entries()) {
      for (const edge of ["start", "end"] as const) {
        if (Math.abs(this.x(cue[edge]) - at) > GRIP) continue;
        this.pulled = { number, edge };
        this.canvas.setPointerCapture(event.pointerId);
        return this.acts.select(number);
      }
    }
    const moment = this.moment(event);
    const inside = this.cues.findIndex((cue) => cue.start <= moment && moment < cue.end);
    if (inside >= 0) this.acts.select(inside);
    this.acts.seek(moment);
  }

  private move(event: PointerEvent): void {
    if (this.pulled) this.acts.pull(this.pulled.number, this.pulled.edge, this.moment(event));
  }

  private release(): void {
    if (this.pulled) this.acts.done();
    this.pulled = null;
  }
}
