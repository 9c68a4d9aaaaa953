/** An app's own schema on the local stack's embedded database, with the sign-up of its Auth. */
import { App } from "@supabase/lite";
import { assertEquals } from "@std/assert";
import { openEmbedded } from "../../local/project/embedded.ts";
import { openProject } from "../../local/project/mod.ts";
import { newSecrets } from "../../local/secrets.ts";
import type { Query } from "./query.ts";
import { installStarterApp } from "./starterApp.ts";

// The embedded database sets timers of its own, which may end within any test.
Deno.test.sanitizer({ ops: false, resources: false });

Deno.test("the migrations leave an app's own users, profiles and sign-up as they are on the embedded database", async () => {
  const folder = await Deno.makeTempDir({ prefix: "starter-app-" });
  const database = await openEmbedded(`${folder}/data`);
  const query: Query = (sql, params) => database.query(sql, params);
  const secrets = await newSecrets();
  const nowhere = "http://127.0.0.1";
  const signUpAt = (fetch: (request: Request) => Promise<Response>) => async (email: string) => {
    const response = await fetch(
      new Request(`${nowhere}/auth/v1/signup`, {
        method: "POST",
        headers: { apikey: secrets.keys.publishableKey, "content-type": "application/json" },
        body: JSON.stringify({ email, password: `local-${crypto.randomUUID()}` }),
      }),
    );
    assertEquals(response.status, 200, await response.text());
  };

  // A project without the migrations.
  const bare = new App({
    connection: database.connection,
    auth: {
      enabled: true,
      jwt_secret: secrets.keys.jwtSecret,
      publishable_key: secrets.keys.publishableKey,
      secret_key: secrets.keys.secretKey,
      site_url: nowhere,
      email: { enable_confirmations: false },
    },
    options: { server: { disableStudio: true, admin: false } },
  });
  await bare.ensureSystemSchema();
  // A hosted project has them; this one makes each for the first migration that names it.
  await database.script(
    "create role anon; create role authenticated; create role service_role bypassrls",
  );
  const app = await installStarterApp(
    query,
    signUpAt(async (request) => await bare.fetch(request)),
  );

  const project = await openProject({
    database,
    apiUrl: nowhere,
    appUrl: nowhere,
    googleUrl: nowhere,
    ...secrets,
  });
  try {
    await app.assertUntouched();
    await signUpAt((request) => project.fetch(request))("third@example.com");
    await app.assertSignedUp("third@example.com");
  } finally {
    await project.close();
    await Deno.remove(folder, { recursive: true });
  }
});
