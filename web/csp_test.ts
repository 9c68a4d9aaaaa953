import { assert, assertEquals } from "@std/assert";
import { nginxHeaders, vercelHeaders } from "../tests/web/hostHeaders.ts";
import { developmentHeaders, headersFile, securityHeaders } from "./csp.ts";

const guide = await Deno.readTextFile(new URL("../docs/set-up.md", import.meta.url));

/** The headers as written in the guide. */
const documented: [string, string][] = Object.entries(
  securityHeaders("https://project-ref.supabase.co"),
)
  .map(([name, value]) => [name, value.replaceAll("project-ref", "<project-ref>")]);

Deno.test("no page of the app may be framed, in a build or in development", () => {
  for (const headers of [securityHeaders(undefined), developmentHeaders()]) {
    assert(headers["content-security-policy"]!.split("; ").includes("frame-ancestors 'none'"));
    assertEquals(headers["x-frame-options"], "DENY");
  }
});

Deno.test("the _headers file names every header for every path", () => {
  const [path, ...lines] = headersFile("https://project.example/").trimEnd().split("\n");
  assertEquals(path, "/*");
  const expected = Object.entries(securityHeaders("https://project.example/"));
  assertEquals(lines, expected.map(([name, value]) => `  ${name}: ${value}`));
});

Deno.test("the guide's Vercel headers are the app's headers", async () => {
  assertEquals(await vercelHeaders(), documented);
});

Deno.test("the guide's nginx headers are the app's headers, also on errors", async () => {
  assertEquals(await nginxHeaders(), documented);
});

Deno.test("the guide lists every header", () => {
  const section = guide.split("## Headers for the built app")[1]!.split("\n## ")[0]!;
  for (const [name] of documented) assert(section.includes(`| \`${name}\``), name);
});
