// The page that anyone checks a certificate with: by camera, by picture, or by an address that carries the code behind its #.
// Without network it answers from what this device keeps. The code itself never leaves the device.
import { Scanner, type CameraFault } from "./camera.ts";
import { check, type Verdict } from "./check.ts";
import { Kept } from "./kept.ts";
import { keepPage } from "./offline.ts";
import { reader, type Read } from "./reader.ts";
import { ask, type Answered } from "./register.ts";
import { card, faceOf, notes, useSprite } from "./view.ts";
import { dayOfMoment, read, say } from "./words.ts";

const page = read("verify-page");
const kept = new Kept(page.kept);
const start = byId("start");
const result = byId("result");
const fault = byId("fault");
const scanner = new Scanner(byId<HTMLDialogElement>("scanner"));
let reading: Promise<Read> | undefined;
let turn = 0;
useSprite(page.sprite);

function byId<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}.`);
  return found as T;
}

const eyes = (): Promise<Read> => (reading ??= reader(page.reader));

/** Show what a text is. The register is asked where there is a network; the kept list answers otherwise. */
async function checkText(text: string): Promise<void> {
  const mine = ++turn;
  hideFault();
  void kept.vocabulary(); // read while the code is proved
  const verdict = await proved(text);
  if (!verdict || mine !== turn) return;
  // A revocation in the list is final: it is shown at once, and the register adds no more than the day and the reason.
  const revoked = verdict.outcome === "revoked";
  if (!verdict.content || !navigator.onLine) return show(verdict);
  await show(verdict, !revoked);
  const answered = await ask(page.now, verdict);
  if (mine === turn && (!revoked || answered?.outcome === "revoked")) await show(answered ?? verdict);
  if (answered) void kept.refreshList(verdict.content.list);
}

async function proved(text: string): Promise<Verdict | undefined> {
  const keys = await kept.keys();
  if (!keys) return complain("no_keys");
  // The first list is proved beside the code: with few certificates it is the one.
  const first = page.kept.lists[0];
  const early = first === undefined ? undefined : kept.list(first, keys);
  const listOf = (number: number) => (early && number === first ? early : kept.list(number, keys));
  const means = { keys, listOf, now: Date.now() };
  const verdict = await check(text, means);
  if (verdict.outcome !== "unknown_key" || !navigator.onLine) return verdict;
  // The key may be newer than what this device keeps.
  await kept.refresh();
  return check(text, { ...means, keys: (await kept.keys()) ?? keys });
}

async function show(verdict: Answered, asking = false): Promise<void> {
  const face = asking ? "asking" : faceOf(verdict);
  const made = card(verdict, await kept.vocabulary(), face);
  made.setAttribute("aria-busy", String(asking));
  byId("card").replaceChildren(made, ...(asking ? [] : [notes(verdict, face)]));
  start.hidden = true;
  result.hidden = false;
  byId("share").hidden = asking || !verdict.content || !("share" in navigator);
  document.title = `${made.querySelector("h1")?.textContent ?? ""} · ${say("house")}`;
  // Both need the page laid out, which may wait until the verdict is on it.
  requestAnimationFrame(() => {
    made.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  });
}

function complain(name: string): undefined {
  byId("fault-title").textContent = say(`${name}.title`);
  byId("fault-text").textContent = say(`${name}.text`);
  byId("fault-code").textContent = name;
  start.hidden = false;
  result.hidden = true;
  fault.hidden = false;
  fault.scrollIntoView({ block: "nearest" });
  return undefined;
}

function hideFault(): void {
  fault.hidden = true;
}

async function scan(): Promise<void> {
  hideFault();
  try {
    const text = await scanner.scan(eyes());
    if (text !== undefined) open(text);
  } catch (cause) {
    complain(typeof cause === "string" ? (cause satisfies string as CameraFault) : "camera_busy");
  }
}

async function readPicture(file: File): Promise<void> {
  hideFault();
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return complain("picture_unreadable");
  const text = await (await eyes())(picture, picture.width, picture.height, true);
  picture.close();
  return text === undefined ? complain("picture_without_code") : open(text);
}

/** The code stands in the address, behind #, so that going back and sharing work; it is sent to nobody. */
function open(text: string): void {
  const behind = text.indexOf("#");
  const code = behind < 0 ? text : text.slice(behind + 1);
  const ours = behind >= 0 && /^https?:\/\/([^/]+)\/v$/i.exec(text.slice(0, behind))?.[1]?.toLowerCase() === location.host;
  if (ours && code) history.pushState(null, "", `#${code}`);
  void checkText(text);
}

async function checkAddress(): Promise<void> {
  const code = location.hash.slice(1);
  if (code && code !== "main") await checkText(code);
  else if (!code) startAnew();
}

function startAnew(): void {
  turn++;
  result.hidden = true;
  start.hidden = false;
  hideFault();
}

/** Say until when this device can check without network. */
async function promise(): Promise<void> {
  const keys = await kept.keys();
  const list = keys && page.kept.lists[0] !== undefined ? await kept.list(page.kept.lists[0], keys) : undefined;
  const ready = list && list.validUntil > Date.now();
  byId("ready").textContent = ready ? say("ready", { day: dayOfMoment(list.publishedAt) }) : say("not_ready");
}

function typedOffline(event: Event): void {
  if (navigator.onLine) return;
  event.preventDefault();
  event.stopPropagation();
  complain("number_offline");
}

for (const button of document.querySelectorAll<HTMLElement>("[data-scan]")) {
  button.hidden = false;
  button.addEventListener("click", () => void scan());
}
for (const input of document.querySelectorAll<HTMLInputElement>("input[data-picture]")) {
  input.closest("label")?.removeAttribute("hidden");
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    input.value = "";
    scanner.close();
    if (file) void readPicture(file);
  });
}
for (const form of document.querySelectorAll("form[data-number]")) form.addEventListener("submit", typedOffline);
byId("share").addEventListener("click", () => void navigator.share({ url: location.href }).catch(() => undefined));
window.addEventListener("hashchange", () => void checkAddress());
window.addEventListener("popstate", () => void checkAddress());
// What this device keeps is renewed when nobody waits any more for a verdict.
void checkAddress()
  .then(() => (navigator.onLine ? kept.refresh() : false))
  .then(promise, promise);
window.addEventListener("load", () => void keepPage(page.language, page.keep));
