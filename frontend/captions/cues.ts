// Captions as lines with a start and an end; reading and writing WebVTT; where speech begins and ends.

export interface Cue {
  start: number;
  end: number;
  text: string;
}

export type Fault = "" | "order" | "overlap" | "fast" | "long";

const FASTEST = 21; // letters a second that people still read
const LONGEST = 84; // letters: two lines of a phone
const SHORTEST = 0.7; // seconds

const seconds = (clock: string): number => clock.replace(",", ".").split(":").reduce((sum, part) => sum * 60 + Number(part), 0);

export function clock(moment: number): string {
  const thousandths = Math.max(0, Math.round(moment * 1000));
  const two = (value: number): string => String(Math.floor(value)).padStart(2, "0");
  const [h, m, s] = [thousandths / 3600000, (thousandths / 60000) % 60, (thousandths / 1000) % 60];
  return `${two(h)}:${two(m)}:${two(s)}.${String(thousandths % 1000).padStart(3, "0")}`;
}

/** The lines of a WebVTT or SubRip text; whatever is no line is left out. */
export function read(text: string): Cue[] {
  const cues: Cue[] = [];
  for (const block of text.replace(/\r\n?/g, "\n").split(/\n\s*\n/)) {
    const lines = block.split("\n");
    const at = lines.findIndex((line) => line.includes("-->"));
    const times = /((?:\d+:)?\d+:\d+[.,]\d+)\s*-->\s*((?:\d+:)?\d+:\d+[.,]\d+)/.exec(lines[at] ?? "");
    if (times) cues.push({ start: seconds(times[1] as string), end: seconds(times[2] as string), text: lines.slice(at + 1).join("\n").trim() });
  }
  return cues;
}

/** WebVTT of the lines that say something. */
export function write(cues: Cue[]): string {
  const said = [...cues].filter((cue) => cue.text.trim()).sort((a, b) => a.start - b.start);
  const words = (cue: Cue): string => cue.text.trim().replace(/\n\s*\n/g, "\n").replace(/-->/g, "→");
  return ["WEBVTT", ...said.map((cue) => `${clock(cue.start)} --> ${clock(cue.end)}\n${words(cue)}`)].join("\n\n") + "\n";
}

/** What is wrong with a line, the worst first. */
export function fault(cues: Cue[], number: number): Fault {
  const cue = cues[number];
  if (!cue) return "";
  if (cue.end <= cue.start) return "order";
  const next = cues[number + 1];
  if (next && cue.end > next.start + 0.001) return "overlap";
  const letters = cue.text.replace(/\s+/g, " ").length;
  if (letters > LONGEST) return "long";
  return letters / (cue.end - cue.start) > FASTEST ? "fast" : "";
}

/** Empty lines where somebody speaks: between pauses, none longer than six seconds. `wave` holds `rate` bytes a second. */
export function cutBySpeech(wave: Uint8Array, rate: number): Cue[] {
  const sorted = [...wave].sort((a, b) => a - b);
  const quiet = (sorted[Math.floor(sorted.length * 0.15)] ?? 0) + 12;
  const loud = (sorted[Math.floor(sorted.length * 0.95)] ?? 0) * 0.25;
  const threshold = Math.max(quiet, loud, 18);
  const pause = Math.round(0.3 * rate);
  const cues: Cue[] = [];
  let begun = -1;
  let silent = 0;
  const close = (end: number): void => {
    if (begun >= 0 && (end - begun) / rate >= SHORTEST) cues.push(...split({ start: begun / rate, end: end / rate, text: "" }));
    begun = -1;
  };
  for (let at = 0; at < wave.length; at++) {
    if ((wave[at] ?? 0) >= threshold) {
      if (begun < 0) begun = at;
      silent = 0;
    } else if (begun >= 0 && ++silent >= pause) close(at - silent + 2);
  }
  close(wave.length);
  return cues;
}

function split(cue: Cue): Cue[] {
  const parts = Math.ceil((cue.end - cue.start) / 6);
  const each = (cue.end - cue.start) / parts;
  return Array.from({ length: parts }, (_, n) => ({ start: cue.start + n * each, end: cue.start + (n + 1) * each, text: "" }));
}
