// The invigilator's board: the chairs are fetched anew every few seconds. Nothing moves under a hand that is using them.
const chairs = document.getElementById("chairs")!;
const stale = document.getElementById("stale")!;
const every = Number(chairs.dataset.every);
let shown = "";

function inUse(): boolean {
  return chairs.contains(document.activeElement) && document.activeElement !== document.body;
}

async function refresh(): Promise<void> {
  if (document.visibilityState === "visible" && !inUse()) {
    const answer = await fetch(chairs.dataset.url!, { headers: { Accept: "text/html" } }).catch(() => null);
    stale.hidden = answer?.ok === true;
    if (answer?.ok) put(await answer.text());
  }
  window.setTimeout(() => void refresh(), every);
}

function put(text: string): void {
  // The token of each form is new in every answer and says nothing about the candidates.
  const plain = text.replace(/name="csrfmiddlewaretoken" value="[^"]*"/g, "");
  if (plain === shown || inUse()) return;
  const open = Array.from(chairs.querySelectorAll("details[open]"), (one) => one.closest("li")?.id);
  shown = plain;
  chairs.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
  for (const id of open) if (id) document.getElementById(id)?.querySelector("details")?.setAttribute("open", "");
}

window.setTimeout(() => void refresh(), every);
export {};
