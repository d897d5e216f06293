// When sending has failed for good: the answers as a file that only the server can open. ECDH on P-256, HKDF, AES-GCM, all by
// the browser itself. The invigilator takes the file in on the board of the sitting.
import type { Fact } from "../facts/outbox";

export async function sealedFile(attempt: string, serverKey: string, facts: Fact[]): Promise<Blob> {
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const theirs = await crypto.subtle.importKey("raw", bytes(serverKey), curve, false, []);
  const ours = await crypto.subtle.generateKey(curve, true, ["deriveBits"]);
  const agreed = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, ours.privateKey, 256);
  const material = await crypto.subtle.importKey("raw", agreed, "HKDF", false, ["deriveKey"]);
  const words = new TextEncoder();
  const derivation = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: words.encode(`warsha answers ${attempt}`) };
  const key = await crypto.subtle.deriveKey(derivation, material, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const said = facts.filter((fact) => fact.body && fact.place !== "submit").map((fact) => ({ ...(fact.body as object), position: Number(fact.place) }));
  const plain = words.encode(JSON.stringify(said));
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData: words.encode(attempt) }, key, plain);
  const point = await crypto.subtle.exportKey("raw", ours.publicKey);
  const box = { v: 1, attempt, key: text(new Uint8Array(point)), nonce: text(nonce), data: text(new Uint8Array(data)) };
  return new Blob([JSON.stringify(box)], { type: "application/json" });
}

function bytes(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function text(data: Uint8Array): string {
  let letters = "";
  for (const byte of data) letters += String.fromCharCode(byte);
  return btoa(letters);
}
