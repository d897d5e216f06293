// Who is here and who is speaking; for the instructor also how each one follows.

import { byId, h, icon, keyed, need, show, write } from "./dom";
import { inTurn } from "./fold";
import type { Config, Lane, Room } from "./protocol";
import { say } from "./words";

const LANE_ICON: Record<Lane, string> = { picture: "video", voice: "audio-lines", text: "message-square-text" };

export class People {
  constructor(private readonly config: Config, private readonly about: (person: string) => void) {}

  draw(room: Room, sounding: Set<string>): void {
    this.drawSpeaker(room, sounding);
    const here = Object.values(room.people).filter((person) => person.here && person.role === "trainee");
    write(need("present"), say("present", { count: here.length }));
    if (this.config.role === "instructor") this.drawRegister(room);
  }

  private drawSpeaker(room: Room, sounding: Set<string>): void {
    const instructor = this.config.instructor;
    const floor = room.floor ? room.people[room.floor] : undefined;
    const name = floor?.name ?? instructor.name;
    const person = room.floor ?? instructor.person;
    const speaks = sounding.has(person) || (person === this.config.you && room.people[person]?.mic === true);
    const here = room.people[person]?.here ?? false;
    write(need("speaker-name"), speaks ? say("speaks", { name }) : here ? say("listens", { name }) : say("nobody"));
    const next = inTurn(room)[0];
    write(need("speaker-next"), next ? say("next_hand", { name: room.people[next]?.name ?? "" }) : "");
    write(need("speaker-initial"), name.slice(0, 1));
    need("face").classList.toggle("speaks", speaks);
    show(need("wave"), speaks);
  }

  private drawRegister(room: Room): void {
    const trainees = Object.entries(room.people).filter(([, person]) => person.role !== "instructor");
    const here = trainees.filter(([, person]) => person.here);
    write(byId("people-count"), `${here.length} / ${trainees.length}`);
    const order = [...trainees].sort(([, one], [, other]) => Number(one.here) - Number(other.here) || one.name.localeCompare(other.name, "ar"));
    keyed(
      need("people"), order, ([id]) => id,
      ([id, person]) => `${person.here}${person.lane}${person.mic}${id in room.hands}${person.role}${room.pen === id}`,
      ([id, person]) =>
        h("li", { class: person.here ? "" : "away" },
          h("span", { class: "avatar" }, person.name.slice(0, 1)),
          h("p", { dir: "auto" }, person.name, person.role === "assistant" ? h("small", {}, say("assistant")) : null),
          room.pen === id ? icon("pencil", "up") : null,
          id in room.hands ? icon("hand", "up") : null,
          person.here ? h("span", { class: "lk ok" }, person.mic ? icon("mic") : null) : h("span", { class: "lk gone" }, say("gone_since")),
          laneMark(person.lane),
          h("button", { class: "iconly", type: "button", "data-act": "about", "aria-label": say("more_about", { name: person.name }), click: () => this.about(id) }, icon("ellipsis-vertical"))),
    );
    const lanes = need("lanes");
    const counts = (["picture", "voice", "text"] as Lane[]).map((lane) => [lane, here.filter(([, person]) => person.lane === lane).length] as const);
    keyed(lanes, counts, ([lane]) => lane, ([, count]) => String(count), ([lane, count]) => h("span", {}, icon(LANE_ICON[lane]), String(count), h("small", {}, say(`lane_${lane}`))));
    const moods = ["clear", "again", "slower"].map((name) => [name, Object.values(room.reactions).filter((one) => one === name).length] as const).filter(([, count]) => count > 0);
    keyed(need("mood"), moods, ([name]) => name, ([, count]) => String(count), ([name, count]) => h("span", { class: `chip ${name === "clear" ? "good" : "warn"}` }, say(`reacted_${name}`), " ", String(count)));
  }
}

function laneMark(lane: Lane): HTMLElement {
  return h("span", { class: "ln", title: say(`lane_${lane}`) }, icon(LANE_ICON[lane]), h("span", { class: "visually-hidden" }, say(`lane_${lane}`)));
}
