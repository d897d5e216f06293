// The mark sheet that goes on without network. Without this script the same page works as plain forms.
import { newId, Outbox, type Fact, type Standing } from "../facts/outbox";
import { all, figures, icon, json, say } from "../facts/page";
import { marksFor, type Found, type Line } from "./aspects";
import { clips } from "./clips";
import { holdToNote } from "./hold";
import { photographs } from "./photos";

interface Config {
  sheet: string;
  facts: string;
  evidence: string;
  clips: string;
  nobody: string;
  sequence: number;
  started: string | null;
  now: string;
  minutes: number;
  lines: Record<string, Line>;
  stops: string[];
}

const config = json<Config>("config");
const forms = all<HTMLFormElement>("[data-aspect]");
const crits = all<HTMLFormElement>("[data-critical]");
const seal = document.getElementById("seal") as HTMLDialogElement;
let current = forms.find((form) => marksOf(form) === null) ?? null;

const outbox = new Outbox(config.sheet, drawNet, arrived);

function reasonField(form: HTMLFormElement): HTMLInputElement {
  return form.querySelector<HTMLInputElement>("[name=reason]")!;
}

/** What was measured or ticked; null while nothing was. An empty list counts once somebody touched it. */
function foundAt(form: HTMLFormElement): Found | null {
  const value = form.querySelector<HTMLInputElement>("[name=value]")?.value.trim();
  if (value) return { value };
  const ticks = all<HTMLInputElement>("[name=ticked]", form);
  const ticked = ticks.filter((one) => one.checked).map((one) => one.value);
  return ticks.length && (ticked.length || form.dataset.touched) ? { ticked } : null;
}

function marksOf(form: HTMLFormElement): number | null {
  const found = foundAt(form);
  if (found) return marksFor(lineOf(form), found);
  const other = form.querySelector<HTMLInputElement>("[name=other]")!.value;
  const band = form.querySelector<HTMLInputElement>("[name=band]:checked")?.value;
  return other !== "" ? Number(other) : band === undefined ? null : Number(band);
}

function lineOf(form: HTMLFormElement): Line {
  return config.lines[form.dataset.aspect ?? ""]!;
}

// Marks between two descriptions wait for their reason; everything else is a fact at once.
async function judge(form: HTMLFormElement): Promise<void> {
  const found = foundAt(form), marks = marksOf(form), line = lineOf(form), reason = reasonField(form).value.trim();
  if (marks === null) {
    trouble(form, found ? say("unread") : "");
    return draw();
  }
  const unmeasured = !found && (line.measure ?? line.checklist) !== undefined;
  const wanting = !found && (unmeasured || !line.bands.includes(marks)) && !reason;
  form.querySelector(".why")?.classList.toggle("wanted", wanting);
  trouble(form, wanting ? say(unmeasured ? "unmeasured" : "between") : "");
  if (wanting || marks < 0 || marks > line.most) return draw();
  await outbox.forget(form.dataset.aspect ?? "");
  await note("marked", form.dataset.aspect ?? "", { marks, reason, ...(found ? { found } : {}) });
  draw();
}

async function note(kind: string, aspect: string, value: { marks?: number; reason?: string; found?: Found }): Promise<void> {
  const id = newId();
  const at = new Date().toISOString();
  const url = config.facts.replace(config.nobody, id);
  config.started ??= at;
  await outbox.add({ id, place: aspect, method: "PUT", url, body: null }, (sequence) => ({ kind, aspect, ...value, sequence, device_at: at }), { kind, ...value });
}

function trouble(form: HTMLFormElement, text: string): void {
  const place = form.querySelector<HTMLElement>("[data-trouble]")!;
  place.textContent = text;
  place.hidden = !text;
}

function arrived(fact: Fact): void {
  const form = forms.find((one) => one.dataset.aspect === fact.place);
  if (form) trouble(form, "");
}

function draw(): void {
  let total = 0, judged = 0;
  const left: string[] = [];
  for (const form of forms) {
    const marks = marksOf(form), line = lineOf(form);
    const link = document.querySelector<HTMLElement>(`[data-nav="${form.dataset.aspect}"]`);
    if (marks === null) left.push(line.name);
    else {
      total += marks;
      judged += line.most;
      const said = say("of", { marks, most: line.most });
      form.querySelector("[data-mk]")!.textContent = said;
      link?.querySelector("[data-said]")?.replaceChildren(icon("check"), said);
    }
    link?.parentElement?.classList.toggle("done", marks !== null);
    const found = foundAt(form);
    if (found && marks !== null) for (const band of all<HTMLInputElement>("[name=band]", form)) band.checked = Number(band.value) === marks;
    form.querySelector(".between")?.classList.toggle("chosen", !found && marks !== null && !line.bands.includes(marks));
  }
  document.getElementById("total")!.textContent = say("so_far", { marks: total, most: judged });
  const names = left.slice(0, 3).join(say("joiner")) + (left.length > 3 ? " …" : "");
  const rest = left.length === 0 ? say("none_left") : left.length === 1 ? say("left_one", { names }) : say("left", { count: left.length, names });
  document.getElementById("left")!.textContent = rest;
  document.getElementById("seal-sum")!.textContent = `${say("so_far", { marks: total, most: judged })}. ${rest}`;
  const stopped = crits.some((form) => form.classList.contains("seen") && config.stops.includes(form.dataset.critical ?? ""));
  document.getElementById("seal-open")?.setAttribute("aria-disabled", String(left.length > 0 && !stopped));
  const next = document.getElementById("next-line") as HTMLAnchorElement;
  const waiting = forms.find((form) => marksOf(form) === null);
  next.hidden = !waiting;
  if (waiting) next.href = `#${waiting.id}`;
  point(waiting ?? null);
}

function point(form: HTMLFormElement | null): void {
  current = form;
  for (const link of all<HTMLElement>("[data-nav]")) {
    if (link.dataset.nav === current?.dataset.aspect) link.setAttribute("aria-current", "step");
    else link.removeAttribute("aria-current");
  }
}

function drawNet(standing: Standing): void {
  const net = document.getElementById("net")!;
  const refused = standing.refused[0];
  for (const fact of standing.refused) {
    const form = forms.find((one) => one.dataset.aspect === fact.place);
    if (form) trouble(form, say("problem", { reason: fact.refused?.message ?? "" }));
  }
  net.hidden = false;
  net.className = `net ${refused ? "bad" : standing.online && !standing.waiting ? "" : "wait"}`;
  net.firstElementChild!.replaceWith(icon(refused ? "circle-alert" : standing.online ? "check-check" : "wifi-off"));
  net.querySelector("b")!.textContent = refused ? say("problem", { reason: refused.refused?.message ?? "" }) : standing.online ? say(standing.waiting ? "waits" : "sent", { count: standing.waiting }) : say("offline");
  net.querySelector("small")!.textContent = say("kept");
}

function runClock(): void {
  const offset = Date.parse(config.now) - Date.now();
  const place = document.querySelector<HTMLElement>("#clock bdi")!;
  const show = (): void => {
    const seconds = config.started ? Math.max(0, Math.floor((Date.now() + offset - Date.parse(config.started)) / 1000)) : 0;
    const two = (value: number): string => String(value).padStart(2, "0");
    place.textContent = figures(seconds >= 3600 ? `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}` : `${Math.floor(seconds / 60)}:${two(seconds % 60)}`);
    place.closest(".clock")?.classList.toggle("over", seconds > config.minutes * 60);
  };
  show();
  window.setInterval(show, 1000);
}

function wire(form: HTMLFormElement): void {
  const other = form.querySelector<HTMLInputElement>("[name=other]")!;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("focusin", () => point(form));
  for (const input of all<HTMLInputElement>("[name=value], [name=ticked]", form)) {
    input.addEventListener("change", () => {
      form.dataset.touched = "yes";
      other.value = "";
      void judge(form);
    });
  }
  for (const band of all<HTMLInputElement>("[name=band]", form)) {
    band.addEventListener("change", () => {
      other.value = "";
      forget(form);
      void judge(form);
    });
  }
  other.addEventListener("change", () => {
    forget(form);
    if (other.value !== "") for (const band of all<HTMLInputElement>("[name=band]", form)) band.checked = Number(band.value) === Number(other.value);
    if (lineOf(form).bands.includes(Number(other.value)) && other.value !== "") other.value = "";
    void judge(form);
  });
  reasonField(form).addEventListener("change", () => void judge(form));
}

/** Whoever chooses marks by hand says that the measurement does not count. */
function forget(form: HTMLFormElement): void {
  delete form.dataset.touched;
  for (const input of all<HTMLInputElement>("[name=value]", form)) input.value = "";
  for (const tick of all<HTMLInputElement>("[name=ticked]", form)) tick.checked = false;
}

// What this device kept and the page does not know yet.
async function restore(): Promise<void> {
  for (const fact of await outbox.waiting()) {
    const body = fact.body as { kind: string; marks?: number; reason?: string; found?: Found } | null;
    const form = forms.find((one) => one.dataset.aspect === fact.place);
    const crit = crits.find((one) => one.dataset.critical === fact.place);
    if (crit && body) crit.classList.toggle("seen", body.kind === "critical_seen");
    if (!form || body?.marks === undefined) continue;
    const line = lineOf(form), between = !body.found && !line.bands.includes(body.marks);
    if (body.found) show(form, body.found);
    form.querySelector<HTMLInputElement>("[name=other]")!.value = between ? String(body.marks) : "";
    for (const band of all<HTMLInputElement>("[name=band]", form)) band.checked = Number(band.value) === body.marks;
    reasonField(form).value = body.reason ?? "";
  }
}

function show(form: HTMLFormElement, found: Found): void {
  form.dataset.touched = "yes";
  if ("value" in found) form.querySelector<HTMLInputElement>("[name=value]")!.value = found.value;
  else for (const tick of all<HTMLInputElement>("[name=ticked]", form)) tick.checked = found.ticked.includes(tick.value);
}

all<HTMLElement>("[data-noscript]").forEach((part) => (part.hidden = true));
seal.removeAttribute("open");
document.addEventListener("click", (event) => {
  const target = event.target as Element;
  const opener = target.closest("[data-opens-seal]");
  if (opener) {
    event.preventDefault();
    if (opener.getAttribute("aria-disabled") !== "true") seal.showModal();
  }
  if (target.closest("a[data-closes]")) event.preventDefault();
});
seal.querySelector("form")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target as HTMLFormElement;
  void outbox.flush(true).then((empty) => {
    if (empty) form.submit();
    else {
      document.getElementById("seal-sum")!.textContent = say("waits", { count: "" });
      delete form.dataset.sent;
    }
  });
});
forms.forEach(wire);
holdToNote(crits, (aspect, seen) => void note(seen ? "critical_seen" : "critical_withdrawn", aspect, {}).then(draw));
photographs(config, outbox);
clips(config, outbox);
runClock();
void outbox.open(config.sequence).then(restore).then(draw);
