// Calculations of the trades, in whole numbers, as courses/rules/calculators.py has them.

type Numbers = Record<string, number>;

/** Pressure of saturated vapour, hundredths of a bar above the air's, from -30 degrees in steps of five. */
export const SATURATION: Record<string, readonly number[]> = {
  "R-32": [172, 233, 304, 387, 481, 589, 712, 850, 1006, 1179, 1373, 1588, 1826, 2089, 2377, 2693, 3040, 3419, 3832, 4283],
  "R-410A": [168, 228, 298, 379, 471, 577, 697, 832, 983, 1153, 1342, 1551, 1782, 2037, 2317, 2625, 2962, 3330, 3734, 4175],
  "R-22": [63, 100, 144, 195, 253, 320, 397, 483, 580, 688, 809, 943, 1091, 1253, 1432, 1628, 1841, 2074, 2326, 2600],
  "R-290": [67, 102, 143, 190, 244, 305, 373, 450, 535, 630, 735, 851, 978, 1117, 1268, 1433, 1612, 1806, 2015, 2242],
};

/** Tenths of a degree at a pressure. */
export function saturation(pressure: number, refrigerant: string): number {
  const table = SATURATION[refrigerant]!;
  if (pressure <= table[0]!) return -300;
  for (let place = 0; place + 1 < table.length; place++) {
    const [low, high] = [table[place]!, table[place + 1]!];
    if (pressure <= high) return -300 + 50 * place + Math.floor((100 * (pressure - low) + (high - low)) / (2 * (high - low)));
  }
  return -300 + 50 * (table.length - 1);
}

export function fabric({ hips = 0, length = 0, width = 1 }: Numbers): Numbers {
  const around = hips + 120;
  const lengths = Math.ceil(around / width);
  const one = length + 60;
  const shrunk = Math.ceil((one * lengths * 105) / 100);
  return { around, lengths, one, shrunk, buy: Math.ceil(shrunk / 50) * 50 };
}

export function superheat({ pressure = 0, pipe = 0 }: Numbers, kind: string): Numbers {
  const boiling = saturation(pressure, kind);
  return { boiling, superheat: pipe - boiling };
}

export const FORMULAS: Record<string, (numbers: Numbers, kind: string) => Numbers> = { fabric, superheat };

export const verdictOf = (degrees: number): string => (degrees < 40 ? "low" : degrees > 80 ? "high" : "usual");

/** A typed number as it is kept, or null; takes Arabic figures and every decimal sign. */
export function amount(text: string, scale: number, least: number, most: number): number | null {
  const typed = plain(text);
  const match = /^(-?)(\d{0,6})(?:\.(\d{0,6}))?$/.exec(typed);
  if (!match || !(match[2] || match[3])) return null;
  const places = String(scale).length - 1;
  const kept = (match[1] ? -1 : 1) * Number((match[2] || "0") + (match[3] ?? "").slice(0, places).padEnd(places, "0"));
  return kept >= least && kept <= most ? kept : null;
}

export function plain(text: string): string {
  const figures = text.trim().replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660)).replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0));
  return figures.replace(/[٫,،]/g, ".").replace(/−/g, "-");
}

/** A kept number as it is read: 1120 tenths as 112, 693 as 69.3. */
export function shown(kept: number, scale: number): string {
  const whole = Math.floor(Math.abs(kept) / scale);
  const rest = scale > 1 ? String(Math.abs(kept) % scale).padStart(String(scale).length - 1, "0").replace(/0+$/, "") : "";
  return `${kept < 0 ? "-" : ""}${whole}${rest ? `.${rest}` : ""}`;
}
