// What a trainee does at a place of the lesson: hear it, mark it, write a note, ask the instructor. A small button at each place
// opens the four; what they keep goes the way of every fact and so works without network.
import { Voice, offerAll } from "./aloud";
import { all, button, glyph } from "./bus";
import type { Kind } from "./facts";

type Words = Record<"listen" | "stop" | "mark" | "unmark" | "note" | "ask" | "more" | "close" | "all" | "waits" | "delete", string>;
type Note = (kind: Kind, step: string, value?: Record<string, unknown>) => void;

const PLACES = ".lesson-body [id^=block-], .lesson-body [id^=step-], .lesson-body [id^=question-]";

export class OwnPages {
  private readonly box = document.getElementById("own");
  private readonly voice = new Voice();
  private film: { uuid: string; second: number } | null = null;

  constructor(private readonly words: Words, private readonly note: Note) {
    if (!this.box) return;
    const marked = new Set(all<HTMLButtonElement>("[data-marks] button", this.box).map((one) => one.value.replace("unbookmarked:", "")));
    for (const place of all<HTMLElement>(PLACES)) this.offer(place, marked);
    offerAll(this.voice, words.all);
    this.box.addEventListener("submit", (event) => this.sent(event as SubmitEvent));
    document.addEventListener("timeupdate", (event) => this.watch(event.target as HTMLVideoElement), true);
  }

  private watch(video: HTMLVideoElement): void {
    const uuid = video.closest<HTMLElement>("[data-asset]")?.dataset.asset;
    if (uuid) this.film = { uuid, second: Math.floor(video.currentTime) };
  }

  private offer(place: HTMLElement, marked: Set<string>): void {
    if (!place.innerText.trim() || place.matches(".b-heading, .b-steps")) return;
    const more = document.createElement("details");
    more.className = "menu here";
    const opener = document.createElement("summary");
    opener.setAttribute("aria-label", this.words.more);
    opener.append(glyph("ellipsis"));
    const list = document.createElement("div");
    list.className = "panel links";
    more.append(opener, list);
    more.addEventListener("toggle", () => {
      if (!more.open) return;
      for (const other of all<HTMLDetailsElement>(".here[open]")) if (other !== more) other.open = false;
      if (!list.childElementCount) this.fill(list, place, marked);
    });
    place.classList.add("has-here");
    (place.matches("p, ul") ? wrap(place) : place).append(more);
  }

  private fill(list: HTMLElement, place: HTMLElement, marked: Set<string>): void {
    const close = (): void => void ((list.parentElement as HTMLDetailsElement).open = false);
    const readable = all<HTMLElement>("[data-read]", place);
    if (place.matches("[data-read]")) readable.unshift(place);
    if (readable.length) {
      this.voice.whenThere(() => list.prepend(button(this.words.listen, "", () => this.voice.read(readable.slice(0, 1), close), "volume-2")));
    }
    const mark = button(marked.has(place.id) ? this.words.unmark : this.words.mark, "", () => {
      const on = !marked.delete(place.id);
      if (on) marked.add(place.id);
      mark.lastChild!.textContent = on ? this.words.unmark : this.words.mark;
      this.note(on ? "bookmarked" : "unbookmarked", place.id);
      this.list("marks", place.id, on ? textOf(place) : null, "unbookmarked");
      close();
    }, "bookmark");
    const open = (kind: "noted" | "asked"): void => {
      close();
      this.write(place.id, kind);
    };
    list.append(mark, button(this.words.note, "", () => open("noted"), "notebook-pen"), button(this.words.ask, "", () => open("asked"), "message-circle-question"));
  }

  /** Open the form for a note or a question, at that place. */
  private write(place: string, kind: "noted" | "asked"): void {
    const form = this.box?.querySelector<HTMLFormElement>("[data-own-form=write]");
    if (!form) return;
    (form.closest("details") as HTMLDetailsElement).open = true;
    const select = form.elements.namedItem("place") as HTMLSelectElement;
    select.value = place;
    if (select.selectedIndex < 0) select.value = "";
    const moment = form.querySelector<HTMLElement>("[data-moment]");
    for (const button of all<HTMLButtonElement>(".row button", form)) button.classList.toggle("quiet", !button.value.startsWith(kind) && !button.matches(".plain"));
    if (moment && this.film) {
      moment.hidden = false;
      moment.querySelector("bdi")!.textContent = `${Math.floor(this.film.second / 60)}:${String(this.film.second % 60).padStart(2, "0")}`;
    }
    const text = form.querySelector("textarea");
    text?.scrollIntoView({ block: "center" });
    text?.focus({ preventScroll: true });
  }

  private sent(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    const [kind, named] = ((event.submitter as HTMLButtonElement | null)?.value ?? "").split(":") as [Kind, string];
    if (form.dataset.ownForm === undefined || !kind) return;
    event.preventDefault();
    const data = new FormData(form);
    const place = named || String(data.get("place") ?? "");
    const text = String(data.get("text") ?? "").trim();
    const words = document.getElementById(place);
    if (kind === "asked") {
      if (!text) return;
      this.note(kind, place, this.film ? { text, second: this.film.second } : { text });
      this.list("asked", "", `${text} — ${this.words.waits}`, "");
    } else if (kind === "noted") {
      this.note(kind, place, { text });
      this.list("notes", place, text || null, "noted");
    } else {
      this.note(kind, place);
      this.list("marks", place, kind === "bookmarked" && words ? textOf(words) : null, "unbookmarked");
    }
    if (kind === "noted" && form.dataset.ownForm && !text) return;
    form.closest("details")?.removeAttribute("open");
    if (form.querySelector("textarea")) form.reset();
  }

  /** What was just kept stands in its list; null takes it away. */
  private list(name: string, place: string, text: string | null, undo: string): void {
    const list = this.box?.querySelector<HTMLElement>(`[data-${name}]`);
    if (!list) return;
    if (place || undo) for (const old of all<HTMLElement>("li", list)) if (old.querySelector<HTMLButtonElement>(`button[value$=":${CSS.escape(place)}"]`)) old.remove();
    if (text !== null) {
      const line = document.createElement("li");
      const words = document.createElement(place ? "a" : "p");
      words.className = "grow";
      words.textContent = text;
      words.dir = "auto";
      if (place) (words as HTMLAnchorElement).href = `#${place}`;
      line.append(words);
      if (undo) {
        const form = document.createElement("form");
        form.dataset.ownForm = "";
        const away = button("", "icon-btn clear", () => undefined, "x");
        away.type = "submit";
        away.value = `${undo}:${place}`;
        away.setAttribute("aria-label", this.words.delete);
        form.append(away);
        line.append(form);
      }
      list.append(line);
    }
    list.hidden = !list.childElementCount;
  }
}

const textOf = (place: HTMLElement): string => {
  const words = (place.querySelector<HTMLElement>("[data-read], legend, b, h2") ?? place).innerText.trim().replace(/\s+/g, " ");
  return words.length > 60 ? `${words.slice(0, 60)} …` : words;
};

/** A paragraph cannot hold a menu: both go into one box. */
function wrap(place: HTMLElement): HTMLElement {
  const box = document.createElement("div");
  box.className = "here-box";
  box.dir = place.dir; // the menu stands where the text leaves room, also in a page of the other direction
  place.replaceWith(box);
  box.append(place);
  return box;
}

/** A word of the trade tells what it means beside itself; without script its link leads to the list of words. */
export function explainTerms(close: string): void {
  document.addEventListener("click", (event) => {
    const word = (event.target as Element).closest<HTMLAnchorElement>("a.term");
    const entry = word && document.getElementById(word.hash.slice(1));
    if (!word || !entry) return;
    event.preventDefault();
    const open = document.querySelector<HTMLElement>(".term-note");
    const mine = open?.dataset.of === word.hash;
    open?.remove();
    if (mine) return;
    const note = document.createElement("div");
    note.className = "term-note";
    note.dataset.of = word.hash;
    note.setAttribute("role", "status");
    const [term, meaning] = [entry.querySelector("dt"), entry.querySelector("dd")];
    const head = document.createElement("b");
    head.textContent = term?.textContent ?? "";
    const shut = button("", "icon-btn clear", () => note.remove(), "x");
    shut.setAttribute("aria-label", close);
    note.append(head, ...[...(meaning?.cloneNode(true).childNodes ?? [])], shut);
    (word.closest(".here-box") ?? word.closest("p"))?.after(note);
  });
}
