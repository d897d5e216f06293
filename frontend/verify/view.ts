// Draws a verdict. Everything a code says is set as text, never as markup.
import type { Answered } from "./register.ts";
import type { Outcome } from "./check.ts";
import type { Vocabulary } from "./kept.ts";
import { day, dayOfMoment, inLanguage, moment, say } from "./words.ts";

export type Face = Outcome | "asking" | "before_issue" | "not_in_register";

let sprite = "";
export function useSprite(address: string): void {
  sprite = address;
}

function icon(name: string): SVGSVGElement {
  const drawn = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawn.setAttribute("class", "i");
  drawn.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${sprite}#${name}`);
  drawn.append(use);
  return drawn;
}

const ICONS: Record<Face, () => SVGSVGElement> = {
  asking: () => icon("loader-circle"),
  valid: () => icon("badge-check"),
  valid_as_of: () => icon("badge-check"),
  status_unknown: () => icon("badge-help"),
  suspended: () => icon("circle-pause"),
  revoked: () => icon("circle-x"),
  expired: () => icon("clock-alert"),
  bad_signature: () => icon("shield-x"),
  not_in_register: () => icon("shield-x"),
  before_issue: () => icon("calendar-x"),
  unknown_key: () => icon("key-round"),
  not_ours: () => icon("circle-help"),
  malformed: () => icon("scan-qr-code"),
};

function element(tag: string, className = "", ...children: (Node | string)[]): HTMLElement {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** Which words and colours a verdict wears. */
export function faceOf(verdict: Answered): Face {
  return verdict.reason ?? verdict.outcome;
}

/** The card of a verdict: what it is, what the certificate says, what to do. */
export function card(verdict: Answered, words: Vocabulary, face: Face = faceOf(verdict)): HTMLElement {
  const { content } = verdict;
  const values = {
    day: content?.expiresOn === undefined ? "" : day(content.expiresOn),
    list: verdict.listedAt === undefined ? "" : dayOfMoment(verdict.listedAt),
  };
  const heading = element("h1", "", say(`${face}.title`, values));
  heading.tabIndex = -1;
  const header = element("header", "", ICONS[face](), heading, element("p", "", say(`${face}.says`, values)));
  const made = element("article", `card verdict ${face}`, header);
  if (content) made.append(contents(verdict, words));
  if (content?.trade) made.classList.add(`trade-${content.trade.toLowerCase()}`);
  made.dataset.outcome = face === "asking" ? "asking" : verdict.outcome;
  return made;
}

function contents(verdict: Answered, words: Vocabulary): HTMLElement {
  const content = verdict.content;
  if (!content) return element("div");
  const registered = verdict.registered;
  const name = inLanguage(registered?.name, content.name);
  const trade = inLanguage(words.trades?.[content.trade], content.tradeName || content.trade);
  const level = inLanguage(words.schemes?.[content.scheme]?.levels?.[content.level], content.levelName || content.level);
  const called = element("bdi", "", name);
  if (/[\u0600-\u06ff]/.test(name)) called.lang = "ar";
  const holder = element("p", "holder", called);
  const faced = registered?.photo ? element("div", "faced", photo(registered.photo, name), holder) : holder;
  const pairs = element("dl", "pairs");
  const pair = (term: string, value: Node | string, className = "") => {
    const described = element("dd", className);
    described.append(value);
    pairs.append(element("div", "", element("dt", "", say(term)), described));
  };
  if (content.licence) pair("kind", say("licence"));
  pair("trade", trade, "hue");
  pair("level", level);
  pair("issued", day(content.issuedOn));
  if (registered?.since && verdict.outcome === "revoked") pair("revoked_on", day(daysOf(registered.since)), "danger");
  if (registered?.since && verdict.outcome === "suspended") pair("suspended_on", day(daysOf(registered.since)), "warn");
  if (registered?.reason) pair("reason", registered.reason);
  if (verdict.outcome !== "revoked") pair("until", content.expiresOn === undefined ? say("no_end") : day(content.expiresOn));
  pair("issuer", say("ministry"));
  const serial = element("bdi", "ltr", content.serial);
  serial.dir = "ltr";
  pair("serial", serial);
  const compare = element("p", "muted small row compare", icon("id-card"), say(registered?.photo ? "compare_photo" : "compare"));
  return element("div", "content", faced, compare, pairs);
}

function photo(address: string, name: string): HTMLImageElement {
  const shown = new Image(112, 112);
  shown.className = "photo";
  shown.alt = say("photo", { name });
  shown.src = address;
  return shown;
}

function daysOf(iso: string): number {
  return Date.parse(iso.slice(0, 10)) / 86_400_000;
}

/** The notes under a card: where the answer comes from, what to do, what is never shown. */
export function notes(verdict: Answered, face: Face = faceOf(verdict)): HTMLElement {
  const list = element("ul", "promises");
  const note = (drawn: SVGSVGElement, text: string, className = "") =>
    list.append(element("li", className, drawn, element("span", "", text)));
  const advice = say(`${face}.do`);
  if (advice && advice !== `${face}.do`) note(icon("info"), advice, "advice");
  if (verdict.registered) note(icon("history"), say("by_register", { moment: moment(Date.parse(verdict.registered.asked_at)) }));
  else if (verdict.listedAt !== undefined) note(icon("history"), say("by_list", { moment: moment(verdict.listedAt) }));
  if (verdict.content) note(icon("lock"), say("never_shown"));
  else list.append(element("li", "code", verdict.reason ?? verdict.outcome));
  return list;
}
