// Base32 (RFC 4648), without padding: what a QR code holds without its byte mode.
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The bytes of a text, or undefined where it is no Base32 or has loose bits at its end. */
export function fromBase32(text: string): Uint8Array<ArrayBuffer> | undefined {
  const upper = text.toUpperCase();
  if (![0, 2, 4, 5, 7].includes(upper.length % 8)) return undefined;
  const bytes = new Uint8Array(Math.floor((upper.length * 5) / 8));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const sign of upper) {
    const value = ALPHABET.indexOf(sign);
    if (value < 0) return undefined;
    held = (held << 5) | value;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = (held >> bits) & 0xff;
    held &= (1 << bits) - 1;
  }
  return held === 0 ? bytes : undefined;
}
