// The words of the page, from the server's template.

let words: Record<string, string> = {};

export function learn(all: Record<string, string>): void {
  words = all;
}

export function say(name: string, values: Record<string, string | number> = {}): string {
  return (words[name] ?? name).replace(/\{(\w+)\}/g, (_, key: string) => isolate(String(values[key] ?? "")));
}

// A name or number inside a sentence keeps its own direction.
function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}

export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number): string => String(value).padStart(2, "0");
  return whole >= 3600
    ? `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`
    : `${two(Math.floor(whole / 60))}:${two(whole % 60)}`;
}
