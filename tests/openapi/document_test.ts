/** `openapi.json`: as the schemas make it now, valid, and complete. */
import { assert, assertEquals } from "@std/assert";
import { Validator } from "@seriousme/openapi-schema-validator";
import { ERRORS } from "../../supabase/functions/_shared/errors.ts";
import { openApiDocument, openApiText } from "../../tasks/openapi/document.ts";
import { apiPage } from "../../tasks/openapi/page.ts";

const document = openApiDocument();

Deno.test("openapi.json is what the schemas make now (else: deno task openapi)", async () => {
  assert(await Deno.readTextFile("openapi.json") === openApiText(), "openapi.json is out of date");
});

Deno.test("docs/api.md is what the document makes now (else: deno task openapi)", async () => {
  const formatter = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--quiet", "--config=deno.json", "--ext=md", "-"],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const [{ stdout }] = await Promise.all([
    formatter.output(),
    ReadableStream.from([new TextEncoder().encode(apiPage(document))]).pipeTo(formatter.stdin),
  ]);
  const page = await Deno.readTextFile("docs/api.md");
  assert(page === new TextDecoder().decode(stdout), "docs/api.md is out of date");
});

Deno.test("openapi.json is a valid OpenAPI 3.1 document, and every reference leads somewhere", async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(JSON.parse(openApiText()));
  assert(valid, JSON.stringify(errors, null, 2));
  assertEquals(validator.version, "3.1");
  validator.resolveRefs();
});

Deno.test("openapi.json has every error code, under its status", () => {
  const found = new Set<string>();
  for (const [name, response] of Object.entries(document.components.responses)) {
    for (const code of name.split(".")) {
      assert(code in ERRORS, code);
      assert(JSON.stringify(response).includes(`"${code}"`));
      found.add(code);
    }
  }
  assertEquals([...found].toSorted(), Object.keys(ERRORS).toSorted());
  for (const operations of Object.values(document.paths)) {
    for (const operation of Object.values(operations)) {
      const { responses } = operation as { responses: Record<string, { $ref?: string }> };
      for (const [status, { $ref }] of Object.entries(responses)) {
        for (const code of ($ref?.split("/").at(-1) ?? "").split(".").filter(Boolean)) {
          assertEquals(String(ERRORS[code as keyof typeof ERRORS][0]), status, code);
        }
      }
    }
  }
});
