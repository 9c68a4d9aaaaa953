/**
 * `deno task build:functions`: writes `.dist/supabase/`, which `deno task deploy` deploys.
 *
 * @module
 */
import { BUILD_FOLDER, buildFunctions } from "./build/functions.ts";
import { installedFunctions } from "./installed.ts";
import { runTask } from "./runTask.ts";

await runTask(async () => {
  const folder = Deno.args[0] ?? ".";
  await buildFunctions({ folder });
  for (const name of installedFunctions(folder)) {
    const { size } = await Deno.stat(
      `${folder}/${BUILD_FOLDER}/supabase/functions/${name}/index.js`,
    );
    console.log(
      `${BUILD_FOLDER}/supabase/functions/${name}/index.js  ${Math.round(size / 1000)} kB`,
    );
  }
});
