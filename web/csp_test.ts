import { assert, assertEquals } from "@std/assert";
import { developmentHeaders, headersFile, securityHeaders } from "./csp.ts";

const guide = await Deno.readTextFile(new URL("../docs/set-up.md", import.meta.url));

/** The headers as written in the guide. */
const documented = Object.entries(securityHeaders("https://project-ref.supabase.co"))
  .map(([name, value]) => [name, value.replace("project-ref", "<project-ref>")]);

/** The first code block of a language in the guide's section about headers. */
function block(language: string): string {
  const section = guide.split("## Headers for the built app")[1]!;
  return section.split("```" + language + "\n")[1]!.split("```")[0]!;
}

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

Deno.test("the guide's Vercel headers are the app's headers", () => {
  const { headers: [{ source, headers }] } = JSON.parse(block("json"));
  assertEquals(source, "/(.*)");
  assertEquals(
    headers.map(({ key, value }: { key: string; value: string }) => [key, value]),
    documented,
  );
});

Deno.test("the guide's nginx headers are the app's headers, also on errors", () => {
  const lines = [...block("nginx").matchAll(/add_header (\S+) "(.*)" always;/g)];
  assertEquals(lines.map(([, name, value]) => [name, value]), documented);
});

Deno.test("the guide lists every header", () => {
  const section = guide.split("## Headers for the built app")[1]!.split("\n## ")[0]!;
  for (const [name] of documented) assert(section.includes(`| \`${name}\``), name);
});
