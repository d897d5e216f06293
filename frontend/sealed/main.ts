// A sealed paper: taken onto the phone while there is a line, opened with the key that is read out, begun without network. The
// opened page goes where the service worker keeps running papers, so that it works like any other from there on.
import { newId, Outbox } from "../facts/outbox";
import { all, json } from "../facts/page";

interface Box {
  salt: string;
  nonce: string;
  data: string;
  rounds: string;
  attempt: string;
  path: string;
  begun: string;
  minutes: number;
  end: string;
  now: string;
}

const SEALED = "sealed-papers";
const RUNNING = "running-papers";
const words = json<Record<string, string>>("strings");
const part = document.getElementById("sealed")!;
const said = part.querySelector<HTMLElement>("[data-said]")!;
const form = part.querySelector<HTMLFormElement>("[data-open]")!;
const take = part.querySelector<HTMLButtonElement>("[data-take]")!;
const url = part.dataset.url!;

async function kept(): Promise<Box | null> {
  const found = await (await caches.open(SEALED)).match(url);
  return found ? ((await found.json()) as Box) : null;
}

async function show(): Promise<void> {
  const box = await kept();
  form.hidden = !box;
  if (box) said.textContent = words.on_phone ?? "";
}

async function fetchIt(): Promise<void> {
  take.disabled = true;
  try {
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    await (await caches.open(SEALED)).put(url, answer);
    // What the paper needs and this page do not stay only in the browser's own cache.
    const needs = Object.entries(part.dataset).filter(([name]) => name.startsWith("need")).map(([, address]) => address!);
    const running = await caches.open(RUNNING);
    await Promise.all([...needs.map((need) => running.add(need)), running.put(location.pathname, await fetch(location.pathname))]);
    await navigator.storage?.persist?.();
    await show();
  } catch {
    said.textContent = words.failed ?? "";
  } finally {
    take.disabled = false;
  }
}

async function opened(box: Box, key: string): Promise<string> {
  const plain = new TextEncoder().encode(key.toUpperCase().replace(/[^A-Z0-9]/g, ""));
  const material = await crypto.subtle.importKey("raw", plain, "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes(box.salt), iterations: Number(box.rounds) };
  const derived = await crypto.subtle.deriveKey(how, material, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
  const about = { name: "AES-GCM", iv: bytes(box.nonce), additionalData: new TextEncoder().encode(box.attempt) };
  return new TextDecoder().decode(await crypto.subtle.decrypt(about, derived, bytes(box.data)));
}

async function begin(key: string): Promise<void> {
  const box = (await kept())!;
  const running = await caches.open(RUNNING);
  if (!(await running.match(box.path))) {
    const page = await opened(box, key);
    const now = new Date();
    const end = new Date(now.getTime() + box.minutes * 60_000);
    const text = page.split(box.end).join(end.toISOString()).split(box.now).join(now.toISOString());
    const outbox = new Outbox(box.attempt, () => undefined);
    await outbox.open(0);
    const body = { uuid: box.attempt, key, started_at: now.toISOString() };
    await outbox.add({ id: newId(), place: "begun", method: "POST", url: box.begun, body }, () => body, null);
    await running.put(box.path, new Response(text, { headers: { "Content-Type": "text/html; charset=utf-8" } }));
  }
  location.assign(box.path);
}

function bytes(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

take.addEventListener("click", () => void fetchIt());
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const wrong = form.querySelector<HTMLElement>("[data-wrong]")!;
  const buttons = all<HTMLButtonElement>("button", form);
  wrong.textContent = words.opening ?? "";
  for (const button of buttons) button.disabled = true;
  begin(form.querySelector<HTMLInputElement>("[name=key]")!.value)
    .catch(() => (wrong.textContent = words.wrong ?? ""))
    .finally(() => buttons.forEach((button) => (button.disabled = false)));
});
void show();
