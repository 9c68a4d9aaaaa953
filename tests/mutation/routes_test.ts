/**
 * The tests of who may call are tested: a route that believes a token without verifying it is added to
 * a copy of the checkout, in each way that it could be hidden, and a test must fail.
 */
import { assert, assertMatch } from "@std/assert";
import { copyCheckout } from "./checkout.ts";

const FUNCTION = "supabase/functions/calendar-connection/index.ts";
const ROUTES = "tasks/routes.ts";
const LISTED = "tasks/routes.ts has every route of every function, and no other";
const FORGED = "a session is refused everywhere: another project's issuer";

/** The user's id from the token's payload, whoever signed it. */
const PEEK = `async (c) => {
  const [, payload] = (c.req.header("authorization") ?? "").split(".");
  const { sub } = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")));
  return c.json(connectionOf(await readOwnAccount({ userId: sub }, "me", c.var)));
}`;
const VERIFIED = `async (c) => {
  const session = (await callerOf(c)).actFor(undefined);
  return c.json(connectionOf(await readOwnAccount(session, c.req.param("user"), c.var)));
}`;
const ENTRY = `  "GET /calendar-connection/users/{user}/peek": {
    operationId: "peek",
    summary: "Peeks",
    successes: [[200, "The connection.", "Connection"]],
    errors: [...OWN_PATH],
  },
`;

const checkout = await copyCheckout();

/** Adds the route, and its entry if there is one; runs one test of the copy. */
async function run(route: string, entry: string | undefined, file: string, test: string) {
  const restore = [
    await checkout.replace(FUNCTION, "export default app;", `${route}\nexport default app;`),
  ];
  if (entry !== undefined) {
    const first = `  "GET /calendar-connection/users/{user}": {`;
    restore.push(await checkout.replace(ROUTES, first, entry + first));
  }
  const { output } = await checkout.test([file], { only: [test] });
  for (const one of restore) await one();
  return output;
}

async function assertFails(...args: Parameters<typeof run>) {
  const output = await run(...args);
  assert(output.includes(`${args[3]} ... FAILED`), output);
  assertMatch(output, /peek/);
}

Deno.test("a route that believes any token fails a test if it is in the list of routes", async () => {
  await assertFails(
    `app.get("/users/:user/peek", ${PEEK});`,
    ENTRY,
    "tests/functions/sessions_test.ts",
    FORGED,
  );
});

Deno.test("a route that believes any token fails a test if it is not in the list of routes", async () => {
  await assertFails(
    `app.get("/users/:user/peek", ${PEEK});`,
    undefined,
    "tests/routes_test.ts",
    LISTED,
  );
});

Deno.test("a route that believes any token fails a test if the list says that anyone may call it", async () => {
  const entry = ENTRY.replace("successes", 'caller: "anyone",\n    successes');
  const test =
    "Google's redirect alone needs no credentials, and upkeep, pushes and the mirror's runs take no session";
  await assertFails(`app.get("/users/:user/peek", ${PEEK});`, entry, "tests/routes_test.ts", test);
});

Deno.test("a route that believes any token fails a test if it answers every method", async () => {
  const test = "no function answers every method by a route or a middleware of its own";
  for (const add of ["all", "use"]) {
    await assertFails(
      `app.${add}("/users/:user/peek", ${PEEK});`,
      undefined,
      "tests/routes_test.ts",
      test,
    );
  }
});

Deno.test("a route that verifies its token passes with nothing but its entry in the list", async () => {
  const wanted: [file: string, test: string][] = [
    ["tests/functions/sessions_test.ts", FORGED],
    ["tests/routes_test.ts", LISTED],
  ];
  for (const [file, test] of wanted) {
    const output = await run(`app.get("/users/:user/peek", ${VERIFIED});`, ENTRY, file, test);
    assert(output.includes(`${test} ... ok`), output);
  }
});

Deno.test.afterAll(() => checkout.remove());
