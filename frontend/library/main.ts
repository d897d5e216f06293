/* The library in the studio: the state of each file that waits or is converted stays true without a reload. */
export {};

interface AssetState {
  state: "queued" | "processing" | "ready" | "refused" | "stopped";
  label: string;
  percent: number;
  message: string;
}

const PAUSE = 2000;
const UNDER_WAY = new Set(["queued", "processing"]);

function show(place: HTMLElement, found: AssetState): void {
  const part = <E extends HTMLElement>(selector: string): E | null => place.querySelector<E>(selector);
  const [label, percent, message, bar] = [part("[data-label]"), part("[data-percent]"), part("[data-message]"), part<HTMLProgressElement>("progress")];
  if (label) label.textContent = found.label;
  if (message) message.textContent = found.message;
  if (percent) percent.textContent = `${found.percent}%`;
  if (bar) bar.value = found.percent;
  if (UNDER_WAY.has(found.state)) return;
  percent?.remove();
  bar?.remove();
  place.removeAttribute("data-state");
  // The asset's own page has more to show than its state.
  if (place.closest(".asset-detail")) location.reload();
}

async function look(place: HTMLElement): Promise<void> {
  const address = place.dataset.state;
  if (!address) return;
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (answer.ok) show(place, (await answer.json()) as AssetState);
  } catch {
    // Without network the page keeps what it shows and asks again.
  }
}

async function round(): Promise<void> {
  const places = [...document.querySelectorAll<HTMLElement>("[data-state]")];
  for (const place of places) await look(place);
  window.setTimeout(() => void round(), PAUSE);
}

window.setTimeout(() => void round(), PAUSE);
