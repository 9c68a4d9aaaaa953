/**
 * Sends what Supabase Auth asks Google to the emulator: its addresses for Google are built in. Only
 * calls made within `withGoogleAt` are sent elsewhere, so that nothing else in the process is fooled.
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

/** The same path at the emulator for an address of Google's; every other address as it is. */
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

/** Runs `job`, and answers its calls to Google from the emulator. */
export function withGoogleAt<T>(emulatorUrl: string, job: () => Promise<T>): Promise<T> {
  install();
  return emulator.run(emulatorUrl, job);
}
