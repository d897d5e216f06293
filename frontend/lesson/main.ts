// The lesson page with script: every tick shows at once and is kept as a fact. Without it, each is a small form.
import type { Done } from "./bus";
import { Outbox, uuid7, type Fact, type Kind, type State } from "./facts";
import { explainTerms, OwnPages } from "./own";

interface Lesson {
  lesson: string;
  person: string;
  opened: boolean;
  seconds: Record<string, number>;
  words: ConstructorParameters<typeof OwnPages>[0];
}

const PLAYED_EVERY = 15_000; // milliseconds between two facts of one recording
const lesson = JSON.parse(document.getElementById("lesson")?.textContent ?? "{}") as Lesson;
const ticks = document.getElementById("ticks") as HTMLFormElement;

function showKept(state: State): void {
  const chip = document.querySelector<HTMLElement>("[data-kept]");
  const words = chip?.querySelector("span");
  if (!chip || !words || chip.dataset.kept === state) return;
  chip.dataset.kept = state;
  words.textContent = chip.dataset[state] ?? "";
}

const outbox = new Outbox(lesson.person, showKept);

function note(kind: Kind, step = "", value: Fact["value"] = {}): void {
  const device_at = new Date().toISOString();
  void outbox.add({ uuid: uuid7(), lesson_code: lesson.lesson, kind, step, value, device_at }, ticks.action);
}

/** Figures stay as the server wrote them (123 or ١٢٣). */
function figures(count: number, like: string): string {
  const eastern = /[٠-٩]/.test(like);
  return eastern ? [...String(count)].map((digit) => String.fromCharCode(0x660 + Number(digit))).join("") : String(count);
}

function recount(section: HTMLElement): void {
  const [done, all] = [section.querySelectorAll(".done").length, section.querySelectorAll("[data-step]").length];
  const words = section.querySelector<HTMLElement>("[data-count]");
  if (!words) return;
  const like = words.textContent ?? "";
  words.textContent = (words.dataset.count ?? "").replace("{done}", figures(done, like)).replace("{all}", figures(all, like));
}

/** The copper mark stands at the first step that waits. */
function moveMark(): void {
  let found = false;
  for (const row of document.querySelectorAll<HTMLElement>("[data-step]")) {
    const now: boolean = !found && !row.classList.contains("done");
    found ||= now;
    row.classList.toggle("now", now);
    if (now) row.setAttribute("aria-current", "step");
    else row.removeAttribute("aria-current");
  }
}

function tick(button: HTMLButtonElement): void {
  const row = button.closest<HTMLElement>("[data-step]");
  const step = row?.dataset.step;
  if (!row || !step) return;
  const done = row.classList.toggle("done");
  button.setAttribute("aria-pressed", String(done));
  button.value = `${done ? "step_undone" : "step_done"}:${step}`;
  moveMark();
  recount(row.closest<HTMLElement>("[data-steps]") as HTMLElement);
  note(done ? "step_done" : "step_undone", step);
}

function answerQuestion(form: HTMLFormElement): void {
  const section = form.closest<HTMLElement>("[data-question]");
  const chosen = form.querySelector<HTMLInputElement>("input[name=choice]:checked");
  const button = form.querySelector<HTMLButtonElement>("[data-answer]");
  if (!section || !chosen || !button) return;
  const right = chosen.dataset.right !== undefined;
  forget(section);
  chosen.closest(".option")?.classList.add(right ? "right" : "wrong");
  section.querySelector<HTMLElement>(right ? ".verdict.right" : ".verdict.wrong")!.hidden = false;
  button.textContent = button.dataset.again ?? "";
  button.hidden = right;
  note("question_answered", section.dataset.question, { choice: Number(chosen.value) });
}

/** Another choice takes back what was said about the one before. */
function forget(section: HTMLElement): void {
  for (const option of section.querySelectorAll(".option")) option.classList.remove("right", "wrong");
  for (const verdict of section.querySelectorAll<HTMLElement>(".verdict")) verdict.hidden = true;
  const button = section.querySelector<HTMLButtonElement>("[data-answer]");
  if (button) button.hidden = false;
}

function finish(): void {
  const box = document.querySelector<HTMLElement>("[data-finished]");
  for (const part of box?.children ?? []) (part as HTMLElement).hidden = part.classList.contains("finish");
  document.querySelector("[data-next]")?.classList.remove("quiet");
  document.querySelector<HTMLElement>("[data-next]")?.focus({ preventScroll: true });
  note("read");
}

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  const button = event.submitter as HTMLButtonElement | null;
  if (form === ticks && button) tick(button);
  else if (form.closest("[data-question]")) answerQuestion(form);
  else if (form.closest(".finish")) finish();
  else return;
  event.preventDefault();
});

document.addEventListener("change", (event) => {
  const section = (event.target as HTMLElement).closest<HTMLElement>("[data-question]");
  if (section) forget(section);
});

/** The place in a recording, at most every fifteen seconds, and the last one when the person leaves. */
const places = new Map<string, { seconds: number; at: number }>();
let sentAt = 0;

function tellPlaces(): void {
  if (!places.size) return;
  sentAt = Date.now();
  for (const [uuid, place] of places) note("played", uuid, { seconds: place.seconds });
  places.clear();
}

document.addEventListener("warsha:progress", (event) => {
  const { uuid, seconds } = (event as CustomEvent<{ uuid: string; seconds: number }>).detail;
  places.set(uuid, { seconds, at: Date.now() });
  if (Date.now() - sentAt >= PLAYED_EVERY) tellPlaces();
});
document.addEventListener("visibilitychange", () => void (document.hidden && tellPlaces()));

// What another phone knows of a recording helps this one to open where the person left off.
for (const [uuid, seconds] of Object.entries(lesson.seconds ?? {})) {
  const key = `warsha-player-place-${uuid}`;
  try {
    if (localStorage.getItem(key) === null) localStorage.setItem(key, String(seconds));
  } catch {
    // Nothing can be kept here; the recording begins at its beginning.
  }
}

// Scripts of single blocks say what was done; it is kept here.
document.addEventListener("warsha:done", (event) => {
  const { kind, step, value } = (event as CustomEvent<Done>).detail;
  note(kind, step, value);
});
new OwnPages(lesson.words, note);
explainTerms(lesson.words.close);

if (lesson.opened) void outbox.send();
else note("opened");
