/**
 * Renders the app, or the name of a missing setting.
 *
 * @module
 */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { readSettings } from "./env.ts";
import { appLanguage, codeOf, loadMessages } from "./language.ts";
import type { Messages } from "./google-calendar/index.ts";
import { createBackend } from "./supabase.ts";

const root = createRoot(document.getElementById("root")!);

try {
  const backend = createBackend(readSettings());
  const locale = appLanguage();
  document.documentElement.lang = locale;
  const show = (messages?: Messages) =>
    root.render(
      <StrictMode>
        <App backend={backend} locale={locale} messages={messages} />
      </StrictMode>,
    );
  // English is here already: waiting for it would cost the first paint a turn.
  if (codeOf(locale) === "en") show();
  else void loadMessages(locale).then(show, () => show());
} catch (error) {
  root.render(
    <main className="page">
      <h1>This app is not set up yet</h1>
      <p>{error instanceof Error ? error.message : String(error)}</p>
    </main>,
  );
}
