// The compact code in the QR: HTTPS://HOST/V# and Base32 of a signed map. Format: docs/protocol/credentials.md.
import { fromBase32 } from "./base32.ts";
import { Malformed, decode, type Value } from "./cbor.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** What a code says. Names are Arabic; days count from 1970-01-01. */
export interface Content {
  serial: string;
  name: string;
  trade: string;
  tradeName: string;
  scheme: string;
  level: string;
  levelName: string;
  issuedOn: number;
  expiresOn?: number;
  list: number;
  index: number;
  licence: boolean;
}

const MAX_BYTES = 300;
const MAX_TEXT = 900;
const FURTHEST_DAY = 100_000;
const ADDRESS = /^(?:https?:\/\/([a-z0-9.:[\]-]{1,253})\/v#)?([a-z2-7]+)$/i;
const NEEDED = [1, 2, 3, 5, 6, 8, 10, 11];
const TEXTS = new Set([1, 2, 3, 4, 5, 6, 7]);

/** The host (none where only the Base32 was given) and the signed bytes of a text. Throws Malformed. */
export function signedOf(text: string): { host: string | undefined; signed: Bytes } {
  const found = text.length <= MAX_TEXT ? ADDRESS.exec(text.trim()) : null;
  const signed = found?.[2] ? fromBase32(found[2]) : undefined;
  if (!signed || !signed.length) throw new Malformed("not the text of a code");
  if (signed.length > MAX_BYTES) throw new Malformed("longer than a code may be");
  return { host: found?.[1]?.toLowerCase(), signed };
}

/** Read a payload; throws Malformed on a missing, unknown or mistyped claim. */
export function contentOf(payload: Bytes): Content {
  const claims = decode(payload);
  if (!(claims instanceof Map) || NEEDED.some((key) => !claims.has(key))) throw new Malformed("claims are missing");
  for (const [key, value] of claims) {
    if (typeof key !== "number" || key < 1 || key > 12) throw new Malformed("more claims than a code has");
    if (TEXTS.has(key) ? typeof value !== "string" : !isCount(value)) throw new Malformed(`claim ${key} is of another type`);
  }
  const text = (key: number): string => (claims.get(key) as string | undefined) ?? "";
  const expiresOn = claims.get(9) as number | undefined;
  if ((claims.get(8) as number) > FURTHEST_DAY || (expiresOn ?? 0) > FURTHEST_DAY) throw new Malformed("a day in no year of ours");
  if (claims.has(12) && claims.get(12) !== 1) throw new Malformed("a kind that is not known");
  return {
    serial: text(1),
    name: text(2),
    trade: text(3),
    tradeName: text(4),
    scheme: text(5),
    level: text(6),
    levelName: text(7),
    issuedOn: claims.get(8) as number,
    ...(expiresOn === undefined ? {} : { expiresOn }),
    list: claims.get(10) as number,
    index: claims.get(11) as number,
    licence: claims.has(12),
  };
}

function isCount(value: Value): boolean {
  return typeof value === "number" && value >= 0 && value < 2 ** 32;
}
