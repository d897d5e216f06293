// How much of a quick check is right, 0 to 1, as courses/questions marks it. tests/courses/check_vectors.json holds both to it.
import { plain } from "../lesson/calculators.ts";

export type Key = Record<string, unknown>;

const same = (one: unknown[], other: unknown[]): boolean => one.length === other.length && one.every((value) => other.includes(value));

/** A typed number as digits, or null. */
export function numberIn(text: string): string | null {
  const typed = plain(text).replace(/[\s\u00a0]/g, "");
  return typed.length <= 20 && /^[+-]?(\d+\.?\d*|\.\d+)$/.test(typed) ? typed : null;
}

/** A decimal as a whole number of its smallest part, so that 0.1 + 0.2 is 0.3. */
function scaled(text: string): [bigint, number] {
  const [whole = "", rest = ""] = text.replace("+", "").split(".");
  return [BigInt(`${whole === "" || whole === "-" ? `${whole}0` : whole}${rest}`), rest.length];
}

function within(value: string, wanted: string, tolerance: string): boolean {
  const parts = [value, wanted, tolerance].map(scaled);
  const places = Math.max(...parts.map(([, length]) => length));
  const [given, right, off] = parts.map(([number, length]) => number * 10n ** BigInt(places - length)) as [bigint, bigint, bigint];
  const away = given > right ? given - right : right - given;
  return away <= off;
}

export function shareOf(type: string, value: unknown, key: Key): number {
  if (value === null || value === undefined) return 0;
  switch (type) {
    case "single_choice":
      return Number(value === key.option);
    case "true_false":
      return Number(value === key.value);
    case "numeric":
      return Number(within(String(value), String(key.value), String(key.tolerance)));
    case "multiple_response": {
      const [ticked, right] = [value as string[], key.options as string[]];
      const hits = ticked.filter((one) => right.includes(one)).length;
      return Math.max(0, (2 * hits - ticked.length) / right.length);
    }
    case "ordering": {
      const order = key.order as string[];
      return (value as string[]).filter((one, place) => one === order[place]).length / order.length;
    }
    case "matching": {
      const pairs = Object.entries(key.pairs as Record<string, string>);
      return pairs.filter(([left, right]) => (value as Record<string, string>)[left] === right).length / pairs.length;
    }
    case "hotspot":
      return Number(same([...new Set(value as string[])], key.regions as string[]));
    default:
      return 0;
  }
}
