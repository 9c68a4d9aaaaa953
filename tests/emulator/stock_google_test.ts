/** The emulator against the stock Google service of `emulate`, where the two overlap. */
import { assert, assertEquals } from "@std/assert";
import { figure } from "../support/figures.ts";
import { ourGoogle, stockGoogle } from "./parties.ts";
import { run } from "./steps.ts";

Deno.test("the same steps give the same answers here and at a Google that was written elsewhere", async () => {
  const [ours, stock] = [await ourGoogle(), await stockGoogle()];
  try {
    const [here, there] = [await run(ours), await run(stock)];
    for (const step of Object.keys(there)) assertEquals(here[step], there[step], step);
    assertEquals(Object.keys(here), Object.keys(there));
    const steps = Object.keys(here).length;
    figure(`${steps} steps agree with the stock service`);
    assert(steps > 20);
  } finally {
    await ours.close();
    await stock.close();
  }
});
