// The room's socket: comes back by itself, says which fact it has last, and sends the outbox again.

import { VERSION, type Command, type ServerFrame } from "./protocol";
import { Outbox } from "./outbox";

const PING_EVERY = 10_000;
const PONG_WITHIN = 6_000;
const FIRST_WAIT = 400;
const LONGEST_WAIT = 20_000;
const SEND_AGAIN_AFTER = 3_000;
// Closed by the server with a reason that will not change by trying again.
const FINAL = new Set([4401, 4403, 4409]);
// Said only at their moment; sending them after a reconnect would be wrong.
const OF_THE_MOMENT = new Set(["mic.set", "camera.set", "reaction.send"]);

export type LinkState = "connecting" | "open" | "lost" | "ended";

export interface Hooks {
  frame(frame: ServerFrame): void;
  state(state: LinkState): void;
  last(): number;
  refused(code: string, message: string): void;
}

export class RoomSocket {
  readonly outbox: Outbox;
  state: LinkState = "connecting";
  private socket: WebSocket | null = null;
  private welcomed = false;
  private wait = FIRST_WAIT;
  private pinger = 0;
  private pong = 0;
  private retry = 0;

  constructor(private readonly address: string, key: string, private readonly hooks: Hooks, changed: () => void) {
    this.outbox = new Outbox(key, changed);
    addEventListener("online", () => this.connectNow());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.connectNow();
    });
  }

  connect(): void {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}${this.address}`);
    this.socket = socket;
    this.welcomed = false;
    socket.onopen = () => this.raw({ type: "hello", v: VERSION, last: this.hooks.last() });
    socket.onmessage = (event) => this.take(JSON.parse(event.data as string) as ServerFrame);
    socket.onclose = (event) => {
      if (this.socket === socket) this.closed(event.code);
    };
  }

  // A command that is kept until the server has it.
  say(command: Command): Command {
    const full = this.outbox.add(command);
    this.flush();
    return full;
  }

  // A frame of this moment only (pointer, voice).
  pass(frame: Command): void {
    if (this.welcomed) this.raw(frame);
  }

  private connectNow(): void {
    if (this.state !== "lost") return;
    clearTimeout(this.retry);
    this.connect();
  }

  private take(frame: ServerFrame): void {
    clearTimeout(this.pong);
    if (frame.type === "welcome") {
      this.welcomed = true;
      this.wait = FIRST_WAIT;
      this.change("open");
      clearInterval(this.pinger);
      this.pinger = window.setInterval(() => this.ping(), PING_EVERY);
    } else if (frame.type === "ack") {
      this.outbox.acknowledged(frame.id);
    } else if (frame.type === "refused") {
      this.refused(frame.code, frame.message, frame.id);
    }
    this.hooks.frame(frame);
    if (frame.type === "voice.feeds") this.flush();
  }

  private refused(code: string, message: string, id?: string): void {
    const gone = id ? this.outbox.refused(id, code) : true;
    if (!gone) window.setTimeout(() => this.flush(), SEND_AGAIN_AFTER);
    if (gone && code !== "already_answered") this.hooks.refused(code, message);
  }

  private flush(): void {
    if (!this.welcomed) return;
    for (const command of this.outbox.unsent()) {
      this.raw(command);
      this.outbox.markSent(command.id!);
    }
  }

  private ping(): void {
    this.raw({ type: "ping" });
    clearTimeout(this.pong);
    this.pong = window.setTimeout(() => {
      // Half-open: the network went without a word. Waiting for the system to notice takes minutes.
      const dead = this.socket;
      this.closed(1006);
      dead?.close();
    }, PONG_WITHIN);
  }

  private closed(code: number): void {
    this.socket = null;
    this.welcomed = false;
    clearInterval(this.pinger);
    clearTimeout(this.pong);
    for (const type of OF_THE_MOMENT) for (const command of this.outbox.of(type)) this.outbox.acknowledged(command.id!);
    this.outbox.connectionLost();
    if (FINAL.has(code)) return this.change("ended");
    this.change("lost");
    const wait = this.wait * (0.5 + Math.random());
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    clearTimeout(this.retry);
    this.retry = window.setTimeout(() => this.connect(), wait);
  }

  private change(state: LinkState): void {
    this.state = state;
    this.hooks.state(state);
  }

  private raw(frame: Command): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }
}
