/**
 * The layout of every page. It is labelled as the emulator's and needs no script.
 *
 * @module
 */
import type { Context } from "hono";
import { html, raw } from "hono/html";

type Html = ReturnType<typeof html>;
type Status = 200 | 400 | 401 | 403 | 404;

const style = raw(`
:root { color-scheme: light dark; --line: #c9ced6; --accent: #0b57d0; --muted: #5f6672; }
@media (prefers-color-scheme: dark) { :root { --line: #4a4f57; --accent: #a8c7fa; --muted: #a9b0bb; } }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; padding: 2rem 1rem; }
main { max-width: 34rem; margin: 0 auto; }
main.wide { max-width: 60rem; }
.label { border: 1px dashed var(--line); border-radius: 999px; padding: .1rem .8rem; display: inline-block; color: var(--muted); margin: 0; }
h1 { font-size: 1.6rem; line-height: 1.25; }
h2 { font-size: 1.15rem; margin-top: 2rem; }
a { color: var(--accent); }
.choices { list-style: none; padding: 0; }
.choices a { display: block; padding: .8rem 1rem; border: 1px solid var(--line); border-radius: .6rem; margin: .5rem 0; text-decoration: none; }
.choices a:hover { border-color: var(--accent); }
.muted { color: var(--muted); }
fieldset { border: 1px solid var(--line); border-radius: .6rem; margin: 1rem 0; padding: .5rem 1rem; }
.box { display: flex; gap: .7rem; padding: .5rem 0; align-items: flex-start; }
.box input { width: 1.2rem; height: 1.2rem; margin-top: .2rem; }
.row { display: flex; gap: .6rem; flex-wrap: wrap; align-items: center; }
.row.end { justify-content: flex-end; }
button, select, input:not([type=checkbox]) { font: inherit; padding: .5rem 1.1rem; border-radius: .5rem; border: 1px solid var(--line); background: transparent; color: inherit; }
button { cursor: pointer; color: var(--accent); }
button.primary { background: var(--accent); border-color: var(--accent); color: Canvas; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .5rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
dt { font-weight: 600; } dd { margin: 0 0 .6rem; }
code { overflow-wrap: anywhere; }
`);

/** Responds with a page. */
export function page(
  c: Context,
  title: string,
  content: Html,
  { status = 200, wide = false }: { status?: Status; wide?: boolean } = {},
): Response | Promise<Response> {
  c.header("cache-control", "no-store");
  c.header("x-frame-options", "DENY");
  // Not no-referrer, because browsers would then submit forms with `Origin: null`.
  c.header("referrer-policy", "same-origin");
  // No form-action, because browsers apply it to the redirect to the app that follows a form.
  c.header(
    "content-security-policy",
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  );
  return c.html(
    html`
      <!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>${title} - Google emulator</title>
          <style>${style}</style>
        </head>
        <body>
          <main class="${wide ? "wide" : ""}">
      <p class="label">Google emulator, local</p>
      <h1>${title}</h1>
      ${content}
          </main>
        </body>
      </html>
    `,
    status,
  );
}
