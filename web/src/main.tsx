/**
 * Renders the app, or the name of a missing setting.
 *
 * @module
 */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { MissingSetting, readSettings } from "./env.ts";
import { fill } from "./google-calendar/index.ts";
import { appLanguage, codeOf, directionOf, FALLBACK, loadTranslation } from "./language.ts";
import { pagesEnglish } from "./pages/english.ts";
import { createBackend } from "./supabase.ts";
import type { Translation } from "./translation.ts";

const root = createRoot(document.getElementById("root")!);

const language = appLanguage();

// English is here already: waiting for it would cost the first paint a turn.
if (codeOf(language) === "en") show(language);
else {
  void loadTranslation(language)
    // Texts that do not arrive must not leave an empty page, nor English with other dates.
    .then((translation) => show(language, translation), () => show(FALLBACK));
}

function show(locale: string, translation?: Translation) {
  document.documentElement.lang = locale;
  document.documentElement.dir = directionOf(locale);
  try {
    const backend = createBackend(readSettings());
    root.render(
      <StrictMode>
        <App backend={backend} locale={locale} translation={translation} />
      </StrictMode>,
    );
  } catch (error) {
    const texts = translation?.pages ?? pagesEnglish;
    root.render(
      <main className="page">
        <h1>{texts.notSetUp}</h1>
        <p>
          {error instanceof MissingSetting
            ? fill(texts.settingMissing, { name: error.setting })
            : String(error)}
        </p>
      </main>,
    );
  }
}
