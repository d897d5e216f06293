// The few things the screens need of the page. Text goes in as text, never as markup.

export function byId<T extends HTMLElement = HTMLElement>(id: string): T | null {
  return document.getElementById(id) as T | null;
}

export function need<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = byId<T>(id);
  if (!found) throw new Error(`The room's page has no #${id}`);
  return found;
}

type Child = Node | string | null | undefined | false;
type Props = Record<string, string | boolean | ((event: Event) => void) | undefined>;

export function h(tag: string, props: Props = {}, ...children: Child[]): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

const SPRITE = document.querySelector("use")?.getAttribute("href")?.split("#")[0] ?? "";

export function icon(name: string, extra = ""): SVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", `i ${extra}`);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${SPRITE}#${name}`);
  svg.append(use);
  return svg;
}

export function show(element: HTMLElement | null, visible: boolean): void {
  if (element && element.hidden === visible) element.hidden = !visible;
}

export function write(element: HTMLElement | null, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}

export function press(element: HTMLElement | null, pressed: boolean): void {
  element?.setAttribute("aria-pressed", String(pressed));
}

// Keep a list in step with the items: rows that stay are the same elements, so focus and reading position stay too.
export function keyed<T>(list: HTMLElement, items: T[], key: (item: T) => string, same: (item: T) => string, draw: (item: T) => HTMLElement): void {
  const old = new Map<string, HTMLElement>();
  for (const child of Array.from(list.children) as HTMLElement[]) old.set(child.dataset.key ?? "", child);
  let place: Element | null = list.firstElementChild;
  for (const item of items) {
    const id = key(item);
    const signature = same(item);
    let row = old.get(id);
    old.delete(id);
    if (!row || row.dataset.same !== signature) {
      const fresh = draw(item);
      fresh.dataset.key = id;
      fresh.dataset.same = signature;
      if (row) {
        const focused = row.contains(document.activeElement) ? document.activeElement?.getAttribute("data-act") : null;
        if (place === row) place = fresh;
        row.replaceWith(fresh);
        if (focused) fresh.querySelector<HTMLElement>(`[data-act="${focused}"]`)?.focus();
      }
      row = fresh;
    }
    if (row === place) place = place.nextElementSibling;
    else list.insertBefore(row, place);
  }
  for (const row of old.values()) row.remove();
}
