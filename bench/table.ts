/**
 * Figures, their budgets, and the table of them.
 *
 * @module
 */

export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** What it may be; undefined for a peer's figure, which has no budget. */
  budget?: string;
  holds?: boolean;
}

/** A figure that may be at most so much. */
export function atMost(name: string, value: number, budget: number, unit = ""): Figure {
  return { name, value, unit, budget: `at most ${budget}`, holds: value <= budget };
}

/** A figure that must be at least so much. */
export function atLeast(name: string, value: number, budget: number, unit = ""): Figure {
  return { name, value, unit, budget: `at least ${budget}`, holds: value >= budget };
}

/** A figure to compare with. */
export function peer(name: string, value: number, unit = ""): Figure {
  return { name, value, unit };
}

/** Prints the figures as a Markdown table. */
export function print(figures: Figure[]): void {
  const round = (value: number) => String(Math.round(value * 100) / 100);
  console.log("\n| figure | value | budget | |\n|---|---|---|---|");
  for (const { name, value, unit, budget = "", holds } of figures) {
    const verdict = holds === undefined ? "" : holds ? "holds" : "**missed**";
    console.log(`| ${name} | ${round(value)} ${unit} | ${budget} | ${verdict} |`);
  }
}
