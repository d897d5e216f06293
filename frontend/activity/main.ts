// A scored activity on its page: forms become moves that are played at once, drawings answer to touch, and what was earned is kept
// as a fact until the server has it. Without this script each form brings the page back.
import { BadAction, fresh, points, type Action, type Play } from "../activities/contract.ts";
import { gauges, type UnitCase } from "../activities/gauges.ts";
import { ACTIVITIES } from "../activities/index.ts";
import { isPowered, measured, MOST_MEASUREMENTS, suspects, type Fault } from "../activities/multimeter.ts";
import { bent, lengthOf, NAMES, type Name, type SeamCase } from "../activities/seam.ts";
import { amount, plain, SATURATION, shown } from "../lesson/calculators.ts";
import { Outbox, uuid7, type State } from "../lesson/facts";

interface Settings {
  person: string;
  code: string;
  block: string;
  activity: string;
  attempt: number;
  seeds: number[];
  progress: string;
}

const json = <T>(id: string): T => JSON.parse(document.getElementById(id)?.textContent ?? "{}") as T;
const find = <E extends Element>(selector: string): E | null => document.querySelector<E>(selector);
const all = <E extends Element>(selector: string): E[] => [...document.querySelectorAll<E>(selector)];
const settings = json<Settings>("settings");
const words = json<Record<string, string>>("words");
const engine = ACTIVITIES[settings.activity]!;
const eastern = /[٠-٩]/.test(find("[data-points]")?.textContent ?? "");

let round = 0;
let known = engine.begin(settings.seeds[0]!);
let play: Play = fresh();
let actions: Action[] = [];

const figures = (text: string | number): string => (eastern ? String(text).replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit))) : String(text));
const say = (name: string, values: Record<string, string | number> = {}): string =>
  (words[name] ?? name).replace(/\{(\w+)\}/g, (_all, key: string) => `\u2068${values[key] ?? ""}\u2069`);

function showKept(state: State): void {
  const chip = find<HTMLElement>("[data-kept]");
  if (!chip) return;
  chip.dataset.kept = state;
  chip.querySelector("span")!.textContent = chip.dataset[state] ?? "";
}

const outbox = new Outbox(settings.person, showKept);

function metered(mode: string, reading: number): string {
  if (mode === "heat") return words[reading ? "warm" : "cold"] ?? "";
  if (reading < 0) return "OL";
  return mode === "volt" ? `${(reading / 100).toFixed(2)} V` : (reading / 1000).toFixed(3);
}

/** A move in words, and how it went. */
function told(entry: Play["log"][number]): [string, string] {
  const value = (name: string): string => String(entry[name]);
  const word = (name: string): string => words[value(name)] ?? "";
  const judged = entry.right || entry.found ? "good" : "warn";
  switch (`${settings.activity} ${value("verb")}`) {
    case "seam measure":
      return [say("measure", { seam: word("seam"), mm: value("mm"), reading: shown(entry.reading as number, 10) }), "plain"];
    case "seam mark":
      return [entry.found ? say("right_seam", { away: value("away") }) : say("wrong_seam"), judged];
    case "multimeter power":
      return [word("power"), "plain"];
    case "multimeter measure":
      return [say("measure", { point: word("point"), mode: word("mode"), reading: metered(value("mode"), entry.reading as number) }), "plain"];
    case "multimeter name": {
      const guessed = entry.right && (entry.left as number) > 1 ? ` ${say("guessed", { left: value("left") })}` : "";
      return [say(entry.right ? "named_right" : "named_wrong", { fault: word("fault") }) + guessed, judged];
    }
    case "gauges write": {
      const pressure = entry.field === "low" || entry.field === "high";
      const amount = `${shown(entry.value as number, pressure ? 100 : 10)} ${words[pressure ? "bar" : "degrees"]}`;
      return [say(entry.right ? "written_right" : "written_wrong", { field: word("field"), value: amount }), judged];
    }
    case "gauges stop":
      return [say(`stop_${value("hazard")}`), "danger"];
    case "gauges decide":
      return [say(entry.right ? "decided_right" : "decided_wrong", { decision: word("decision") }), judged];
    default:
      return [say("stop"), "danger"];
  }
}

function showLog(): void {
  const list = find<HTMLElement>("[data-log]")!;
  if (!play.log.length) return;
  list.querySelector("[data-empty]")?.remove();
  for (const entry of play.log.slice(list.children.length)) {
    const line = document.createElement("li");
    const [text, kind] = told(entry);
    line.className = kind;
    line.textContent = figures(text);
    list.append(line);
    if (kind === "danger") line.scrollIntoView({ block: "center" });
  }
}

function showOutcome(): void {
  const box = find<HTMLElement>("[data-outcome]")!;
  for (const form of all<HTMLElement>("[data-move]")) form.hidden = play.done;
  box.hidden = !play.done;
  if (!play.done) return;
  find("[data-points]")!.textContent = figures(points(play));
  const rows = Object.entries(play.parts).map(([name, earned]) => {
    const row = document.createElement("div");
    const [term, value] = [document.createElement("dt"), document.createElement("dd")];
    term.textContent = words[`part_${name}`] ?? name;
    value.textContent = figures(earned);
    value.dir = "ltr";
    row.append(term, value);
    return row;
  });
  find("[data-parts]")!.replaceChildren(...rows);
  box.scrollIntoView({ block: "nearest" });
  box.focus({ preventScroll: true });
}

/** Take a move; false where it cannot be made now. */
function move(action: Action): boolean {
  try {
    engine.act(known, play, action);
  } catch (fault) {
    if (fault instanceof BadAction) return false;
    throw fault;
  }
  actions.push(action);
  showLog();
  show[settings.activity]?.();
  showOutcome();
  if (play.done) keep();
  return true;
}

function keep(): void {
  const value = { attempt: settings.attempt + round, actions, points: points(play) };
  const fact = { uuid: uuid7(), lesson_code: settings.code, kind: "activity_done" as const, step: settings.block, value };
  void outbox.add({ ...fact, device_at: new Date().toISOString() }, settings.progress);
}

/** The action a form stands for; null where a number cannot be read. */
function actionOf(data: FormData): Action | null {
  const text = (name: string): string => String(data.get(name) ?? "");
  const number = (name: string): number => (/^[-+]?\d+$/.test(plain(text(name))) ? Number(plain(text(name))) : NaN);
  switch (text("verb")) {
    case "measure":
      return settings.activity === "seam" ? ["measure", text("seam"), number("mm")] : ["measure", text("point"), text("mode")];
    case "mark":
      return ["mark", text("seam"), number("mm"), number("off")];
    case "write": {
      const pressure = text("field") === "low" || text("field") === "high";
      const kept = amount(text("value"), pressure ? 100 : 10, -5000, 5000);
      return kept === null ? null : ["write", text("field"), kept];
    }
    case "decide":
      return ["decide", text("decision")];
    case "power":
      return ["power", text("power")];
    default:
      return ["name", text("fault")];
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (form.dataset.move === undefined) return;
  event.preventDefault();
  const action = actionOf(new FormData(form, event.submitter));
  const made = action !== null && move(action);
  for (const field of form.querySelectorAll("input")) field.setAttribute("aria-invalid", String(!made));
});

// Drawings that answer to touch.

const ENDS: Record<Name, [number, number, number, number]> = {
  left: [105, 60, 60, 590], right: [375, 60, 420, 590], back: [240, 60, 240, 590], waist: [105, 60, 375, 60], hem: [60, 590, 420, 590],
};

function svg(name: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

function spot(name: Name, mm: number): [number, number] {
  const [x1, y1, x2, y2] = ENDS[name];
  const share = mm / lengthOf(name);
  return [x1 + (x2 - x1) * share, y1 + (y2 - y1) * share];
}

function touchSkirt(): void {
  const drawing = find<SVGSVGElement>("[data-skirt]");
  drawing?.addEventListener("click", (event) => {
    const matrix = drawing.getScreenCTM()?.inverse();
    if (!matrix || play.done) return;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
    const near = NAMES.map((name) => {
      const [x1, y1, x2, y2] = ENDS[name];
      const [dx, dy] = [x2 - x1, y2 - y1];
      const share = Math.max(0, Math.min(1, ((at.x - x1) * dx + (at.y - y1) * dy) / (dx * dx + dy * dy)));
      return { name, mm: Math.round(share * lengthOf(name)), away: Math.hypot(at.x - x1 - share * dx, at.y - y1 - share * dy) };
    }).sort((one, other) => one.away - other.away)[0]!;
    if (near.away > 40) return;
    for (const form of all<HTMLFormElement>("[data-move]")) {
      (form.elements.namedItem("seam") as HTMLSelectElement).value = near.name;
      (form.elements.namedItem("mm") as HTMLInputElement).value = String(near.mm);
    }
    move(["measure", near.name, near.mm]);
  });
}

function drawSkirt(): void {
  const seam = known as SeamCase;
  for (const line of all<SVGPathElement>("[data-seam]")) {
    const name = line.dataset.seam as Name;
    const level = ENDS[name][1] === ENDS[name][3];
    const dots: string[] = [];
    for (let mm = 0; mm <= lengthOf(name); mm += 10) {
      const [x, y] = spot(name, mm);
      const off = seam.seam === name ? bent(seam, mm) / 6 : 0;
      dots.push(level ? `${x} ${y + off}` : `${x + off} ${y}`);
    }
    line.setAttribute("d", `M${dots.join("L")}`);
  }
  const marks = play.log.map((entry) => {
    const [x, y] = spot(entry.seam as Name, entry.mm as number);
    const group = svg("g", { class: `taken ${entry.verb}`, transform: `translate(${x} ${y})` });
    group.append(svg("circle", { r: 7 }));
    if (entry.verb === "measure") {
      const label = svg("text", { x: x > 300 ? -12 : 12, y: 5, "text-anchor": x > 300 ? "end" : "start" });
      label.textContent = shown(entry.reading as number, 10);
      group.append(label);
    }
    return group;
  });
  find("[data-marks]")?.replaceChildren(...marks);
}

function touchBoard(): void {
  for (const probe of all<SVGGElement>("[data-point]")) {
    probe.addEventListener("click", () => {
      const form = find<HTMLFormElement>("[data-measure]");
      if (!form || play.done) return;
      (form.elements.namedItem("point") as HTMLSelectElement).value = probe.dataset.point ?? "";
      form.requestSubmit();
    });
  }
}

function drawMeter(): void {
  const last = play.log.filter((entry) => entry.verb === "measure").at(-1);
  find("[data-display]")!.textContent = last ? metered(String(last.mode), last.reading as number) : "----";
  for (const probe of all<SVGGElement>("[data-point]")) {
    probe.classList.toggle("touched", play.log.some((entry) => entry.verb === "measure" && entry.point === probe.dataset.point));
    probe.classList.toggle("now", last?.point === probe.dataset.point);
  }
  const left = suspects(play);
  for (const option of all<HTMLElement>("[data-fault]")) option.classList.toggle("out", !left.includes(option.dataset.fault as Fault));
  const powered = isPowered(play);
  find("[data-power]")!.textContent = words[powered ? "on" : "off"] ?? "";
  const button = find<HTMLButtonElement>("button[name=power]")!;
  button.value = powered ? "off" : "on";
  button.querySelector("span")!.textContent = (powered ? button.dataset.off : button.dataset.on) ?? "";
  const count = find<HTMLElement>("[data-left]")!;
  count.textContent = figures((count.dataset.left ?? "").replace("{left}", String(MOST_MEASUREMENTS - measured(play))));
}

function drawGauges(): void {
  const unit = known as UnitCase;
  for (const [side, value, scale] of [["low", unit.low, 1600], ["high", unit.high, 5000]] as const) {
    const dial = find(`[data-dial=${side}]`);
    dial?.querySelector(".needle")?.setAttribute("transform", `rotate(${((value * 270) / scale - 135).toFixed(1)})`);
    dial?.setAttribute("aria-label", `${words[side]}: ${shown(Math.round(value / 10) * 10, 100)}`);
  }
  find("[data-pipe]")!.textContent = `${shown(unit.pipe, 10)} °C`;
  find("[data-gas]")!.textContent = unit.gas;
  all("[data-bar]").forEach((cell, place) => (cell.textContent = shown(SATURATION[unit.gas]![place + 1]!, 100)));
  const plate = find<HTMLElement>("[data-plate]")!;
  plate.textContent = figures((plate.dataset.plate ?? "").replace("{gas}", `\u2068${unit.gas}\u2069`).replace("{charge}", shown(unit.charge, 10)));
  find("[data-site]")!.textContent = figures(say(`hazard_${unit.hazard}`, { filled: unit.filled }));
}

const show: Record<string, () => void> = { seam: drawSkirt, multimeter: drawMeter };

find("[data-another]")?.addEventListener("click", (event) => {
  if (round + 1 >= settings.seeds.length) return; // the page brings more
  event.preventDefault();
  round++;
  known = engine.begin(settings.seeds[round]!);
  play = fresh();
  actions = [];
  find("[data-log]")!.replaceChildren();
  for (const form of all<HTMLFormElement>("[data-move]")) form.reset();
  show[settings.activity]?.();
  if (engine === gauges) drawGauges();
  showOutcome();
  scrollTo({ top: 0 });
});

if (settings.activity === "seam") touchSkirt();
if (settings.activity === "multimeter") touchBoard();
document.querySelector<HTMLElement>(".activity")!.dataset.ready = "yes";
void outbox.send();
