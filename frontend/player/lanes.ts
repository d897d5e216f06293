// The ways to take a recording in, and which of them suits this device.

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
  seconds: number;
  master: string;
  lanes: Lane[];
  sprite: Sprite | null;
}

interface Connection {
  saveData?: boolean;
  effectiveType?: string;
}

export const mime = (lane: Lane): string => `video/mp4; codecs="${lane.codecs}"`;

export function canStream(lane: Lane): boolean {
  return "MediaSource" in window && MediaSource.isTypeSupported(mime(lane));
}

/** AV1 costs a third less data. It is taken only where the device says that it decodes it without effort. */
export async function decodesAv1(lanes: Lane[]): Promise<boolean> {
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

/** One lane for each size, in the cheaper codec this device can show, largest first; the sound last. */
export function choices(lanes: Lane[], av1: boolean): Lane[] {
  const plain = lanes.filter((lane) => !lane.codecs.startsWith("av01"));
  if (!av1) return plain;
  return plain.map((lane) => lanes.find((other) => other.codecs.startsWith("av01") && other.side === lane.side) ?? lane);
}

/** What was chosen last, or else: a small picture on phones and slow links, a middle one elsewhere. */
export function suited(lanes: Lane[], chosen: string | null): Lane | undefined {
  const kept = lanes.find((lane) => String(lane.side || "sound") === chosen);
  if (kept) return kept;
  const link = (navigator as Navigator & { connection?: Connection }).connection;
  const saving = link?.saveData || /2g|3g/.test(link?.effectiveType ?? "") || matchMedia("(max-width: 700px)").matches;
  const most = saving ? 240 : 480;
  const pictures = lanes.filter((lane) => lane.kind === "video");
  return pictures.find((lane) => lane.side <= most) ?? pictures[pictures.length - 1] ?? lanes[0];
}
