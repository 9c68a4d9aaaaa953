/**
 * The sign-in pages: account chooser, consent with a box for each scope, and the error page of a refused
 * request.
 *
 * @module
 */
import type { Context } from "hono";
import { html } from "hono/html";
import type { AuthorizeRequest, Refusal } from "../oauth/authorizeRequest.ts";
import { isIdentityScope, scopeTexts } from "../oauth/scopes.ts";
import type { Person } from "../types.ts";
import { page } from "./layout.ts";

export const CONSENT_PATH = "/o/oauth2/v2/auth/consent";

const addressOf = (query: URLSearchParams, extra: Record<string, string>) =>
  `${CONSENT_PATH}?${new URLSearchParams([...query, ...Object.entries(extra)])}`;

export function refusalPage(c: Context, refusal: Refusal) {
  return page(
    c,
    "Access blocked",
    html`
      <p>${refusal.message}</p>
      <p><code>Error ${refusal.status}: ${refusal.error}</code></p>
    `,
    { status: refusal.status },
  );
}

export function accountPage(
  c: Context,
  request: AuthorizeRequest,
  query: URLSearchParams,
  people: Person[],
) {
  return page(
    c,
    "Choose an account",
    html`<p class="muted">to continue to ${new URL(request.redirectUri).host}</p>
<ul class="choices">${
      people.map((person) =>
        html`<li><a data-email="${person.email}" href="${
          addressOf(query, { authuser: person.sub })
        }">${person.name}<br><span class="muted">${person.email}</span></a></li>`
      )
    }</ul>`,
  );
}

/**
 * Responds with the consent page. It has a box for each scope beyond identity; `ticked` is their
 * initial state.
 */
export function consentPage(
  c: Context,
  request: AuthorizeRequest,
  query: URLSearchParams,
  { person, ticked }: { person: Person; ticked: boolean },
) {
  const host = new URL(request.redirectUri).host;
  const others = request.scopes.filter((scope) => !isIdentityScope(scope));
  const again = new URLSearchParams(query);
  again.delete("login_hint");
  again.set("prompt", [...new Set([...request.prompt, "select_account"])].join(" "));
  return page(
    c,
    `${host} wants access to your Google Account`,
    html`<p>${person.name} (${person.email}).
<a data-other-account href="/o/oauth2/v2/auth?${again.toString()}">Use another account</a></p>
<form method="post" action="${addressOf(query, { authuser: person.sub })}">
${
      others.length === 0
        ? html`<p>Google will tell ${host} your name and e-mail address.</p>`
        : html`<fieldset><legend>Select what ${host} can access</legend>
${
          others.map((scope, i) =>
            html`
              <p
                class="box"><input type="checkbox" id="scope-${i}" name="scope" value="${scope}"${ticked
                  ? " checked"
                  : ""}><label for="scope-${i}">${scopeTexts.get(
                    scope,
                  )}<br><code class="muted">${scope}</code></label></p>
            `
          )
        }</fieldset>`
    }
<p class="row end">
<button name="decision" value="cancel">Cancel</button>
<button name="decision" value="allow" class="primary">Allow</button>
</p>
</form>`,
  );
}
