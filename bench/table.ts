/**
 * Figures, their budgets, and the table of them.
 *
 * @module
 */

export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** The least and the most that was measured, where it was measured several times. */
  spread?: [number, number];
  /** What it may be; undefined for a peer's figure, which has no budget. */
  budget?: string;
  holds?: boolean;
}

type Spread = [number, number] | undefined;

/** A figure that may be at most so much. */
export function atMost(
  name: string,
  value: number,
  budget: number,
  unit = "",
  spread?: Spread,
): Figure {
  return { name, value, unit, spread, budget: `at most ${budget}`, holds: value <= budget };
}

/** A figure that must be at least so much. */
export function atLeast(name: string, value: number, budget: number, unit = ""): Figure {
  return { name, value, unit, budget: `at least ${budget}`, holds: value >= budget };
}

/** A figure to compare with. */
export function peer(name: string, value: number, unit = "", spread?: Spread): Figure {
  return { name, value, unit, spread };
}

/** The value in the middle. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The least and the greatest value. */
export function spread(values: number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

/** Prints the figures as a Markdown table. */
export function print(figures: Figure[]): void {
  const round = (value: number) => String(Math.round(value * 100) / 100);
  console.log("\n| figure | median | spread | budget | |\n|---|---|---|---|---|");
  for (const { name, value, unit, spread, budget = "", holds } of figures) {
    const verdict = holds === undefined ? "" : holds ? "holds" : "**missed**";
    const range = spread ? spread.map(round).join(" to ") : "";
    console.log(`| ${name} | ${round(value)} ${unit} | ${range} | ${budget} | ${verdict} |`);
  }
}
