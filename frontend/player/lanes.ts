// The ways to take a recording in, and which of them suits this device.
import { recall, remember } from "./memory";

export interface Lane {
  name: string;
  kind: "video" | "audio";
  side: number;
  codecs: string;
  address: string;
  megabytes: number;
  bits: number;
  init_bytes: number;
  index_bytes: number;
}

export interface Sprite {
  every: number;
  columns: number;
  count: number;
  w: number;
  h: number;
  address: string;
}

export interface Recording {
  uuid: string;
  kind: "video" | "audio";
  title: string;
  seconds: number;
  master: string;
  lanes: Lane[];
  sprite: Sprite | null;
  stills: { at: number; address: string }[];
}

interface Connection {
  saveData?: boolean;
  effectiveType?: string;
}

/** What a person chose: "auto", "sound", or the shorter side of a picture. */
export type Choice = string;

const SAVING_SIDE = 240;
const THRIFTY = /^(av01|opus)/;

export const mime = (lane: Lane): string => `video/mp4; codecs="${lane.codecs}"`;
export const named = (lane: Lane): Choice => String(lane.side || "sound");

export function canStream(lane: Lane): boolean {
  return "MediaSource" in window && MediaSource.isTypeSupported(mime(lane));
}

/** AV1 costs a third less data. It is taken only where the device says that it decodes it without effort. */
async function decodesAv1(lanes: Lane[]): Promise<boolean> {
  const lane = lanes.find((one) => one.codecs.startsWith("av01"));
  if (!lane || !canStream(lane) || !navigator.mediaCapabilities) return false;
  const contentType = `video/mp4; codecs="${lane.codecs.split(",")[0]}"`;
  const size = { width: Math.round((lane.side * 16) / 9), height: lane.side };
  const video = { contentType, ...size, bitrate: lane.bits, framerate: 30 };
  try {
    const found = await navigator.mediaCapabilities.decodingInfo({ type: "media-source", video });
    return found.supported && found.smooth;
  } catch {
    return false;
  }
}

/** One lane for each size, in the cheapest coding this device can show, largest first; the sound last. */
export async function choices(lanes: Lane[]): Promise<Lane[]> {
  const av1 = await decodesAv1(lanes);
  const good = (lane: Lane): boolean => (lane.side ? av1 : canStream(lane));
  return lanes
    .filter((lane) => !THRIFTY.test(lane.codecs))
    .map((lane) => lanes.find((other) => THRIFTY.test(other.codecs) && other.side === lane.side && good(other)) ?? lane);
}

/** Whether data is saved: as chosen, or else on phones and slow links. */
export function saving(): boolean {
  const chosen = recall("saver");
  if (chosen) return chosen === "on";
  const link = (navigator as Navigator & { connection?: Connection }).connection;
  return Boolean(link?.saveData) || /2g|3g/.test(link?.effectiveType ?? "") || matchMedia("(max-width: 700px)").matches;
}

export const save = (on: boolean): void => remember("saver", on ? "on" : "off");

/** The pictures that "automatic" may choose from, largest first: with the data saver none above 240 lines. */
export function ladder(lanes: Lane[]): Lane[] {
  const pictures = lanes.filter((lane) => lane.kind === "video");
  if (!saving()) return pictures;
  const small = pictures.filter((lane) => lane.side <= SAVING_SIDE);
  return small.length ? small : pictures.slice(-1);
}

/** What was chosen last, if this recording has it. */
export function chosen(lanes: Lane[]): Choice {
  const kept = recall("lane") ?? "auto";
  if (lanes.every((lane) => lane.kind === "audio")) return "sound";
  return lanes.some((lane) => named(lane) === kept) ? kept : "auto";
}
