// A theory paper that goes on without network. Without this script the same page works as plain forms.
import { newId, Outbox, type Fact, type Standing } from "../facts/outbox";
import { all, clockTime, json, mark, say } from "../facts/page";
import { runClock } from "./clock";
import { prepare, valueOf, putValue, Unreadable } from "./inputs";
import { watch } from "./presence";
import { sealedFile } from "./sealed";
import { listen } from "./speech";

interface Config {
  attempt: string;
  deadline: string;
  now: string;
  count: number;
  answers: string;
  submit: string;
  done: string;
  presence: string;
  takeOver: string;
  sealKey: string;
  sequence: number;
  sequences: Record<string, number>;
}

const config = json<Config>("config");
const forms = all<HTMLFormElement>("form.question");
const map = document.getElementById("map") as HTMLDialogElement;
const flags = new Set<string>(JSON.parse(localStorage.getItem(`flags/${config.attempt}`) ?? "[]") as string[]);
const place = (form: HTMLElement): string => form.dataset.position ?? "";
let current = forms.find((form) => !form.hidden) ?? forms[0]!;
let standing: Standing = { waiting: 0, refused: [], online: navigator.onLine, memoryOnly: false, savedAt: null };
let waitingPlaces = new Set<string>();
let sealed = false;

const outbox = new Outbox(config.attempt, (now) => {
  standing = now;
  presence?.reached(now.online);
  offerFile();
  void outbox.waiting().then((facts) => {
    waitingPlaces = new Set(facts.map((fact) => fact.place));
    draw();
  });
}, arrived);

async function save(form: HTMLFormElement): Promise<void> {
  let value: unknown;
  try {
    value = valueOf(form);
  } catch (wrong) {
    if (wrong instanceof Unreadable) return trouble(form, say("not_a_number"));
    throw wrong;
  }
  trouble(form, "");
  const id = newId();
  const at = new Date(Date.now() + clock.offset).toISOString();
  const url = config.answers.replace(/0$/, place(form));
  await outbox.forget(place(form));
  await outbox.add({ id, place: place(form), method: "PUT", url, body: null }, (sequence) => ({ uuid: id, sequence, device_at: at, value }), value);
}

function arrived(fact: Fact, said: Record<string, unknown>): void {
  if (typeof said.deadline === "string") longer(said.deadline);
  if (fact.place === "submit") location.assign(config.done);
}

function trouble(form: HTMLFormElement, text: string): void {
  const line = form.querySelector<HTMLElement>("[data-wrong]");
  if (!line) return;
  line.textContent = text;
  line.hidden = !text;
}

function open(position: number, focus = true): void {
  const next = forms[Math.max(1, Math.min(position, forms.length)) - 1]!;
  current.hidden = true;
  next.hidden = false;
  current = next;
  history.replaceState(null, "", `?q=${place(next)}`);
  document.getElementById("seam")?.style.setProperty("--v", String((100 * Number(place(next))) / forms.length));
  if (focus) next.querySelector<HTMLElement>("h1")?.focus();
  window.scrollTo(0, 0);
  draw();
}

function answered(form: HTMLFormElement): boolean {
  try {
    return valueOf(form) !== null;
  } catch {
    return false;
  }
}

// The three states in words: on this phone, sent, a problem.
function draw(): void {
  const mine = place(current);
  const refused = standing.refused.find((fact) => fact.place === mine);
  const parts: Node[] = [];
  if (refused) parts.push(mark("bad", "circle-alert", say("problem", { reason: refused.refused?.message ?? "" })));
  else if (waitingPlaces.has(mine)) parts.push(mark("ok", "smartphone", say("kept")), standing.online ? mark("wait", "clock", say("sending")) : mark("wait", "clock", say("waits")));
  else if (answered(current)) parts.push(mark("ok", "smartphone", say("kept")), mark("ok", "check-check", say("sent")));
  if (parts.length && standing.savedAt && !waitingPlaces.has(mine)) {
    const time = document.createElement("time");
    time.textContent = clockTime(standing.savedAt);
    parts.push(time);
  }
  current.querySelector("[data-state]")?.replaceChildren(...parts);
  const off = document.getElementById("off");
  if (off) off.hidden = standing.online;
  drawMap();
}

function drawMap(): void {
  const open = forms.filter((form) => !answered(form));
  document.getElementById("sum")!.textContent = say("answered", { done: forms.length - open.length, left: open.length });
  for (const link of all<HTMLAnchorElement>(".grid [data-go]")) {
    const form = forms[Number(link.dataset.go) - 1]!;
    link.classList.toggle("done", !open.includes(form));
    if (form === current) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
    link.querySelector<HTMLElement>(".mk")!.hidden = !flags.has(place(form));
  }
  all<HTMLElement>("[data-flags]").forEach((row) => (row.hidden = flags.size === 0));
  const first = document.getElementById("first-open") as HTMLAnchorElement;
  first.hidden = open.length === 0;
  if (open[0]) {
    first.textContent = say("first_open", { number: place(open[0]) });
    first.dataset.go = place(open[0]);
  }
  const whole = standing.refused.length
    ? mark("bad", "circle-alert", say("problem", { reason: standing.refused[0]?.refused?.message ?? "" }))
    : standing.waiting ? mark("wait", "clock", sealed ? say("sealed") : say("some_wait", { count: standing.waiting })) : mark("ok", "check-check", say("all_arrived"));
  const parts: Node[] = [whole];
  if (standing.memoryOnly) parts.push(mark("wait", "triangle-alert", say("memory")));
  document.getElementById("whole")?.replaceChildren(...parts);
}

function flag(button: HTMLButtonElement, form: HTMLFormElement, turn: boolean): void {
  if (turn) flags.has(place(form)) ? flags.delete(place(form)) : flags.add(place(form));
  localStorage.setItem(`flags/${config.attempt}`, JSON.stringify([...flags]));
  const on = flags.has(place(form));
  button.setAttribute("aria-pressed", String(on));
  button.querySelector("span")!.textContent = on ? say("flagged") : say("flag");
  drawMap();
}

function longer(deadline: string): void {
  if (clock.move(deadline)) tell(say("longer"));
}

function tell(text: string): void {
  const place = document.getElementById("told")!;
  place.textContent = text;
  place.hidden = false;
}

// Another device has the paper now: this one shows what it wrote and takes nothing more.
function frozen(): void {
  tell(say("elsewhere"));
  for (const form of forms) for (const field of all<HTMLInputElement>("input, select, button, textarea", form)) field.disabled = true;
}

// The file is offered when answers have waited for two minutes, or were refused in a way that another try does not mend.
const FAILED_AFTER = 120_000;
let waitingSince = 0;

function offerFile(): void {
  waitingSince = standing.waiting ? waitingSince || Date.now() : 0;
  const failed = standing.refused.some((fact) => fact.refused?.code !== "answer_malformed") || (waitingSince > 0 && Date.now() - waitingSince > FAILED_AFTER);
  document.getElementById("export")!.hidden = !config.sealKey || !failed;
}

async function saveFile(): Promise<void> {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await sealedFile(config.attempt, config.sealKey, await outbox.waiting()));
  link.download = `${config.attempt}.warsha`;
  link.click();
  document.querySelector("#export p")!.textContent = say("exported");
}

// Handing in is a fact like any other: it goes out after every answer, at once or when the network is back.
async function handIn(): Promise<void> {
  sealed = true;
  const id = newId();
  await outbox.add({ id, place: "submit", method: "POST", url: config.submit, body: null }, () => ({}), null);
  draw();
}

function wire(form: HTMLFormElement): void {
  prepare(form, () => void save(form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const back = (event.submitter as HTMLButtonElement | null)?.value === "back";
    if (!back && form === forms[forms.length - 1]) map.showModal();
    else open(Number(place(form)) + (back ? -1 : 1));
  });
  const button = form.querySelector<HTMLButtonElement>("[data-flag]")!;
  button.hidden = false;
  button.addEventListener("click", () => flag(button, form, true));
  flag(button, form, false);
  listen(form);
}

// Values of this device that are newer than the page's: written just before the browser was closed, or while offline.
async function restore(): Promise<void> {
  const kept = await outbox.kept();
  for (const form of forms) {
    const mine = kept.get(place(form));
    if (mine && mine.sequence > (config.sequences[place(form)] ?? 0)) putValue(form, mine.value);
  }
}

let presence: { reached: (online: boolean) => void } | undefined;
const clock = runClock(config.now, config.deadline, () => void outbox.flush(true).then((empty) => empty && location.assign(config.done)));

map.removeAttribute("open");
document.addEventListener("click", (event) => {
  const target = event.target as Element;
  const go = target.closest<HTMLElement>("[data-go]");
  if (go) {
    event.preventDefault();
    map.close();
    open(Number(go.dataset.go));
  } else if (target.closest("[data-map]")) {
    event.preventDefault();
    drawMap();
    map.showModal();
  } else if (target.closest("a[data-closes]")) event.preventDefault();
});
document.getElementById("submit")?.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!sealed) void handIn();
});
forms.forEach(wire);
document.querySelector("#export button")?.addEventListener("click", () => void saveFile());
window.setInterval(offerFile, 10_000);
presence = watch({
  url: config.presence,
  offset: () => clock.offset,
  now: () => ({ place: Number(place(current)), waiting: standing.waiting }),
  csrf: () => document.cookie.split("; ").find((part) => part.startsWith("csrftoken="))?.slice("csrftoken=".length) ?? "",
  deadline: longer,
  elsewhere: frozen,
});
void outbox.open(config.sequence).then(restore).then(draw);
