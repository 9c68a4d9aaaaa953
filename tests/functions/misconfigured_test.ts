/** Settings that could never match: what a request answers, and what the log says. */
import { assert, assertEquals } from "@std/assert";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { startScenario } from "../support/scenario.ts";
import { useSettings } from "../support/settings.ts";

const { stack, call } = await startScenario();
const ada = await stack.createUser({ google: { email: "ada@example.com" } });

async function withSettings(settings: Record<string, string>, test: () => Promise<void>) {
  const takeBack = useSettings(settings);
  try {
    await test();
  } finally {
    takeBack();
  }
}

Deno.test("a setting that could never match is misconfigured, and the log names it", async () => {
  const logged: string[] = [];
  const { error } = console;
  console.error = (line: string) => void logged.push(line);
  const wrong: [name: string, value: string][] = [
    ["ALLOWED_ORIGINS", "https://**.vercel.app"],
    ["ALLOWED_ORIGINS", "https://*.*.vercel.app"],
    ["ALLOWED_ORIGINS", "https://app.example.com/path"],
    ["ALLOWED_ORIGINS", "https://app.example.com:*"],
    ["ALLOWED_ORIGINS", "*"],
    ["ALLOWED_ORIGINS", "null"],
    ["ALLOWED_ORIGINS", "https://ok.example.com, javascript://x"],
    ["ALLOWED_ORIGINS", "myapp:callback"],
    ["APP_URL", "https://*.example.com"],
    ["APP_URL", "https://example.com/app?x"],
    ["APP_URL", "capacitor://localhost"],
    ["CONNECT_PATH", "settings"],
    ["CONNECT_PATH", "//evil.example"],
    ["CONNECT_PATH", "/\\evil.example"],
    ["CONNECT_PATH", "/settings?tab=calendar"],
    ["CONNECT_PATH", "/#/settings"],
    ["CONNECT_PATH", "https://app.example.com/settings"],
  ];
  try {
    for (const [name, value] of wrong) {
      logged.length = 0;
      await withSettings({ [name]: value }, async () => {
        const { status, body } = await call("POST /oauth-initiate", { user: ada, body: {} });
        assertEquals([status, body.code], [500, "misconfigured"], value);
        assert(!JSON.stringify(body).includes(name));
      });
      const { causes } = JSON.parse(logged[0]!);
      assert(causes[0].startsWith(`Error: ${name}: `), causes[0]);
      assert(/ (must|can have) /.test(causes[0]), "a remedy");
    }
  } finally {
    console.error = error;
  }
});

closeAtEnd(stack);
