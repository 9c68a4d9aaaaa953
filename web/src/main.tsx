/**
 * Renders the app, or the name of a missing setting.
 *
 * @module
 */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { readSettings } from "./env.ts";
import { createBackend } from "./supabase.ts";

const root = createRoot(document.getElementById("root")!);

try {
  const backend = createBackend(readSettings());
  root.render(
    <StrictMode>
      <App backend={backend} />
    </StrictMode>,
  );
} catch (error) {
  root.render(
    <main className="page">
      <h1>This app is not set up yet</h1>
      <p>{error instanceof Error ? error.message : String(error)}</p>
    </main>,
  );
}
