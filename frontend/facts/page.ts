// What both screens need of their page: the server's settings and words, icons, figures.

export function json<T>(id: string): T {
  return JSON.parse(document.getElementById(id)?.textContent ?? "{}") as T;
}

const words = json<Record<string, string>>("strings");

export function say(name: string, values: Record<string, string | number> = {}): string {
  return (words[name] ?? name).replace(/\{(\w+)\}/g, (_, key: string) => figures(values[key] ?? ""));
}

const arabic = /[٠-٩]/.test(document.getElementById("clock")?.textContent ?? "");

/** Figures as the page shows them. */
export function figures(value: string | number): string {
  return arabic ? String(value).replace(/\d/g, (digit) => "٠١٢٣٤٥٦٧٨٩"[Number(digit)]!) : String(value);
}

const sprite = document.querySelector("use")?.getAttribute("href")?.split("#")[0] ?? "";

export function icon(name: string): SVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "i");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${sprite}#${name}`);
  svg.append(use);
  return svg;
}

/** A word with its icon; `kind` is ok, wait or bad. */
export function mark(kind: string, glyph: string, text: string): HTMLElement {
  const span = document.createElement("span");
  span.className = kind;
  span.append(icon(glyph), text);
  return span;
}

export function clockTime(date: Date): string {
  return figures(`${String(date.getHours()).padStart(2, "0")}:${String(date.getMinutes()).padStart(2, "0")}`);
}

export function all<T extends Element>(selector: string, within: ParentNode = document): T[] {
  return Array.from(within.querySelectorAll<T>(selector));
}
