// Tagged COSE_Sign1 with ES256 (RFC 9052, RFC 9053), checked by the browser's own cryptography.
import { Malformed, decode, head, isTagged, type Value } from "./cbor.ts";

type Bytes = Uint8Array<ArrayBuffer>;

export interface Signed {
  kid: string;
  protected: Bytes;
  payload: Bytes;
  signature: Bytes;
}

const SIGN1 = 18;
const ALG = 1;
const KID = 4;
const ES256 = -7;

/** Take a COSE_Sign1 apart; the signature is not checked yet. Throws Malformed. */
export function parse(data: Bytes): Signed {
  const tagged = decode(data);
  const parts = isTagged(tagged, SIGN1) ? tagged.value : undefined;
  if (!Array.isArray(parts) || parts.length !== 4) throw new Malformed("not a tagged COSE_Sign1");
  const [protectedBytes, unprotected, payload, signature] = parts;
  if (!(unprotected instanceof Map) || unprotected.size) throw new Malformed("an unprotected header");
  if (!isBytes(protectedBytes) || !isBytes(payload) || !isBytes(signature) || signature.length !== 64) {
    throw new Malformed("parts of another type");
  }
  return { kid: kidOf(decode(protectedBytes)), protected: protectedBytes, payload, signature };
}

/** Whether the key made this signature. */
export async function isSignedBy(signed: Signed, jwk: JsonWebKey): Promise<boolean> {
  const ecdsa = { name: "ECDSA", namedCurve: "P-256" };
  const { kty, crv, x, y } = jwk;
  const key = await crypto.subtle.importKey("jwk", { kty, crv, x, y } as JsonWebKey, ecdsa, false, ["verify"]);
  return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, signed.signature, toBeSigned(signed));
}

function kidOf(header: Value): string {
  const kid = header instanceof Map && header.size === 2 && header.get(ALG) === ES256 ? header.get(KID) : undefined;
  if (!isBytes(kid) || kid.length !== 8) throw new Malformed("the protected header names more or less than ES256 and a key");
  return Array.from(kid, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The Sig_structure of RFC 9052, 4.4, without external data. */
function toBeSigned(signed: Signed): Bytes {
  const context = new TextEncoder().encode("Signature1");
  return Uint8Array.from([
    ...head("list", 4),
    ...head("text", context.length),
    ...context,
    ...head("bytes", signed.protected.length),
    ...signed.protected,
    ...head("bytes", 0),
    ...head("bytes", signed.payload.length),
    ...signed.payload,
  ]);
}

export function isBytes(value: Value | undefined): value is Bytes {
  return value instanceof Uint8Array;
}
