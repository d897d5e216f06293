// Deterministic CBOR (RFC 8949, 4.2.1), as much of it as our codes and lists use: one value has exactly one encoding, and
// every other is refused. No floats, no simple values, no indefinite lengths.

export class Malformed extends Error {}

export interface Tagged {
  tag: number;
  value: Value;
}
export type Value = number | string | Uint8Array<ArrayBuffer> | Value[] | Map<Value, Value> | Tagged;

const DEPTH = 6;
const UINT = 0;
const NEGATIVE = 1;
const BYTES = 2;
const TEXT = 3;
const LIST = 4;
const MAP = 5;
const TAG = 6;

export function isTagged(value: Value | undefined, tag: number): value is Tagged {
  return typeof value === "object" && "tag" in value && value.tag === tag;
}

/** The value that `data` encodes; throws Malformed on any encoding but the one. */
export function decode(data: Uint8Array<ArrayBuffer>): Value {
  let at = 0;

  function take(count: number): Uint8Array<ArrayBuffer> {
    if (at + count > data.length) throw new Malformed("cut off");
    at += count;
    return data.slice(at - count, at);
  }

  /** The number in a head: in the head itself, or in the shortest of the 1, 2, 4 or 8 bytes behind it. */
  function argument(short: number): number {
    if (short < 24) return short;
    if (short > 27) throw new Malformed("a length that is not given");
    const size = 1 << (short - 24);
    const number = take(size).reduce((sum, byte) => sum * 256 + byte, 0);
    const least = size === 1 ? 24 : 2 ** (4 * size);
    if (number < least || !Number.isSafeInteger(number)) throw new Malformed("a number that is not in its shortest form");
    return number;
  }

  function map(count: number, depth: number): Map<Value, Value> {
    const found = new Map<Value, Value>();
    let before: Uint8Array | undefined;
    for (let index = 0; index < count; index++) {
      const begun = at;
      const key = item(depth);
      const encoded = data.slice(begun, at);
      if (before && compare(before, encoded) >= 0) throw new Malformed("keys out of order");
      before = encoded;
      found.set(key, item(depth));
    }
    return found;
  }

  function item(depth: number): Value {
    if (depth > DEPTH) throw new Malformed("too deep");
    const head = take(1)[0] ?? 0;
    const kind = head >> 5;
    const number = argument(head & 31);
    if (kind === UINT) return number;
    if (kind === NEGATIVE) return -1 - number;
    if (kind === BYTES) return take(number);
    if (kind === TEXT) return text(take(number));
    if (kind === TAG) return { tag: number, value: item(depth + 1) };
    if (number > data.length) throw new Malformed("cut off");
    if (kind === LIST) return Array.from({ length: number }, () => item(depth + 1));
    if (kind === MAP) return map(number, depth + 1);
    throw new Malformed("a kind that our codes have not");
  }

  const value = item(0);
  if (at !== data.length) throw new Malformed("something behind the end");
  return value;
}

function text(bytes: Uint8Array<ArrayBuffer>): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Malformed("not UTF-8");
  }
}

function compare(one: Uint8Array, other: Uint8Array): number {
  for (let at = 0; at < Math.min(one.length, other.length); at++) {
    const difference = (one[at] ?? 0) - (other[at] ?? 0);
    if (difference) return difference;
  }
  return one.length - other.length;
}

/** The head of a byte string or list, for the one structure that we encode ourselves. */
export function head(kind: "bytes" | "text" | "list", count: number): number[] {
  const major = { bytes: BYTES, text: TEXT, list: LIST }[kind] << 5;
  if (count < 24) return [major | count];
  if (count < 256) return [major | 24, count];
  if (count < 65536) return [major | 25, count >> 8, count & 255];
  return [major | 26, (count >>> 24) & 255, (count >> 16) & 255, (count >> 8) & 255, count & 255];
}
