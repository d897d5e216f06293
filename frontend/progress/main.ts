/* Long work under way: asks for the changed part of the page until it says that it is finished. */

const place = document.querySelector<HTMLElement>("[data-progress]");
const PAUSE = 2000;

async function look(): Promise<void> {
  if (!place || place.querySelector("[data-finished]")) return;
  try {
    const answer = await fetch(`${location.pathname}?part=progress`, { headers: { Accept: "text/html" } });
    if (answer.ok) {
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body;
      if (fresh.textContent !== place.textContent) place.replaceChildren(...fresh.childNodes);
    }
  } catch {
    // Without network the page keeps what it shows and asks again.
  }
  window.setTimeout(() => void look(), PAUSE);
}

window.setTimeout(() => void look(), PAUSE);
