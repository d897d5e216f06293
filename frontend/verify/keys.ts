// The keys this device holds the platform to: /credentials/keys.json as it was last fetched.

export interface PinnedKey {
  kid: string;
  purpose: string;
  jwk: JsonWebKey;
  not_before: string;
  not_after: string | null;
  compromised_at: string | null;
}

export interface PinnedKeys {
  issuer: string;
  host: string;
  as_of: string;
  keys: PinnedKey[];
}

const DAY = 86_400_000;

/** Whether a code that says it was issued on `day` (days since 1970) may be signed by this key. */
export function countsOn(key: PinnedKey, day: number): boolean {
  const compromised = key.compromised_at === null ? Infinity : Math.floor(Date.parse(key.compromised_at) / DAY);
  return day < compromised;
}
