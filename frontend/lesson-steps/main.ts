// One step at a time over the whole screen, for hands that are busy: large words, the picture, one big button.
import { all, button } from "../lesson/bus";

function workThrough(section: HTMLElement): void {
  const rows = all<HTMLElement>("[data-step]", section);
  const words = section.dataset as Record<"done" | "skip" | "back" | "close", string>;
  const sheet = document.createElement("dialog");
  sheet.className = "work";
  sheet.setAttribute("aria-label", section.getAttribute("aria-label") ?? "");
  const [place, shown] = [document.createElement("p"), document.createElement("div")];
  place.className = "work-place";
  shown.className = "work-step";
  shown.setAttribute("aria-live", "polite");
  let at = 0;

  const next = button("", "btn big copper", () => {
    const row = rows[at]!;
    if (!row.classList.contains("done")) row.querySelector<HTMLButtonElement>(".tick")?.click();
    if (at + 1 === rows.length) sheet.close();
    else show(at + 1);
  });
  const back = button(words.back, "btn quiet big", () => show(Math.max(0, at - 1)));
  const close = button(words.close, "btn plain", () => sheet.close());

  function show(number: number): void {
    at = number;
    const row = rows[at]!;
    const parts = [row.querySelector(".step-clip") ?? row.querySelector(".pic"), row.querySelector("p")].filter((part) => part !== null);
    // A player is moved, not copied: it keeps playing where it was. It goes home when the sheet closes.
    home();
    shown.replaceChildren(...parts.map((part) => (part.classList.contains("step-clip") ? lend(part as HTMLElement) : part.cloneNode(true))));
    place.textContent = `${figures(at + 1)} / ${figures(rows.length)}`;
    next.textContent = row.classList.contains("done") ? words.skip : words.done;
    back.disabled = at === 0;
  }

  let lent: { part: HTMLElement; to: Element } | null = null;
  function lend(part: HTMLElement): HTMLElement {
    lent = { part, to: rows[at]! };
    return part;
  }
  function home(): void {
    if (lent) lent.to.append(lent.part);
    lent = null;
  }
  sheet.addEventListener("close", () => {
    home();
    rows[at]?.scrollIntoView({ block: "center" });
  });

  const foot = document.createElement("div");
  foot.className = "work-foot";
  foot.append(back, next);
  sheet.append(close, place, shown, foot);
  document.body.append(sheet);
  const opener = section.querySelector<HTMLElement>("[data-one-by-one]");
  if (!opener || rows.some((row) => row.querySelector<HTMLButtonElement>(".tick")?.disabled)) return;
  opener.hidden = false;
  opener.querySelector("button")?.addEventListener("click", () => {
    const waiting = rows.findIndex((row) => !row.classList.contains("done"));
    show(Math.max(0, waiting));
    sheet.showModal();
    next.focus();
  });
}

const eastern = /[٠-٩]/.test(document.querySelector(".steps-count")?.textContent ?? "");
const figures = (count: number): string => (eastern ? String(count).replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit))) : String(count));

for (const section of all<HTMLElement>("[data-steps]")) workThrough(section);
