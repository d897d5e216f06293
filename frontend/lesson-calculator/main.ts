// A calculation follows the numbers as they are typed.
import { all } from "../lesson/bus";
import { amount, FORMULAS, shown, verdictOf } from "../lesson/calculators";

function follow(section: HTMLElement): void {
  const formula = FORMULAS[section.dataset.calculator ?? ""];
  const form = section.querySelector("form");
  if (!formula || !form) return;
  const fields = all<HTMLInputElement>("input[data-scale]", form);
  const reckon = (): void => {
    const numbers: Record<string, number> = {};
    let fine = true;
    for (const field of fields) {
      const kept = amount(field.value, Number(field.dataset.scale), Number(field.dataset.least), Number(field.dataset.most));
      field.setAttribute("aria-invalid", String(kept === null));
      if (kept === null) fine = false;
      else numbers[field.name] = kept;
    }
    section.querySelector<HTMLElement>("[data-wrong]")!.hidden = fine;
    section.querySelector<HTMLElement>("dl")!.hidden = !fine;
    const outcome = fine ? formula(numbers, form.querySelector("select")?.value ?? "") : {};
    for (const out of all<HTMLElement>("[data-out]", section)) out.textContent = fine ? shown(outcome[out.dataset.out!]!, Number(out.dataset.scale)) : "";
    const verdict = fine && outcome.superheat !== undefined ? verdictOf(outcome.superheat) : "";
    for (const words of all<HTMLElement>("[data-verdict]", section)) words.hidden = words.dataset.verdict !== verdict;
  };
  form.querySelector<HTMLElement>("[data-reckon]")!.hidden = true;
  form.addEventListener("input", reckon);
  form.addEventListener("submit", (event) => event.preventDefault());
}

for (const section of all<HTMLElement>("[data-calculator]")) follow(section);
