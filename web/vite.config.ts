/**
 * Vite's settings for the development server and the build. The project's address and publishable
 * key come from the environment or from a `.env` file in this folder.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, loadEnv } from "vite";
import { cspPlugin, developmentHeaders, securityHeaders } from "./csp.ts";

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig(({ mode }) => {
  const { VITE_SUPABASE_URL } = loadEnv(mode, root, "VITE_");
  return {
    root,
    cacheDir: fileURLToPath(new URL("../node_modules/.vite", import.meta.url)),
    plugins: [react(), cspPlugin(VITE_SUPABASE_URL)],
    // Every dependency: Vite reloads the page for one that it finds late, maybe during a sign-in.
    optimizeDeps: {
      include: [
        "@fullcalendar/react",
        "@fullcalendar/react/daygrid",
        "@fullcalendar/react/interaction",
        "@fullcalendar/react/list",
        "@fullcalendar/react/themes/classic",
        "@fullcalendar/react/timegrid",
        "@supabase/postgrest-js",
        "@supabase/supabase-js",
        "@tanstack/react-query",
        "react",
        "react-dom/client",
        "react-router",
        "react/jsx-dev-runtime",
        "react/jsx-runtime",
      ],
    },
    build: {
      // The largest chunk is React, the router and Auth's client.
      chunkSizeWarningLimit: 600,
      rolldownOptions: {
        // Two files, because several small ones compress worse.
        output: {
          codeSplitting: {
            groups: [
              { name: "first", tags: ["$initial"], priority: 2 },
              { name: "components", test: /\/src\/google-calendar\//, minShareCount: 2 },
            ],
          },
        },
        treeshake: {
          // Of a barrel file only what is used: neither supabase-js, whose packages do not say so themselves, nor
          // our own components do anything by being imported.
          moduleSideEffects: [
            { test: /node_modules\/@supabase\//, sideEffects: false },
            { test: /\/src\/google-calendar\/.*\.tsx?$/, sideEffects: false },
          ],
        },
      },
    },
    server: { host: "127.0.0.1", port: 5173, strictPort: true, headers: developmentHeaders() },
    preview: { host: "127.0.0.1", headers: securityHeaders(VITE_SUPABASE_URL) },
  };
});
