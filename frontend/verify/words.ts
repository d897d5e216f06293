// What the page says, in the language it was drawn in: the server sends it with the page.
import type { Addresses } from "./kept.ts";

export interface Page {
  language: "ar" | "en";
  numerals: "latn" | "arab";
  words: Record<string, string>;
  sprite: string;
  reader: string;
  now: string; // with {serial}
  kept: Addresses;
  keep: string[]; // files the page needs without network
}

let page: Page;

export function read(id: string): Page {
  page = JSON.parse(document.getElementById(id)?.textContent ?? "{}") as Page;
  return page;
}

/** A sentence by its name; {places} are filled. */
export function say(name: string, values: Record<string, string> = {}): string {
  return Object.entries(values).reduce((text, [key, value]) => text.replaceAll(`{${key}}`, value), page.words[name] ?? name);
}

const locale = () => `${page.language === "ar" ? "ar-EG" : "en-GB"}-u-nu-${page.numerals}-ca-gregory`;

/** A day since 1970-01-01 in words. */
export function day(number: number): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeZone: "UTC" }).format(number * 86_400_000);
}

/** A moment in Cairo, in words. */
export function moment(milliseconds: number): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeStyle: "short", timeZone: "Africa/Cairo" }).format(milliseconds);
}

/** The day of a moment in Cairo, in words. */
export function dayOfMoment(milliseconds: number): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeZone: "Africa/Cairo" }).format(milliseconds);
}

export function inLanguage(words: { ar: string; en: string } | undefined, otherwise: string): string {
  return words?.[page.language] || words?.ar || otherwise;
}
