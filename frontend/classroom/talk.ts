// The chat: what everybody wrote, and what of ours is still on its way.

import { byId, h, icon, keyed, need, press, show, write } from "./dom";
import type { ChatLine, Command, Config, Room } from "./protocol";
import { say } from "./words";

interface Line {
  key: string;
  name: string;
  mine: boolean;
  at: string;
  text: string;
  removed: boolean;
  waiting: boolean;
  n: number;
  reply: string;
}

export class Talk {
  private list: "chat" | "questions" = "chat";
  private replying: { n: number; name: string } | null = null;
  private unread = 0;
  private newest = -1;

  constructor(private readonly config: Config, private readonly tell: (command: Command) => void) {
    const input = need<HTMLInputElement>("text");
    need("write").addEventListener("submit", (event) => {
      event.preventDefault();
      const text = input.value.trim();
      if (!text) return;
      if (this.list === "questions") this.tell({ type: "question.ask", text });
      else this.tell(this.replying ? { type: "chat.post", text, reply: this.replying.n } : { type: "chat.post", text });
      this.reply(null);
      input.value = "";
      input.focus();
    });
    byId("talk-open")?.addEventListener("click", () => this.open(!this.isOpen()));
    byId("talk-close")?.addEventListener("click", () => this.open(false));
    for (const tab of document.querySelectorAll<HTMLElement>("[data-list]")) tab.addEventListener("click", () => this.turn(tab.dataset.list as "chat" | "questions"));
    need("reply-stop").addEventListener("click", () => this.reply(null));
    need("talk").addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.isOpen()) this.open(false);
    });
  }

  draw(room: Room, waiting: Command[]): void {
    const kept: Line[] = room.chat.map((line) => this.line(line, room));
    const going: Line[] = waiting.map((command) => ({
      key: `w${command.id}`, name: this.config.name, mine: true, at: "", text: String(command.text), removed: false, waiting: true, n: 0, reply: "",
    }));
    const lines = need("lines");
    const atEnd = lines.scrollHeight - lines.scrollTop - lines.clientHeight < 60;
    keyed(lines, [...kept, ...going], (line) => line.key, (line) => `${line.text}${line.removed}${line.name}`, (line) => this.row(line));
    show(need("lines-none"), kept.length + going.length === 0);
    if (atEnd) lines.scrollTop = lines.scrollHeight;
    this.count(room);
  }

  private line(line: ChatLine, room: Room): Line {
    const name = room.people[line.by]?.name ?? "";
    return { key: String(line.n), name, mine: line.by === this.config.you, at: line.at, text: line.text, removed: line.removed, waiting: false, n: line.n, reply: this.quote(line, room) };
  }

  private quote(line: ChatLine, room: Room): string {
    const answered = line.reply === null ? undefined : room.chat.find((other) => other.n === line.reply);
    return answered ? say("in_reply_to", { name: room.people[answered.by]?.name ?? "", text: answered.removed ? say("removed") : answered.text.slice(0, 60) }) : "";
  }

  private turn(list: "chat" | "questions"): void {
    this.list = list;
    for (const tab of document.querySelectorAll<HTMLElement>("[data-list]")) press(tab, tab.dataset.list === list);
    need("talk").dataset.shows = list;
    need<HTMLInputElement>("text").placeholder = say(list === "chat" ? "write_to_class" : "ask_question");
    this.reply(null);
  }

  private reply(to: { n: number; name: string } | null): void {
    this.replying = to;
    show(need("reply"), to !== null);
    if (to) {
      write(need("reply-to"), say("replying_to", { name: to.name }));
      need("text").focus();
    }
  }

  private row(line: Line): HTMLElement {
    const when = line.at ? new Date(line.at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }) : "";
    const state = line.waiting ? h("small", { class: "going" }, icon("clock"), say("sending")) : h("small", {}, h("bdi", { class: "ltr" }, when));
    const remove =
      this.config.role === "instructor" && !line.removed && !line.waiting
        ? h("button", { class: "iconly remove", type: "button", "data-act": "remove", "aria-label": say("remove"), click: () => this.tell({ type: "chat.remove", message: line.n }) }, icon("trash-2"))
        : null;
    const words = h("span", { class: "text", dir: "auto" }, line.removed ? say("removed") : line.text);
    const answer = line.removed || line.waiting ? null : h("button", { class: "iconly answer", type: "button", "data-act": "answer", "aria-label": say("reply_to", { name: line.name }), click: () => this.reply({ n: line.n, name: line.name }) }, icon("reply"));
    const quoted = line.reply && !line.removed ? h("small", { class: "quoted", dir: "auto" }, line.reply) : null;
    return h("div", { class: `line${line.mine ? " mine" : ""}${line.removed ? " removed" : ""}${line.waiting ? " waiting" : ""}` }, h("p", {}, h("b", { dir: "auto" }, line.name), state), quoted, words, answer, remove);
  }

  private count(room: Room): void {
    const last = room.chat.at(-1)?.n ?? 0;
    if (this.newest >= 0 && !this.isOpen()) this.unread += room.chat.filter((line) => line.n > this.newest && line.by !== this.config.you).length;
    if (this.isOpen()) this.unread = 0;
    this.newest = Math.max(last, this.newest, 0);
    const badge = byId("unread");
    show(badge, this.unread > 0);
    write(badge, String(this.unread));
    byId("talk-open")?.setAttribute("aria-label", this.unread ? say("unread", { count: this.unread }) : need("talk-title").textContent ?? "");
  }

  private isOpen(): boolean {
    // On wide screens the chat is always there and its button is not drawn.
    return need("talk").classList.contains("open") || byId("talk-open")?.offsetParent === null;
  }

  private open(open: boolean): void {
    need("talk").classList.toggle("open", open);
    byId("talk-open")?.setAttribute("aria-expanded", String(open));
    if (open) {
      this.unread = 0;
      show(byId("unread"), false);
      need("lines").scrollTop = need("lines").scrollHeight;
      need("text").focus();
    } else byId("talk-open")?.focus();
  }
}
