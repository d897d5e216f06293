// The value of each question type, read from and written to its form. The shapes are those of assessments/questions.
import { all } from "../facts/page";

export class Unreadable extends Error {}

const ARABIC = "٠١٢٣٤٥٦٧٨٩";

export function valueOf(form: HTMLFormElement): unknown {
  switch (form.dataset.type) {
    case "single_choice":
      return checked(form)[0] ?? null;
    case "true_false": {
      const word = checked(form)[0];
      return word === undefined ? null : word === "true";
    }
    case "multiple_response":
      return list(checked(form).sort());
    case "hotspot":
      return list([...new Set(checked(form))]);
    case "numeric":
      return number(form);
    case "short_text":
      return form.querySelector<HTMLInputElement>("input[name=value]")?.value.trim() || null;
    case "ordering":
      return order(form);
    default:
      return pairs(form);
  }
}

function checked(form: HTMLFormElement): string[] {
  return all<HTMLInputElement>("input[name=value]:checked", form).map((input) => input.value);
}

function list(values: string[]): string[] | null {
  return values.length ? values : null;
}

function number(form: HTMLFormElement): string | null {
  const typed = (form.querySelector<HTMLInputElement>("input[name=value]")?.value ?? "").trim();
  if (!typed) return null;
  const plain = typed.replace(/[٠-٩]/g, (digit) => String(ARABIC.indexOf(digit))).replace(/[٫،,]/g, ".").replace(/−/g, "-").replace(/\s/g, "");
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain)) throw new Unreadable();
  return plain;
}

function order(form: HTMLFormElement): string[] | null {
  const rows = all<HTMLElement>("[data-item]", form);
  const places = rows.map(() => "");
  for (const row of rows) {
    const at = Number(row.querySelector("select")?.value || 0);
    if (at) places[at - 1] = row.dataset.item ?? "";
  }
  return places.some(Boolean) ? places : null;
}

function pairs(form: HTMLFormElement): Record<string, string> | null {
  const found: Record<string, string> = {};
  for (const select of all<HTMLSelectElement>("select", form)) if (select.value) found[select.name.replace("pair-", "")] = select.value;
  return Object.keys(found).length ? found : null;
}

export function putValue(form: HTMLFormElement, value: unknown): void {
  const type = form.dataset.type;
  if (type === "numeric" || type === "short_text") form.querySelector<HTMLInputElement>("input[name=value]")!.value = value === null ? "" : String(value);
  else if (type === "ordering") {
    const places = (value ?? []) as string[];
    for (const row of all<HTMLElement>("[data-item]", form)) {
      const at = places.indexOf(row.dataset.item ?? "");
      row.querySelector("select")!.value = at < 0 ? "" : String(at + 1);
    }
    numbered(form);
  } else if (type === "matching") {
    for (const select of all<HTMLSelectElement>("select", form)) select.value = ((value ?? {}) as Record<string, string>)[select.name.replace("pair-", "")] ?? "";
  } else {
    const wanted = (Array.isArray(value) ? value : value === null ? [] : [value]).map(String);
    for (const input of all<HTMLInputElement>("input[name=value]", form)) input.checked = wanted.includes(input.value);
  }
}

export function prepare(form: HTMLFormElement, save: () => void): void {
  let typing = 0;
  form.addEventListener("change", () => {
    window.clearTimeout(typing);
    save();
  });
  form.addEventListener("input", (event) => {
    if ((event.target as HTMLInputElement).type !== "text") return;
    window.clearTimeout(typing);
    typing = window.setTimeout(save, 700);
  });
  if (form.dataset.type === "ordering") touchInOrder(form, save);
  if (form.dataset.type === "numeric") keypad(form, save);
}

// Touch the steps one after the other; touch one again to take its number back.
function touchInOrder(form: HTMLFormElement, save: () => void): void {
  form.querySelector("[data-places]")?.classList.add("touch");
  form.querySelector<HTMLElement>("[data-hint]")!.hidden = false;
  for (const row of all<HTMLElement>("[data-item]", form)) {
    row.addEventListener("click", (event) => {
      event.preventDefault();
      const select = row.querySelector("select")!;
      const taken = all<HTMLSelectElement>("select", form).map((one) => Number(one.value));
      const free = taken.map((_, index) => index + 1).find((place) => !taken.includes(place));
      select.value = select.value ? "" : String(free ?? "");
      numbered(form);
      save();
    });
  }
  form.addEventListener("change", () => numbered(form));
  numbered(form);
}

function numbered(form: HTMLFormElement): void {
  for (const row of all<HTMLElement>("[data-item]", form)) row.firstElementChild?.classList.toggle("numbered", Boolean(row.querySelector("select")?.value));
}

function keypad(form: HTMLFormElement, save: () => void): void {
  if (!window.matchMedia("(pointer: coarse)").matches) return;
  const pad = form.querySelector<HTMLElement>("[data-keypad]")!;
  const field = form.querySelector<HTMLInputElement>("input[name=value]")!;
  pad.hidden = false;
  field.inputMode = "none";
  pad.addEventListener("click", (event) => {
    const key = (event.target as Element).closest<HTMLElement>("[data-key]")?.dataset.key;
    if (!key) return;
    field.value = key === "back" ? field.value.slice(0, -1) : field.value + key;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    if (!field.value) save();
  });
}
