// The compact status list: which certificates of a list are revoked or suspended, signed, with the time it is good for.
import { Malformed, decode } from "./cbor.ts";
import { isBytes, isSignedBy, parse } from "./cose.ts";
import type { PinnedKey } from "./keys.ts";

type Bytes = Uint8Array<ArrayBuffer>;

export interface StatusList {
  number: number;
  publishedAt: number; // milliseconds since 1970
  validUntil: number; // milliseconds since 1970
  revoked: Bytes;
  suspended: Bytes;
}

export const ENTRIES = 131_072;

/** A list whose signature was checked against the pinned keys; undefined for any other bytes. */
export async function readList(data: Bytes, keys: PinnedKey[]): Promise<StatusList | undefined> {
  try {
    const signed = parse(data);
    const key = keys.find((one) => one.kid === signed.kid && one.purpose === "status" && !one.compromised_at);
    if (!key || !(await isSignedBy(signed, key.jwk))) return undefined;
    return await listOf(signed.payload);
  } catch {
    return undefined;
  }
}

async function listOf(payload: Bytes): Promise<StatusList> {
  const claims = decode(payload);
  const [number, published, until, revoked, suspended] =
    claims instanceof Map && claims.size === 5 ? [1, 2, 3, 4, 5].map((key) => claims.get(key)) : [];
  if (typeof number !== "number" || typeof published !== "number" || typeof until !== "number") throw new Malformed("no list");
  if (!isBytes(revoked) || !isBytes(suspended)) throw new Malformed("no bits");
  const [isRevoked, isSuspended] = await Promise.all([unzipped(revoked), unzipped(suspended)]);
  return { number, publishedAt: published * 1000, validUntil: until * 1000, revoked: isRevoked, suspended: isSuspended };
}

/** Bit 0 is the highest bit of the first byte. */
export function bit(bits: Bytes, index: number): boolean {
  return (((bits[index >> 3] ?? 0) >> (7 - (index & 7))) & 1) === 1;
}

/** The bits, and no more of them than a list has, however much a forged list would unfold into. */
async function unzipped(data: Bytes): Promise<Bytes> {
  const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream("gzip"));
  const bits = new Uint8Array(ENTRIES / 8);
  const reader = stream.getReader();
  let at = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (at + part.value.length > bits.length) throw new Malformed("more bits than a list has");
    bits.set(part.value, at);
    at += part.value.length;
  }
  if (at !== bits.length) throw new Malformed("fewer bits than a list has");
  return bits;
}
