// The list of questions: whoever wants to hear the answer too adds a vote; the most wanted stands first.

import { h, icon, keyed, need, press, show, write } from "./dom";
import type { Command, Config, QuestionState, Room } from "./protocol";
import { say } from "./words";

export class Questions {
  constructor(private readonly config: Config, private readonly tell: (command: Command) => void) {}

  draw(room: Room, votes: Command[]): void {
    const open = room.questions.filter((question) => question.state === "open");
    const order = room.questions.filter((question) => question.state !== "removed").sort((one, other) => rank(one) - rank(other) || other.votes - one.votes || one.n - other.n);
    const going = new Set(votes.map((command) => Number(command.question)));
    const name = (question: QuestionState): string => room.people[question.by]?.name ?? "";
    keyed(need("questions"), order, (question) => String(question.n), (question) => `${question.votes}${question.mine}${question.state}${going.has(question.n)}${name(question)}`, (question) => this.row(question, name(question), going.has(question.n)));
    show(need("questions-none"), order.length === 0);
    show(need("questions-count"), open.length > 0);
    write(need("questions-count"), String(open.length));
  }

  private row(question: QuestionState, name: string, going: boolean): HTMLElement {
    const answered = question.state === "answered";
    const vote = h("button", { class: "vote", type: "button", "data-act": "vote", disabled: answered || going, "aria-label": say("vote_for", { count: question.votes }), click: () => this.tell({ type: "question.vote", question: question.n, on: !question.mine }) }, icon("chevron-up"), h("b", {}, String(question.votes)));
    press(vote, question.mine);
    const settle = (how: "answered" | "removed", sign: string): HTMLElement =>
      h("button", { class: "iconly", type: "button", "data-act": how, "aria-label": say(`question_${how}`), click: () => this.tell({ type: "question.settle", question: question.n, how }) }, icon(sign));
    const teaches = this.config.role === "instructor" && !answered;
    return h("li", { class: answered ? "answered" : "" }, vote,
      h("div", { class: "grow" }, h("p", { dir: "auto" }, question.text), h("small", { dir: "auto" }, answered ? say("answered_already") : name)),
      teaches ? settle("answered", "check") : null, teaches ? settle("removed", "trash-2") : null);
  }
}

function rank(question: QuestionState): number {
  return question.state === "open" ? 0 : 1;
}
