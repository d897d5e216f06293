// Things to look at closely: two states over each other, places on a picture, a photo that turns.
import { all } from "../lesson/bus";

function slider(label: string, most: number): HTMLInputElement {
  const range = document.createElement("input");
  range.type = "range";
  range.min = "0";
  range.max = String(most);
  range.setAttribute("aria-label", label);
  range.dir = "ltr"; // left and right of a picture are the same for every reader
  return range;
}

/** The second picture lies over the first and is uncovered from its right edge. */
function compare(figure: HTMLElement): void {
  const range = slider(figure.dataset.compare ?? "", 100);
  const show = (): void => figure.style.setProperty("--v", range.value);
  range.value = "50";
  range.addEventListener("input", show);
  figure.querySelector(".sides")?.append(range);
  figure.classList.add("live");
  show();
}

/** One place is told at a time; the list stays for who prints. */
function hotspots(figure: HTMLElement): void {
  const pins = all<HTMLAnchorElement>(".pin", figure);
  const spots = all<HTMLElement>(".spots > li", figure);
  const hint = document.createElement("p");
  hint.className = "muted spots-hint";
  hint.textContent = figure.dataset.hotspots ?? "";
  const list = figure.querySelector<HTMLElement>(".spots");
  list?.before(hint);
  list?.setAttribute("aria-live", "polite");
  const show = (at: number): void => {
    hint.hidden = true;
    spots.forEach((spot, number) => spot.classList.toggle("now", number === at));
    pins.forEach((pin, number) => (number === at ? pin.setAttribute("aria-current", "true") : pin.removeAttribute("aria-current")));
  };
  figure.classList.add("live");
  pins.forEach((pin, number) =>
    pin.addEventListener("click", (event) => {
      event.preventDefault();
      show(number);
    }),
  );
  if (spots.some((spot) => `#${spot.id}` === location.hash)) show(spots.findIndex((spot) => `#${spot.id}` === location.hash));
}

const STROKE = 28; // pixels of a finger's way from one photo to the next

function turntable(figure: HTMLElement): void {
  const frames = all<HTMLElement>(".frame", figure);
  const strip = figure.querySelector<HTMLElement>(".frames");
  if (!strip || !frames.length) return;
  const range = slider(figure.dataset.turntable ?? "", frames.length - 1);
  const show = (): void => {
    const at = Number(range.value);
    frames.forEach((frame, number) => frame.classList.toggle("now", number === at));
    range.setAttribute("aria-valuetext", (figure.dataset.of ?? "").replace("{number}", String(at + 1)).replace("{all}", String(frames.length)));
  };
  const turn = (by: number): void => {
    range.value = String((((Number(range.value) + by) % frames.length) + frames.length) % frames.length);
    show();
  };
  range.value = "0";
  range.addEventListener("input", show);
  strip.after(range);
  strip.removeAttribute("tabindex"); // the slider is the way by keyboard
  figure.classList.add("live");
  let from: number | null = null;
  strip.addEventListener("pointerdown", (event) => {
    from = event.clientX;
    strip.setPointerCapture(event.pointerId);
  });
  strip.addEventListener("pointermove", (event) => {
    if (from === null) return;
    const steps = Math.trunc((event.clientX - from) / STROKE);
    if (!steps) return;
    from += steps * STROKE;
    turn(steps);
  });
  for (const name of ["pointerup", "pointercancel"]) strip.addEventListener(name, () => (from = null));
  show();
}

for (const figure of all<HTMLElement>("[data-compare]")) compare(figure);
for (const figure of all<HTMLElement>("[data-hotspots]")) hotspots(figure);
for (const figure of all<HTMLElement>("[data-turntable]")) turntable(figure);
