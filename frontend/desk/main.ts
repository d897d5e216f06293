// The day's sheets are put onto this tablet when the desk is opened where there is a line: each opens without network afterwards,
// for the whole day. The service worker keeps running papers and sheets; here they are handed to it before anybody asked for them.
import { figures, json } from "../facts/page";

const RUNNING = "running-papers";
const words = json<Record<string, string>>("strings");
const place = document.getElementById("day-here");

async function takeTheDay(): Promise<void> {
  if (!place || !("caches" in window)) return;
  const store = await caches.open(RUNNING);
  const sheets = (place.dataset.sheets ?? "").split(" ").filter(Boolean);
  const needs = (place.dataset.needs ?? "").split(" ").filter(Boolean);
  let here = 0;
  for (const address of [...needs, ...sheets, location.pathname]) {
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok && !answer.redirected) await store.put(address, answer);
    if (sheets.includes(address) && (await store.match(address))) here += 1;
  }
  await navigator.storage?.persist?.();
  if (!sheets.length) return;
  place.hidden = false;
  const text = here === sheets.length ? words.all_here : words.some_here;
  place.querySelector("span")!.textContent = (text ?? "").replace("{here}", figures(here)).replace("{all}", figures(sheets.length));
}

void takeTheDay();
