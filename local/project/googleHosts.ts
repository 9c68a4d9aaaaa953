/**
 * Redirects Supabase Auth's calls to Google to the emulator, because Auth has Google's addresses built in.
 * Only calls within `withGoogleAt` are redirected; the rest of the process reaches the real addresses.
 *
 * @module
 */
import { AsyncLocalStorage } from "node:async_hooks";

const GOOGLE_HOSTS = new Set([
  "accounts.google.com",
  "oauth2.googleapis.com",
  "www.googleapis.com",
  "openidconnect.googleapis.com",
]);

const emulator = new AsyncLocalStorage<string>();
let installed = false;

/** Returns the emulator's address for one of Google's addresses, and any other address unchanged. */
export function atEmulator(address: string, emulatorUrl: string): string {
  const url = new URL(address);
  return GOOGLE_HOSTS.has(url.hostname) ? emulatorUrl + url.pathname + url.search : address;
}

function install(): void {
  if (installed) return;
  installed = true;
  const realFetch = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const emulatorUrl = emulator.getStore();
    if (!emulatorUrl) return realFetch(input, init);
    const request = new Request(input, init);
    const address = atEmulator(request.url, emulatorUrl);
    return realFetch(address === request.url ? request : new Request(address, request));
  };
}

/** Runs `job` and redirects its calls to Google to the emulator. */
export function withGoogleAt<T>(emulatorUrl: string, job: () => Promise<T>): Promise<T> {
  install();
  return emulator.run(emulatorUrl, job);
}
