/**
 * Loaded before the tests of a mutant: takes the waits out of jitter, leaves out tests that wait for a
 * time limit, and writes down which mutants the others reached, where that is asked for.
 *
 * @module
 */

Math.random = () => 0;

/** Too long to be run for every mutant. `--filter` knows no negation. */
const SLOW = /hangs|one byte a second|never answers|never comes|Retry-After 2|10,000/;

const test = Deno.test;
type Options = Partial<Deno.TestDefinition>;
const chosen = (first: string | Deno.TestDefinition, ...rest: (Options | Options["fn"])[]) => {
  const definition = typeof first === "string"
    ? { ...rest.length > 1 && rest[0] as Options, name: first, fn: rest.at(-1) as Options["fn"] }
    : first;
  // PGlite marks the process as failed for every statement that fails, as some tests make them.
  if (!SLOW.test(definition.name)) {
    test({ ...definition, sanitizeExit: false } as Deno.TestDefinition);
  }
};
Object.defineProperty(Deno, "test", { value: Object.assign(chosen, test) });

const file = Deno.env.get("MUTATION_COVERAGE_FILE");
if (file) {
  globalThis.addEventListener("unload", () => {
    const { mutantCoverage } = (globalThis as {
      __stryker__?: { mutantCoverage?: { static: Record<string, number> } };
    }).__stryker__ ?? {};
    Deno.writeTextFileSync(file, JSON.stringify(Object.keys(mutantCoverage?.static ?? {})));
  });
}
