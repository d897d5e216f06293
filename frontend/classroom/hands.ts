// Hands and the floor: the trainee's one button, the instructor's queue.

import { byId, h, icon, keyed, need, show, write } from "./dom";
import { inTurn } from "./fold";
import type { Command, Config, Room } from "./protocol";
import { clock, say } from "./words";

// Two words of a name are enough to call somebody by.
function brief(name: string): string {
  return name.split(" ").slice(0, 2).join(" ");
}

export class Hands {
  private known = new Set<string>();
  private first = true;

  constructor(private readonly config: Config, private readonly tell: (command: Command) => void) {
    byId("hand")?.addEventListener("click", (event) => {
      const button = event.currentTarget as HTMLElement;
      if (button.dataset.floor) this.tell({ type: "floor.return" });
      else this.tell({ type: button.getAttribute("aria-pressed") === "true" ? "hand.lower" : "hand.raise" });
    });
  }

  draw(room: Room, waiting: { raise: boolean; lower: boolean }): void {
    this.announce(room);
    if (this.config.role === "instructor") this.drawQueue(room);
    else this.drawButton(room, waiting);
  }

  private announce(room: Room): void {
    const raised = Object.keys(room.hands);
    const fresh = raised.filter((person) => !this.known.has(person) && person !== this.config.you);
    this.known = new Set(raised);
    const newest = fresh.at(-1);
    if (newest && !this.first && this.config.role === "instructor") write(need("said"), say("hand_up", { name: room.people[newest]?.name ?? "" }));
    this.first = false;
  }

  private drawButton(room: Room, waiting: { raise: boolean; lower: boolean }): void {
    const button = need("hand");
    const floor = room.floor === this.config.you;
    const up = (this.config.you in room.hands || waiting.raise) && !waiting.lower;
    button.dataset.floor = floor ? "yes" : "";
    button.setAttribute("aria-pressed", String(up && !floor));
    button.classList.toggle("up", up && !floor);
    button.classList.toggle("has-floor", floor);
    write(need("hand-word"), say(floor ? "return_floor" : up ? "lower_hand" : "raise_hand"));
    (button as HTMLButtonElement).disabled = room.state !== "open";
  }

  private drawQueue(room: Room): void {
    const turn = inTurn(room);
    const hot = need("hands-count");
    show(hot, turn.length > 0);
    write(hot, String(turn.length));
    show(byId("hands-waiting"), turn.length > 0);
    write(byId("hands-waiting"), String(turn.length));
    show(need("hands-none"), turn.length === 0 && !room.floor);
    const first = turn[0];
    keyed(need("hands"), turn, (person) => person, (person) => `${person === first}${room.people[person]?.here}${room.people[person]?.spoke_at}`, (person) => this.row(room, person, person === first));
    this.drawFloor(room);
  }

  private row(room: Room, person: string, first: boolean): HTMLElement {
    const name = room.people[person]?.name ?? "";
    const spoke = room.people[person]?.spoke_at;
    const ago = spoke ? say("spoke_ago", { minutes: Math.max(1, Math.round((Date.now() - Date.parse(spoke)) / 60_000)) }) : say("not_spoken");
    const since = h("bdi", { class: "tm ltr", "data-since": room.hands[person] }, clock((Date.now() - Date.parse(room.hands[person] ?? "")) / 1000));
    const give = h("button", { class: `give${first ? "" : " q2"}`, type: "button", "data-act": "give", "aria-label": say("give_floor_to", { name }), click: () => this.tell({ type: "hand.call", person }) }, icon("mic"), first ? say("give_floor") : null);
    const lower = h("button", { class: "iconly lower", type: "button", "data-act": "lower", "aria-label": say("lower_hand_of", { name }), click: () => this.tell({ type: "hand.lower", person }) }, icon("x"));
    return h("li", { class: room.people[person]?.here ? "" : "away" }, h("span", { class: "avatar" }, name.slice(0, 1)), h("p", {}, h("span", { class: "nm", dir: "auto" }, brief(name)), h("small", {}, since, " · ", ago)), give, lower);
  }

  private drawFloor(room: Room): void {
    const floor = need("floor");
    show(floor, room.floor !== null);
    if (!room.floor) return floor.replaceChildren();
    if (floor.dataset.person === room.floor && floor.childElementCount) return;
    floor.dataset.person = room.floor;
    const name = room.people[room.floor]?.name ?? "";
    floor.replaceChildren(
      h("span", { class: "avatar" }, name.slice(0, 1)),
      h("p", {}, say("floor_taken", { name: brief(name) })),
      h("button", { class: "btn quiet", type: "button", click: () => this.tell({ type: "floor.return" }) }, say("take_floor")),
    );
  }

  // Waiting times run; called once a second.
  tick(): void {
    for (const since of document.querySelectorAll<HTMLElement>("[data-since]")) write(since, clock((Date.now() - Date.parse(since.dataset.since ?? "")) / 1000));
  }
}
