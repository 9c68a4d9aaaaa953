/**
 * Mutation testing of the code for tokens, states and sessions. Each mutant meets the tests that reach
 * it until one fails. `MUTATION_MINUTES` bounds the time: mutants come in an order that
 * `MUTATION_SEED` decides, so that a part is a fair sample. `MUTATION_ONLY=refresh.ts:63,scopes.ts:41`
 * tries those lines' alone. Ends with failure below 90 %.
 *
 * @module
 */
import { type Checkout, copyCheckout } from "./checkout.ts";
import { randomFrom } from "../../local/random.ts";
import { instrument, type Mutant } from "./instrument.ts";

const MINUTES = Number(Deno.env.get("MUTATION_MINUTES") ?? 15);
const SEED = Number(Deno.env.get("MUTATION_SEED") ?? Date.now() % 100_000);
const ONLY = Deno.env.get("MUTATION_ONLY")?.split(",");
const LANES = 2;
const REQUIRED = 0.9;

const SHARED = "supabase/functions/_shared";
const MUTATED = [
  ...[
    "accounts/accounts",
    "accounts/cipher",
    "accounts/tokens",
    "connect/states",
    "auth/session",
    "auth/caller",
    "auth/secretKey",
    "http/callerFields",
    "accounts/refresh",
    "accounts/lease",
    "google/tokenEndpoint",
    "google/idToken",
  ],
  ...[
    "accounts/grants",
    "accounts/refusedTokens",
    "databaseAnswers",
    "calendarClient",
    "ownCalendar",
  ],
  ...["jwks", "keySetSettings", "auth/hs256Tokens", "auth/askAuth", "origins"],
  ...[
    "connect/callback",
    "connect/confirmations",
    "google/retry",
    "google/scopes",
    "connect/returnAddress",
    "ttlCache",
  ],
].map((name) => `${SHARED}/${name}.ts`);

const TESTS = [
  ...[
    "accounts/cipher",
    "origins",
    "google/retry",
    "connect/returnAddress",
    "google/scopes",
    "ttlCache",
  ]
    .map((name) => `${SHARED}/${name}_test.ts`),
  ...["key_set", "key_rotation", "hs256", "sessions"]
    .map((name) => `tests/functions/${name}_test.ts`),
  "tests/faults/id_token_test.ts",
  "tests/cli/reseal_test.ts",
  ...["oauth_initiate", "oauth_callback", "calendar_connection", "create_calendar_event"]
    .map((name) => `tests/functions/${name}_test.ts`),
  ...["touch_grants", "log"].map((name) => `tests/functions/${name}_test.ts`),
  ...["google_keys", "callback", "token_endpoint", "database", "refused_tokens"]
    .map((name) => `tests/faults/${name}_test.ts`),
  ...["account_change", "lease", "unknown_answers"]
    .map((name) => `tests/faults/${name}_test.ts`),
];
interface TestFile {
  file: string;
  ms: number;
  reached: Set<string>;
  /** Of each source file's mutants: how many it met, and how many it killed. */
  met: Map<string, { runs: number; kills: number }>;
}

/** What is likely to kill a mutant of this source file soon comes first. */
function promise({ ms, met }: TestFile, source: string): number {
  const { runs, kills } = met.get(source) ?? { runs: 0, kills: 0 };
  return (kills + 1) / (runs + 2) / ms;
}

async function baseline(checkout: Checkout, file: string): Promise<TestFile> {
  const coverage = `${checkout.folder}/coverage.json`;
  const started = performance.now();
  const { success, output } = await checkout.test([file], {
    preload: PRELOAD,
    env: { MUTATION_COVERAGE_FILE: coverage },
  });
  if (!success || !/ [1-9]\d* passed/.test(output)) {
    throw new Error(`${file} fails without a mutant:\n${output}`);
  }
  const ms = performance.now() - started;
  const reached = new Set<string>(JSON.parse(await Deno.readTextFile(coverage)));
  return { file, ms, reached, met: new Map() };
}

/** Whether a test notices the mutant. */
async function isKilled(mutant: Mutant, tests: TestFile[], checkout: Checkout): Promise<boolean> {
  const reaching = tests.filter(({ reached }) => reached.has(mutant.id))
    .sort((a, b) => promise(b, mutant.file) - promise(a, mutant.file));
  for (const { file, ms, met } of reaching) {
    const { success } = await checkout.test([file], {
      preload: PRELOAD,
      env: { __STRYKER_ACTIVE_MUTANT__: mutant.id },
      // What takes so much longer than without the mutant is a failure too.
      timeoutMs: 10_000 + 4 * ms,
    });
    const { runs, kills } = met.get(mutant.file) ?? { runs: 0, kills: 0 };
    met.set(mutant.file, { runs: runs + 1, kills: kills + (success ? 0 : 1) });
    if (!success) return true;
  }
  return false;
}

function placeOf({ file, line }: Mutant): string {
  return `${file.replace(`${SHARED}/`, "")}:${line}`;
}

function shuffled<T>(items: T[]): T[] {
  const random = randomFrom(SEED);
  const left = [...items];
  return items.flatMap(() => left.splice(left.indexOf(random.pick(left)), 1));
}

const PRELOAD = "tests/mutation/preload.ts";
const checkout = await copyCheckout();
try {
  const mutants = (await instrument(checkout.folder, MUTATED))
    .filter((mutant) => ONLY?.includes(placeOf(mutant)) ?? true);
  const tests: TestFile[] = [];
  for (const file of TESTS) tests.push(await baseline(checkout, file));

  const waiting = shuffled(mutants);
  const end = performance.now() + MINUTES * 60_000;
  let survivors = 0;
  let tested = 0;
  await Promise.all(Array.from({ length: LANES }, async () => {
    while (performance.now() < end) {
      const mutant = waiting.shift();
      if (!mutant) return;
      if (!await isKilled(mutant, tests, checkout)) {
        survivors++;
        console.log(`survived: ${placeOf(mutant)}: ${mutant.change}`);
      }
      if (++tested % 50 === 0) console.log(`${tested} of ${mutants.length} tested`);
    }
  }));

  const score = 1 - survivors / tested;
  console.log(
    `mutation score ${(100 * score).toFixed(1)} %: ${tested - survivors} killed of ` +
      `${tested} tested, of ${mutants.length} mutants in ${MUTATED.length} files (seed ${SEED})`,
  );
  if (score < REQUIRED) Deno.exitCode = 1;
} finally {
  await checkout.remove();
}
