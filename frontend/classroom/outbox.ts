// What the person said and the server has not confirmed yet. Kept on the device, so that a lost network, a reload or a
// dead battery loses no word; a command leaves only when the server says it has it (or refuses it for good).

import type { Command } from "./protocol";

// Refusals that pass: the same command may be accepted a little later.
const PASSING = new Set(["fault", "too_many", "class_not_open", "not_signed_in"]);

export interface Waiting {
  command: Command;
  sent: boolean;
}

export class Outbox {
  private waiting: Waiting[];

  constructor(private readonly key: string, private readonly changed: () => void) {
    this.waiting = this.load();
  }

  add(command: Command): Command {
    const full = { ...command, id: command.id ?? newId() };
    this.waiting.push({ command: full, sent: false });
    this.save();
    return full;
  }

  // Everything again, in the order it was said: the server passes over what it already has.
  unsent(): Command[] {
    return this.waiting.filter((item) => !item.sent).map((item) => item.command);
  }

  markSent(id: string): void {
    const item = this.waiting.find((one) => one.command.id === id);
    if (item) item.sent = true;
  }

  connectionLost(): void {
    for (const item of this.waiting) item.sent = false;
    this.changed();
  }

  acknowledged(id: string): void {
    this.remove(id);
  }

  // True when the command is gone for good; false when it stays and is sent again.
  refused(id: string, code: string): boolean {
    if (PASSING.has(code)) {
      const item = this.waiting.find((one) => one.command.id === id);
      if (item) item.sent = false;
      return false;
    }
    this.remove(id);
    return true;
  }

  of(type: string): Command[] {
    return this.waiting.filter((item) => item.command.type === type).map((item) => item.command);
  }

  get size(): number {
    return this.waiting.length;
  }

  private remove(id: string): void {
    this.waiting = this.waiting.filter((item) => item.command.id !== id);
    this.save();
  }

  private save(): void {
    try {
      localStorage.setItem(this.key, JSON.stringify(this.waiting.map((item) => item.command)));
    } catch {
      // A full or forbidden store: the page still keeps the words in memory.
    }
    this.changed();
  }

  private load(): Waiting[] {
    try {
      const kept: Command[] = JSON.parse(localStorage.getItem(this.key) ?? "[]");
      return kept.map((command) => ({ command, sent: false }));
    } catch {
      return [];
    }
  }
}

// randomUUID exists only on secure addresses; a centre's box may be reached over plain HTTP in its own network.
function newId(): string {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
