/**
 * Which test files share a process, and which share even a module graph.
 *
 * @module
 */

/**
 * One process. Joined, its files run in one worker that loads modules once; else each in its own, which
 * takes 0.3 s before it loads anything: Deno 2.9.6 fills an array of 80 MB in each.
 */
export interface Batch {
  files: string[];
  joined: boolean;
}

/**
 * What such a file starts puts its settings into the environment, where the functions' modules read
 * them once: it needs a worker of its own.
 */
const OWN_WORKER = /(support\/(scenario|stack|project)|\.\/ground)\.ts"|Deno\.env\.set\(/;

/** Files that take longest are one process each, and start first, so that none is left for the end. */
const LONGEST =
  /^(local\/start|tests\/(runtime\/platform|browser|faults|load|guards|schema|deploy\/deploy|setup\/(add|contributing|deploy|docs|doctor_online)))/;

/** How many files share a process. */
const TOGETHER = 3;
const JOINED_TOGETHER = 25;

function inBatches(files: string[], size: number, joined: boolean): Batch[] {
  const count = Math.ceil(files.length / size);
  return Array.from({ length: count }, (_, i) => ({
    files: files.slice(i * size, (i + 1) * size),
    joined,
  }));
}

/** Each file alone. */
export function alone(files: string[]): Batch[] {
  return inBatches(files, 1, false);
}

export function batchesOf(files: string[]): Batch[] {
  const longest = files.filter((file) => LONGEST.test(file));
  const others = files.filter((file) => !LONGEST.test(file));
  const own = others.filter((file) => OWN_WORKER.test(Deno.readTextFileSync(file)));
  const joined = others.filter((file) => !own.includes(file));
  return [
    ...alone(longest),
    ...inBatches(joined, JOINED_TOGETHER, true),
    ...inBatches(own, TOGETHER, false),
  ];
}
