import { assertEquals } from "@std/assert";
import { isOwnPath, rememberReturnPath, takeReturnPath } from "./returnPath.ts";

Deno.test("only paths of this app are gone back to", () => {
  for (const path of ["/profile", "/resources/7?x=1#y", "/"]) assertEquals(isOwnPath(path), true);
  for (
    const path of [
      "//evil.example",
      "/\\evil.example",
      "/\t/evil.example",
      "https://evil.example",
      "",
    ]
  ) assertEquals(isOwnPath(path), false, path);
});

Deno.test("a path is gone back to once", () => {
  sessionStorage.clear();
  rememberReturnPath("/resources");
  assertEquals(takeReturnPath(), "/resources");
  assertEquals(takeReturnPath(), null);
});

Deno.test("a path that leads away is forgotten", () => {
  rememberReturnPath("//evil.example");
  assertEquals([takeReturnPath(), takeReturnPath()], [null, null]);
});
