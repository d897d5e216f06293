// What this device remembers: the place in each recording, the lane, the speed, captions. Silent where storage is closed.

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(`warsha-player-${key}`);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`warsha-player-${key}`, value);
  } catch {
    // A private window, or a full device: nothing is remembered, nothing breaks.
  }
}
