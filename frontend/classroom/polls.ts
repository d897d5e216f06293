// Polls: answering one, asking one, showing what the class answered.

import { byId, h, need, show, write } from "./dom";
import type { Command, Config, PollState, PreparedPoll, Room, Words } from "./protocol";
import { say } from "./words";

export class Polls {
  private drawn = "";
  private aside = "";
  private face = "";
  private fresh = true;
  private asked: string | null = null;

  constructor(private readonly config: Config, private readonly tell: (command: Command) => void) {
    need("poll-hide").addEventListener("click", () => {
      this.aside = this.face;
      show(need("poll"), false);
    });
    need("poll-form").addEventListener("submit", (event) => {
      event.preventDefault();
      const chosen = document.querySelector<HTMLInputElement>("#poll-options input:checked");
      if (chosen && this.asked) this.tell({ type: "poll.answer", poll: this.asked, option: Number(chosen.value) });
    });
    byId("poll-show")?.addEventListener("click", () => this.asked && this.tell({ type: "poll.show", poll: this.asked }));
    byId("poll-close")?.addEventListener("click", () => {
      if (this.asked && byId("poll-close")?.dataset.open) this.tell({ type: "poll.close", poll: this.asked });
      this.aside = this.face;
      show(need("poll"), false);
    });
    if (config.role === "instructor") this.lead();
  }

  draw(room: Room, waiting: Command[]): void {
    const id = room.poll;
    const poll = id ? room.polls[id] : undefined;
    if (!id || !poll) {
      this.fresh = this.fresh && room.n === 0;
      return show(need("poll"), false);
    }
    const instructs = this.config.role === "instructor";
    if (this.asked !== id) this.aside = "";
    // Put aside once, a poll comes back only when its results are shown.
    const face = poll.shown ? `${id} shown` : id;
    const worth = poll.state === "open" || poll.shown || instructs;
    this.face = face;
    // Results that were shown before one came in are not pushed in one's face.
    if (this.fresh && poll.state === "closed") this.aside = face;
    this.fresh = false;
    const visible = room.state === "open" && worth && this.aside !== face;
    this.asked = id;
    this.drawOptions(id, poll, waiting);
    this.drawState(room, poll, waiting);
    const was = need("poll").hidden;
    show(need("poll"), visible);
    if (was && visible && !instructs) need("poll-question").focus();
    this.drawNext(room);
  }

  private drawOptions(id: string, poll: PollState, waiting: Command[]): void {
    const results = poll.shown || this.config.role === "instructor";
    const mine = poll.mine ?? (waiting.length ? Number(waiting[0]!.option) : null);
    const signature = JSON.stringify([id, poll.shown, poll.state, results ? poll.tally : 0, mine]);
    if (signature === this.drawn) return;
    const chosen = document.querySelector<HTMLInputElement>("#poll-options input:checked")?.value;
    const samePoll = this.drawn.startsWith(`["${id}"`);
    this.drawn = signature;
    write(need("poll-question"), this.words(poll.question));
    const most = Math.max(1, poll.tally.reduce((sum, votes) => sum + votes, 0));
    need("poll-options").replaceChildren(
      ...poll.options.map((option, place) => {
        const checked = mine === place || (mine === null && samePoll && chosen === String(place));
        const votes = poll.tally[place] ?? 0;
        if (results) {
          const bar = h("span", { class: "meter" }, h("span"));
          bar.style.setProperty("--v", String(Math.round((100 * votes) / most)));
          return h("div", { class: `result${mine === place ? " mine" : ""}` }, h("span", {}, this.words(option)), h("b", { "aria-label": say("votes", { count: votes }) }, String(votes)), bar);
        }
        const input = h("input", { type: "radio", name: "option", value: String(place), disabled: mine !== null || poll.state !== "open" }) as HTMLInputElement;
        input.checked = checked;
        return h("label", { class: "option" }, input, h("span", {}, this.words(option)));
      }),
    );
  }

  private drawState(room: Room, poll: PollState, waiting: Command[]): void {
    const trainees = Object.values(room.people).filter((person) => person.role === "trainee" && person.here).length;
    write(need("poll-count"), say("answered", { count: poll.answered, all: Math.max(trainees, poll.answered) }));
    const send = byId<HTMLButtonElement>("poll-send");
    if (send) {
      send.disabled = poll.mine !== null || waiting.length > 0 || poll.state !== "open";
      show(send, !poll.shown);
      if (poll.mine !== null) write(byId("poll-note"), say("answer_sent"));
      else if (waiting.length) write(byId("poll-note"), say("answer_waits"));
    }
    write(byId("poll-show"), say("show_results"));
    show(byId("poll-show"), !poll.shown);
    const close = byId("poll-close");
    if (close) close.dataset.open = poll.state === "open" ? "yes" : "";
    write(close, say("close_poll"));
  }

  private words(words: Words): string {
    return words[this.config.language] || words.ar;
  }

  private lead(): void {
    need("ask-form").addEventListener("submit", (event) => {
      event.preventDefault();
      const options = Array.from(document.querySelectorAll<HTMLInputElement>(".ask-option")).map((input) => input.value.trim()).filter(Boolean);
      this.tell({ type: "poll.ask", question: need<HTMLInputElement>("ask-question").value.trim(), options });
      need<HTMLFormElement>("ask-form").reset();
      need<HTMLDialogElement>("ask-sheet").close();
    });
    need("next-poll-open").addEventListener("click", () => this.openPrepared(need("next-poll-open").dataset.poll!));
  }

  private openPrepared(poll: string): void {
    this.tell({ type: "poll.open", poll });
    byId<HTMLDialogElement>("ask-sheet")?.close();
  }

  // The first prepared poll that was not put yet is offered under the slide; all of them in the sheet.
  drawNext(room: Room): void {
    if (this.config.role !== "instructor") return;
    const left = this.config.polls.filter((poll: PreparedPoll) => !(poll.poll in room.polls));
    const busy = room.poll !== null && room.polls[room.poll]?.state === "open";
    const next = left[0];
    show(need("next-poll"), next !== undefined && !busy && room.state === "open");
    if (next) {
      write(need("next-poll-question"), this.words(next.question));
      need("next-poll-open").dataset.poll = next.poll;
    }
    const prepared = need("prepared");
    if (prepared.dataset.left === String(left.length)) return;
    prepared.dataset.left = String(left.length);
    prepared.replaceChildren(...left.map((poll) => h("button", { class: "option prepared", type: "button", click: () => this.openPrepared(poll.poll) }, h("span"), h("span", {}, this.words(poll.question)))));
  }
}
