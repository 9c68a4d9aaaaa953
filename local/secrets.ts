/**
 * The secrets of a local stack. They are random, made at the first start, and readable by their owner only.
 *
 * @module
 */
import { generateApiKey } from "@supabase/lite";
import type { ProjectKeys } from "./project/mod.ts";

export interface Secrets {
  keys: ProjectKeys;
  googleClient: { id: string; secret: string };
  tokenEncryptionKeys: string;
}

function randomBase64(bytes: number): string {
  return crypto.getRandomValues(new Uint8Array(bytes)).toBase64();
}

/** Makes new secrets. */
export async function newSecrets(): Promise<Secrets> {
  const [publishable, secret] = await Promise.all([
    generateApiKey("publishable"),
    generateApiKey("secret"),
  ]);
  return {
    keys: {
      jwtSecret: randomBase64(32),
      publishableKey: publishable.key,
      secretKey: secret.key,
    },
    googleClient: {
      id: "local.apps.googleusercontent.com",
      secret: `local-client-secret-${crypto.randomUUID()}`,
    },
    tokenEncryptionKeys: `local:${randomBase64(32)}`,
  };
}

/** Reads the secrets from a file. Writes new secrets if the file does not exist. */
export async function keptSecrets(path: string): Promise<Secrets> {
  try {
    return JSON.parse(await Deno.readTextFile(path));
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new Error(`${path} is not JSON. Start from nothing: deno task start --reset`);
    }
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  const secrets = await newSecrets();
  // Renamed into place, so that a kill never leaves a partial file.
  await Deno.writeTextFile(`${path}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  await Deno.rename(`${path}.new`, path);
  return secrets;
}
