// From the text of a code to one outcome of the protocol, without network. docs/protocol/credentials.md, "Outcomes".
import { Malformed } from "./cbor.ts";
import { contentOf, signedOf, type Content } from "./code.ts";
import { isSignedBy, parse } from "./cose.ts";
import { countsOn, type PinnedKeys } from "./keys.ts";
import { bit, type StatusList } from "./status.ts";

export type Outcome =
  | "valid"
  | "valid_as_of"
  | "status_unknown"
  | "suspended"
  | "revoked"
  | "expired"
  | "bad_signature"
  | "unknown_key"
  | "not_ours"
  | "malformed";

export interface Verdict {
  outcome: Outcome;
  /** A nearer cause, where the person can do something about it. */
  reason?: "before_issue" | "not_in_register";
  /** Only where the signature is good: what an unproved code says is never shown. */
  content?: Content;
  /** When the list that was asked was published, in milliseconds since 1970. */
  listedAt?: number;
}

export interface Means {
  keys: PinnedKeys;
  listOf: (number: number) => Promise<StatusList | undefined>;
  now: number; // milliseconds since 1970
}

const inCairo = new Intl.DateTimeFormat("en-CA", { timeZone: "Africa/Cairo" }); // dear to make, cheap to ask

/** The day in Cairo, in days since 1970-01-01: the day on which a certificate begins and ends. */
export function dayOf(now: number): number {
  const parts = inCairo.format(now).split("-").map(Number);
  return Date.UTC(parts[0] ?? 1970, (parts[1] ?? 1) - 1, parts[2] ?? 1) / 86_400_000;
}

/** Check a code with what this device holds. Never answers `valid`: only the platform itself can say that it is so now. */
export async function check(text: string, means: Means): Promise<Verdict> {
  try {
    return await proved(text, means);
  } catch (fault) {
    if (fault instanceof Malformed) return { outcome: "malformed" };
    throw fault;
  }
}

async function proved(text: string, means: Means): Promise<Verdict> {
  const { host, signed: bytes } = signedOf(text);
  const signed = parse(bytes);
  const content = contentOf(signed.payload);
  if (host !== undefined && host !== means.keys.host.toLowerCase()) return { outcome: "not_ours" };
  const key = means.keys.keys.find((one) => one.purpose === "code" && one.kid === signed.kid);
  if (!key) return { outcome: "unknown_key" };
  if (!countsOn(key, content.issuedOn) || !(await isSignedBy(signed, key.jwk))) return { outcome: "bad_signature" };
  if (dayOf(means.now) < content.issuedOn) return { outcome: "bad_signature", reason: "before_issue" };
  return standing(content, await means.listOf(content.list), means.now);
}

/** What the list says of a proved code. A revocation stands however old the list is; that there is none does not. */
function standing(content: Content, list: StatusList | undefined, now: number): Verdict {
  const found = { content, ...(list ? { listedAt: list.publishedAt } : {}) };
  if (list && bit(list.revoked, content.index)) return { outcome: "revoked", ...found };
  const fresh = list !== undefined && now <= list.validUntil;
  if (fresh && bit(list.suspended, content.index)) return { outcome: "suspended", ...found };
  if (content.expiresOn !== undefined && dayOf(now) > content.expiresOn) return { outcome: "expired", ...found };
  return { outcome: fresh ? "valid_as_of" : "status_unknown", ...found };
}
