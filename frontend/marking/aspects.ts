// What an assessor found at a line, and the marks that it comes to: the same as assessments/rules/aspects.py, which has the last word.

export interface Line {
  most: number;
  bands: number[];
  name: string;
  measure?: { target: number; within: number[] };
  checklist?: { id: string; marks: number }[];
}

export type Found = { value: string } | { ticked: string[] };

/** A typed number in Western or Arabic figures; null when it is none. */
export function measured(typed: string): number | null {
  const western = typed.replace(/[٠-٩]/g, (figure) => String("٠١٢٣٤٥٦٧٨٩".indexOf(figure))).replace(/[٫،]/g, ".").trim();
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(western) && western.length <= 12 ? Number(western) : null;
}

/** The marks of what was found; null when it is not of the line. */
export function marksFor(line: Line, found: Found): number | null {
  if ("value" in found) {
    const value = measured(found.value);
    if (value === null || !line.measure) return null;
    const off = Math.abs(millionths(value) - millionths(line.measure.target));
    const band = line.measure.within.findIndex((tolerance) => off <= millionths(tolerance));
    return line.bands[band < 0 ? line.bands.length - 1 : band] ?? null;
  }
  const marks = new Map((line.checklist ?? []).map((item) => [item.id, item.marks]));
  if (found.ticked.some((id) => !marks.has(id))) return null;
  return found.ticked.reduce((sum, id) => sum + millionths(marks.get(id) ?? 0), 0) / 1_000_000;
}

/** Measurements are compared as whole numbers: 0.1 + 0.2 is not 0.3 to a computer. A millionth is finer than any gauge. */
function millionths(value: number): number {
  return Math.round(value * 1_000_000);
}
