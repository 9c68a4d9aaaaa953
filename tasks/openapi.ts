/**
 * `deno task openapi`: writes `openapi.json` and `docs/api.md`, made from the schemas that check requests.
 *
 * @module
 */
import { openApiDocument, openApiText } from "./openapi/document.ts";
import { apiPage } from "./openapi/page.ts";
import { runTask } from "./runTask.ts";

await runTask(async () => {
  await Deno.writeTextFile("openapi.json", openApiText());
  await Deno.writeTextFile("docs/api.md", apiPage(openApiDocument()));
});
