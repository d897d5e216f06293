// How the scripts of single blocks tell the lesson's own what was done: it keeps facts, they do not know how.
import type { Kind } from "./facts";

export interface Done {
  kind: Kind;
  step: string;
  value: Record<string, unknown>;
}

export function tell(kind: Kind, step: string, value: Record<string, unknown> = {}): void {
  document.dispatchEvent(new CustomEvent<Done>("warsha:done", { detail: { kind, step, value } }));
}

export const all = <E extends Element>(selector: string, within: ParentNode = document): E[] => [...within.querySelectorAll<E>(selector)];

/** A button with words and, where one is named, an icon of the page's sprite. */
export function button(words: string, className: string, press: () => void, icon = ""): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  if (icon) made.append(glyph(icon));
  made.append(words);
  made.addEventListener("click", press);
  return made;
}

const sprite = document.querySelector("use")?.getAttribute("href")?.split("#")[0] ?? "";

export function glyph(name: string): SVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "i");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${sprite}#${name}`);
  svg.append(use);
  return svg;
}
