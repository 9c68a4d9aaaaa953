/** The components where there is no browser. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { renderToString } from "react-dom/server";
import {
  AddedEvents,
  AddToCalendar,
  ConnectGoogleCalendar,
  createCalendarClient,
  german,
  GoogleCalendar,
} from "../../../web/src/google-calendar/index.ts";
import { sourceFiles } from "../../support/moduleGraph.ts";

Deno.test("a server renders the components, in the app's language, without an address and a window", () => {
  assertEquals([typeof globalThis.location, typeof document, typeof sessionStorage].slice(0, 2), [
    "undefined",
    "undefined",
  ]);
  const never = () => Promise.reject(new Error("a server asks for nothing"));
  const client = createCalendarClient({
    functionsUrl: "https://project.example/functions/v1",
    apikey: "publishable",
    getAccessToken: never,
    fetch: never,
  });
  const html = renderToString(
    <GoogleCalendar client={client} userId="somebody" messages={german} locale="de">
      <ConnectGoogleCalendar />
      <AddToCalendar />
      <AddedEvents />
    </GoogleCalendar>,
  );
  assertStringIncludes(html, german.loadingConnection);
  assert(!html.includes("<form"), "the form waits for a connection");
});

Deno.test("every file with state or context says that it is for the client, and no other does", async () => {
  for (const path of sourceFiles("web/src/google-calendar")) {
    const text = await Deno.readTextFile(path);
    const needs = /from "react"/.test(text.replaceAll(/import type .*/g, "")) ||
      path.endsWith(".tsx");
    assertEquals(text.startsWith('"use client";\n'), needs, path);
  }
});
