/**
 * The functions' settings: variables that the platform provides and variables that an operator sets.
 *
 * @module
 */
import type { ProjectKeys } from "./project/mod.ts";

export interface FunctionSettings {
  apiUrl: string;
  appUrl: string;
  /** `CONNECT_PATH`; undefined leaves it at its default. */
  connectPath?: string;
  googleUrl: string;
  keys: ProjectKeys;
  googleClient: { id: string; secret: string };
  /** `id:base64-of-32-bytes`, comma-separated. */
  tokenEncryptionKeys: string;
}

/** Returns the environment variables of every function. */
export function functionEnv(settings: FunctionSettings): Record<string, string> {
  return {
    SUPABASE_URL: settings.apiUrl,
    API_URL: settings.apiUrl,
    SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: settings.keys.publishableKey }),
    SUPABASE_SECRET_KEYS: JSON.stringify({ default: settings.keys.secretKey }),
    GOOGLE_CLIENT_ID: settings.googleClient.id,
    GOOGLE_CLIENT_SECRET: settings.googleClient.secret,
    TOKEN_ENCRYPTION_KEYS: settings.tokenEncryptionKeys,
    APP_URL: settings.appUrl,
    ...(settings.connectPath !== undefined && { CONNECT_PATH: settings.connectPath }),
    GOOGLE_EMULATOR_URL: settings.googleUrl,
  };
}
