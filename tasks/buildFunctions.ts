/**
 * `deno task build:functions`: writes `.dist/supabase/`, which `deno task deploy` deploys.
 *
 * @module
 */
import { functionNames } from "./functionNames.ts";
import { BUILD_FOLDER, buildFunctions } from "./build/functions.ts";
import { shown } from "./redact.ts";

const folder = Deno.args[0] ?? ".";
try {
  await buildFunctions({ folder });
  for (const name of functionNames()) {
    const { size } = await Deno.stat(
      `${folder}/${BUILD_FOLDER}/supabase/functions/${name}/index.js`,
    );
    console.log(
      `${BUILD_FOLDER}/supabase/functions/${name}/index.js  ${Math.round(size / 1000)} kB`,
    );
  }
} catch (error) {
  console.error(shown(error));
  Deno.exitCode = 1;
}
