// Order in the room, attention checks and the timer: the instructor's sheets, and what everybody sees of them.

import { byId, need, press, show, write } from "./dom";
import type { Command, Config, Room } from "./protocol";
import { clock, say } from "./words";

export class Tools {
  private room: Room | null = null;
  private person = "";
  private answered = 0;

  constructor(private readonly config: Config, private readonly tell: (command: Command) => void) {
    need("attention-answer").addEventListener("click", () => {
      if (!this.room?.attention) return;
      this.answered = this.room.attention.n;
      this.tell({ type: "attention.answer", check: this.answered });
      this.drawAttention(this.room);
    });
    if (config.role === "instructor") this.lead();
  }

  draw(room: Room): void {
    this.room = room;
    this.drawAttention(room);
    this.drawTimer(room);
    show(byId("chat-locked"), room.chat_locked && this.config.role === "trainee");
    need<HTMLInputElement>("text").disabled = room.chat_locked && this.config.role === "trainee";
    if (this.config.role === "instructor") this.drawSheets(room);
  }

  // Times run; called once a second.
  tick(): void {
    if (!this.room) return;
    this.drawTimer(this.room);
    this.drawAttention(this.room);
  }

  // The sheet with what can be done about one person.
  about(person: string): void {
    this.person = person;
    if (this.room) this.drawSheets(this.room);
    need<HTMLDialogElement>("person-sheet").showModal();
  }

  private drawAttention(room: Room): void {
    const check = room.attention;
    const left = check ? Math.ceil((Date.parse(check.until) - Date.now()) / 1000) : 0;
    const asks = check !== null && left > 0 && room.state === "open";
    show(need("attention"), asks && this.config.role === "trainee" && !check.mine && this.answered !== check.n);
    if (asks) write(need("attention-left"), clock(left));
    const result = byId("attention-result");
    show(result, check !== null);
    if (check) write(result, say("attention_result", { count: check.answered, all: this.learners(room) }));
  }

  private drawTimer(room: Room): void {
    const timer = need("timer");
    show(timer, room.timer !== null);
    if (!room.timer) return;
    const left = Math.max(0, Math.ceil((Date.parse(room.timer.ends_at) - Date.now()) / 1000));
    write(need("timer-left"), clock(left));
    timer.classList.toggle("over", left === 0);
    timer.style.setProperty("--left", String(left / room.timer.seconds));
  }

  private learners(room: Room): number {
    return Object.values(room.people).filter((person) => person.here && person.role === "trainee").length;
  }

  private lead(): void {
    const on = (id: string, command: () => Command | null): void => {
      byId(id)?.addEventListener("click", () => {
        const said = command();
        if (said) this.tell(said);
      });
    };
    on("attention-ask", () => ({ type: "attention.ask" }));
    on("mics-mute", () => ({ type: "mics.mute" }));
    on("hands-lower", () => ({ type: "hands.lower" }));
    on("chat-lock", () => ({ type: "chat.lock", on: !this.room?.chat_locked }));
    on("room-lock", () => ({ type: "room.lock", on: !this.room?.locked }));
    on("timer-stop", () => ({ type: "timer.stop" }));
    for (const button of document.querySelectorAll<HTMLElement>("[data-timer]")) button.addEventListener("click", () => this.tell({ type: "timer.start", seconds: 60 * Number(button.dataset.timer) }));
    const about = (id: string, command: () => Command): void => {
      byId(id)?.addEventListener("click", () => {
        this.tell(command());
        need<HTMLDialogElement>("person-sheet").close();
      });
    };
    about("person-call", () => ({ type: "hand.call", person: this.person }));
    about("person-pen", () => ({ type: "pen.give", person: this.room?.pen === this.person ? null : this.person }));
    about("person-role", () => ({ type: "role.give", person: this.person, role: this.room?.people[this.person]?.role === "assistant" ? "trainee" : "assistant" }));
    about("person-out", () => ({ type: "person.remove", person: this.person, ban: false }));
    about("person-ban", () => ({ type: "person.remove", person: this.person, ban: true }));
  }

  private drawSheets(room: Room): void {
    for (const [id, on] of [["chat-lock", room.chat_locked], ["room-lock", room.locked]] as const) need<HTMLInputElement>(id).checked = on;
    show(byId("timer-stop"), room.timer !== null);
    const person = room.people[this.person];
    if (!person) return;
    write(need("person-title"), person.name);
    write(need("person-pen-word"), say(room.pen === this.person ? "take_pen" : "give_pen"));
    write(byId("person-role-word"), say(person.role === "assistant" ? "no_assistant" : "make_assistant"));
    press(byId("person-pen"), room.pen === this.person);
  }
}
