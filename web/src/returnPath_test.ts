import { assertEquals } from "@std/assert";
import { isOwnPath, rememberReturnPath, takeReturnPath } from "./returnPath.ts";

Deno.test("only paths of this app are return paths", () => {
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

Deno.test("a return path is used once", () => {
  sessionStorage.clear();
  rememberReturnPath("/resources");
  assertEquals(takeReturnPath(), "/resources");
  assertEquals(takeReturnPath(), null);
});

Deno.test("a path that leaves the app is forgotten", () => {
  rememberReturnPath("//evil.example");
  assertEquals([takeReturnPath(), takeReturnPath()], [null, null]);
});
