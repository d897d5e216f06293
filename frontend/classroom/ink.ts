// What is drawn on the slide or the board: strokes of the log, strokes under way, and one's own pen.

import { byId, need, press, show } from "./dom";
import type { Colour, Command, Config, Line, Room } from "./protocol";

const COLOURS: Record<Colour, string> = { ink: "#16211F", red: "#B3261E", blue: "#3C4C9A", green: "#2B6E34" };
const TRACE_EVERY = 130;
const TRACE_POINTS = 30;
const STROKE_POINTS = 200;
// Points nearer than this (thousandths) add nothing that anybody could see.
const NEAR = 4;

export function surfaceOf(room: Room): string {
  return room.board ? "board" : `slide-${room.slide}`;
}

export class Ink {
  private readonly canvas = need<HTMLCanvasElement>("ink");
  private readonly traces = new Map<string, Line & { surface: string }>();
  private room: Room | null = null;
  private waiting: Command[] = [];
  private drawn = "";
  private pen = false;
  private colour: Colour = "red";
  private width = 2;
  private points: number[] | null = null;
  private traced = 0;
  private tracedAt = 0;

  constructor(private readonly config: Config, private readonly tell: (command: Command) => void, private readonly pass: (frame: Command) => void) {
    new ResizeObserver(() => this.paint(true)).observe(this.canvas);
    this.canvas.addEventListener("pointerdown", (event) => this.begin(event));
    this.canvas.addEventListener("pointermove", (event) => this.move(event));
    for (const end of ["pointerup", "pointercancel"]) this.canvas.addEventListener(end, () => this.lift());
    need("pen").addEventListener("click", () => this.take(!this.pen));
    for (const button of document.querySelectorAll<HTMLElement>("[data-colour]")) {
      button.addEventListener("click", () => {
        this.colour = button.dataset.colour as Colour;
        this.take(true);
      });
    }
    need("ink-undo").addEventListener("click", () => this.undo());
    byId("ink-clear")?.addEventListener("click", () => this.room && this.tell({ type: "ink.clear", surface: surfaceOf(this.room) }));
    byId("board-toggle")?.addEventListener("click", () => this.room && this.tell({ type: "board.show", on: !this.room.board }));
  }

  draw(room: Room, waiting: Command[]): void {
    this.room = room;
    this.waiting = waiting;
    const may = room.state === "open" && (this.config.role === "instructor" || room.pen === this.config.you);
    show(need("pens"), may);
    if (!may && this.pen) this.take(false);
    show(need("board"), room.board);
    press(byId("board-toggle"), room.board);
    need<HTMLButtonElement>("ink-undo").disabled = this.mine() === undefined;
    this.paint(false);
  }

  // A piece of somebody's stroke under way.
  trace(by: string, piece: Line & { surface: string }): void {
    if (by === this.config.you) return;
    const before = this.traces.get(by);
    const same = before && before.surface === piece.surface;
    this.traces.set(by, { ...piece, points: same ? [...before.points, ...piece.points].slice(-3 * STROKE_POINTS) : piece.points });
    this.paint(true);
  }

  // The whole stroke came: its pieces are not needed any more.
  whole(by: string | null): void {
    if (by) this.traces.delete(by);
  }

  private take(pen: boolean): void {
    this.pen = pen;
    press(need("pen"), pen);
    for (const button of document.querySelectorAll<HTMLElement>("[data-colour]")) press(button, pen && button.dataset.colour === this.colour);
    this.canvas.classList.toggle("draws", pen);
  }

  private mine(): number | undefined {
    if (!this.room) return undefined;
    return this.room.ink[surfaceOf(this.room)]?.filter((stroke) => stroke.by === this.config.you).at(-1)?.n;
  }

  private undo(): void {
    const stroke = this.mine();
    if (this.room && stroke !== undefined) this.tell({ type: "ink.undo", surface: surfaceOf(this.room), stroke });
  }

  private begin(event: PointerEvent): void {
    if (!this.pen || !event.isPrimary || event.button !== 0) return;
    event.preventDefault();
    this.canvas.setPointerCapture(event.pointerId);
    this.points = [];
    this.traced = 0;
    this.add(event);
  }

  private move(event: PointerEvent): void {
    if (!this.points) return;
    for (const one of event.getCoalescedEvents?.() ?? [event]) this.add(one);
    if (this.points.length >= 3 * STROKE_POINTS) {
      const last = this.points.slice(-3);
      this.lift();
      this.points = last;
      this.traced = 0;
    }
    this.tellPiece();
    this.paint(true);
  }

  private add(event: PointerEvent): void {
    const box = this.canvas.getBoundingClientRect();
    const share = (value: number): number => Math.round(1000 * Math.min(1, Math.max(0, value)));
    const [x, y] = [share((event.clientX - box.left) / box.width), share((event.clientY - box.top) / box.height)];
    const points = this.points!;
    const near = points.length && Math.abs(points.at(-3)! - x) < NEAR && Math.abs(points.at(-2)! - y) < NEAR;
    if (!near) points.push(x, y, share(event.pointerType === "pen" ? event.pressure : 0.5));
  }

  private tellPiece(): void {
    const points = this.points!;
    if (performance.now() - this.tracedAt < TRACE_EVERY || points.length <= this.traced) return;
    this.tracedAt = performance.now();
    const piece = points.slice(Math.max(0, this.traced - 3)).slice(-3 * TRACE_POINTS);
    this.traced = points.length;
    this.pass({ type: "ink.trace", surface: surfaceOf(this.room!), colour: this.colour, width: this.width, points: piece });
  }

  private lift(): void {
    if (this.points?.length && this.room) this.tell({ type: "ink.draw", surface: surfaceOf(this.room), colour: this.colour, width: this.width, points: this.points.slice(0, 3 * STROKE_POINTS) });
    this.points = null;
  }

  private paint(anyway: boolean): void {
    if (!this.room) return;
    const surface = surfaceOf(this.room);
    const strokes: Line[] = this.room.ink[surface] ?? [];
    const waiting = this.waiting.filter((command) => command.surface === surface) as unknown as Line[];
    const signature = `${surface} ${strokes.length} ${this.room.ink[surface]?.at(-1)?.n ?? 0} ${waiting.length}`;
    if (!anyway && signature === this.drawn) return;
    this.drawn = signature;
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const scale = Math.min(2, devicePixelRatio || 1);
    this.canvas.width = Math.round(width * scale);
    this.canvas.height = Math.round(height * scale);
    const context = this.canvas.getContext("2d")!;
    context.scale(scale, scale);
    context.lineCap = context.lineJoin = "round";
    const own: Line[] = this.points ? [{ colour: this.colour, width: this.width, points: this.points }] : [];
    const underWay = [...this.traces.values()].filter((line) => line.surface === surface);
    for (const line of [...strokes, ...waiting, ...underWay, ...own]) stroke(context, line, width, height);
  }
}

// Each piece is as wide as the pen was pressed.
function stroke(context: CanvasRenderingContext2D, line: Line, width: number, height: number): void {
  const { points } = line;
  context.strokeStyle = context.fillStyle = COLOURS[line.colour];
  const thick = (pressure: number): number => (width / 420) * line.width * (0.5 + pressure / 1000);
  const at = (index: number): [number, number] => [(points[index]! / 1000) * width, (points[index + 1]! / 1000) * height];
  if (points.length === 3) {
    context.beginPath();
    context.arc(...at(0), thick(points[2]!) / 2, 0, 7);
    return context.fill();
  }
  for (let index = 3; index < points.length; index += 3) {
    context.lineWidth = thick(points[index + 2]!);
    context.beginPath();
    context.moveTo(...at(index - 3));
    context.lineTo(...at(index));
    context.stroke();
  }
}
