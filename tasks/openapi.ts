/**
 * `deno task openapi`: writes `openapi.json`, made from the schemas that check requests.
 *
 * @module
 */
import { openApiText } from "./openapi/document.ts";

await Deno.writeTextFile("openapi.json", openApiText());
