// Quick checks of every type but the plain choice: marked on the phone at once, kept as facts.
import { all, tell } from "../lesson/bus";
import { numberIn, shareOf, type Key } from "./marking";

/** The answer in a form, in the shape its type keeps; null where nothing, or no number, was given. */
function answerIn(form: HTMLFormElement): unknown {
  const chosen = all<HTMLInputElement>("input[name=value]:checked", form).map((input) => input.value);
  switch (form.dataset.type) {
    case "true_false":
      return chosen[0] === undefined ? null : chosen[0] === "true";
    case "multiple_response":
    case "hotspot":
      return chosen.length ? chosen.sort() : null;
    case "numeric":
      return numberIn(form.querySelector<HTMLInputElement>("input[name=value]")?.value ?? "");
    case "ordering":
      return orderIn(form);
    default:
      return Object.fromEntries(all<HTMLSelectElement>("select", form).map((select) => [select.name.replace("pair-", ""), select.value]));
  }
}

function orderIn(form: HTMLFormElement): string[] {
  const rows = all<HTMLElement>("[data-item]", form);
  const places = rows.map(() => "");
  for (const row of rows) places[Number(row.querySelector("select")?.value) - 1] = row.dataset.item ?? "";
  return places;
}

/** Each place is given once: choosing it elsewhere takes it away where it was. */
function keepApart(form: HTMLFormElement): void {
  form.addEventListener("change", (event) => {
    const changed = event.target as HTMLSelectElement;
    for (const select of all<HTMLSelectElement>("select", form)) if (select !== changed && select.value === changed.value) select.value = "";
  });
}

function forget(section: HTMLElement): void {
  for (const verdict of all<HTMLElement>(".verdict", section)) verdict.hidden = true;
  const button = section.querySelector<HTMLButtonElement>("[data-answer]");
  if (button) button.hidden = false;
}

for (const section of all<HTMLElement>("[data-check]")) {
  const form = section.querySelector("form");
  const key = JSON.parse(section.querySelector("script")?.textContent ?? "{}") as Key;
  const button = section.querySelector<HTMLButtonElement>("[data-answer]");
  if (!form || !button) continue;
  if (form.dataset.type === "ordering" || form.dataset.type === "matching") keepApart(form);
  form.addEventListener("change", () => forget(section));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const answer = answerIn(form);
    if (answer === null) return form.querySelector("input")?.focus();
    const right = shareOf(form.dataset.type ?? "", answer, key) === 1;
    forget(section);
    section.querySelector<HTMLElement>(right ? ".verdict.right" : ".verdict.wrong")!.hidden = false;
    button.textContent = button.dataset.again ?? "";
    button.hidden = right;
    tell("question_answered", section.dataset.check ?? "", { answer });
  });
}
