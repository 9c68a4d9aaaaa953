/**
 * The emulator's overview page: people, their grants and calendars, the clock, push channels, the last calls,
 * and buttons that make calls fail.
 *
 * @module
 */
import { Hono } from "hono";
import { html } from "hono/html";
import type { Faults } from "../faults/fault.ts";
import { faults as named } from "../faults/named.ts";
import type { Google, Person } from "../types.ts";
import { behaviourOf, type World } from "../world.ts";
import { calendarPages } from "./calendar.ts";
import { page } from "./layout.ts";
import { pushesSection } from "./pushes.ts";

const HOUR = 3600;

export function overviewPages(google: Google, world: World, faults: Faults): Hono {
  const app = new Hono();

  const personCard = ({ name, email, sub }: Person) => {
    const grants = google.grants(email);
    const { boxes_unticked } = behaviourOf(world, sub);
    return html`<section aria-labelledby="p-${sub}">
<h2 id="p-${sub}">${name} <span class="muted">${email}</span></h2>
<p><a href="/calendar/u/${email}">Calendar (${google.events(email).length})</a></p>
${
      grants.length === 0
        ? html`<p class="muted">No access granted.</p>`
        : grants.map((grant) =>
          html`<p><code>${grant.client_id}</code> (refresh tokens: ${grant.refresh_token_count})</p>
<ul>${grant.scopes.map((scope) => html`<li><code>${scope}</code></li>`)}</ul>`
        )
    }
<form method="post" action="/control" class="row">
<input type="hidden" name="email" value="${email}">
<button name="do" value="revoke" aria-label="Revoke access of ${name}">Revoke access</button>
<button name="do" value="expire" aria-label="Expire access tokens of ${name}">Expire access tokens</button>
<button name="do" value="boxes" aria-label="Consent boxes start unticked: ${
      boxes_unticked ? "on" : "off"
    }, for ${name}">Consent boxes start unticked: ${boxes_unticked ? "on" : "off"}</button>
</form></section>`;
  };

  app.get("/", (c) => {
    const waiting = faults.list();
    return page(
      c,
      "Google, on this machine",
      html`
        <section aria-labelledby="clock">
          <h2 id="clock">Clock</h2>
          <form method="post" action="/control" class="row">
            <time datetime="${new Date(google.clock.now()).toISOString()}">${new Date(
              google.clock.now(),
            ).toUTCString()}</time>
            <button name="do" value="hour">Move forward one hour</button>
          </form>
        </section>
        ${google.people.map(personCard)}
        <section aria-labelledby="fail"><h2 id="fail">Make calls fail</h2>
        <form method="post" action="/control" class="row">
        <label for="times">The next</label>
        <input id="times" type="number" name="times" value="3" min="1" max="1000">
        <label for="endpoint">calls of</label>
        <select id="endpoint" name="endpoint">${[
          "events",
          "token.refresh",
          "token.code",
          "freebusy",
          "calendarList",
          "events.list",
          "events.watch",
          "channels.stop",
          "revoke",
          "*",
        ].map((name) => html`<option>${name}</option>`)}</select>
        <label for="fault">get</label>
        <select id="fault" name="fault">${Object.keys(named).map((name) =>
          html`<option>${name}</option>`
        )}</select>
        <button name="do" value="fail">Set</button>
        <button name="do" value="heal">Clear all</button>
        </form>
        ${waiting.length === 0
          ? html`<p class="muted">Nothing is set to fail.</p>`
          : html`<ul>${
            waiting.map(({ endpoint, left }) =>
              html`<li><code>${endpoint}</code>: ${left} calls</li>`
            )
          }</ul>`}</section>
        ${pushesSection(google)}
        <section aria-labelledby="calls">
          <h2 id="calls">Last calls</h2>
          <table>
            <thead>
              <tr>
                <th scope="col">Call</th>
                <th scope="col">Status</th>
                <th scope="col">At</th>
              </tr>
            </thead>
            <tbody>${google.calls.slice(-15).reverse().map((call) =>
              html`
                <tr>
                  <td>${call.endpoint}</td>
                  <td>${call.status ?? "no answer"}</td>
                  <td>${new Date(call.at).toISOString()}</td>
                </tr>
              `
            )}</tbody>
          </table>
        </section>
      `,
      { wide: true },
    );
  });

  app.post("/control", async (c) => {
    const form = await c.req.formData();
    const field = (name: string) => String(form.get(name) ?? "");
    const person = world.people.find(({ email }) => email === field("email"));
    const fault = Object.entries(named).find(([name]) => name === field("fault"))?.[1];
    const actions: Record<string, () => void> = {
      hour: () => google.clock.advance(HOUR),
      heal: () => faults.clear(),
      fail: () =>
        fault && google.fail(field("endpoint"), { ...fault, times: Number(field("times")) || 1 }),
      revoke: () => person && google.revokeGrant(person.email),
      expire: () => person && google.expireAccessTokens(person.email),
      boxes: () => {
        if (!person) return;
        const { boxes_unticked } = behaviourOf(world, person.sub);
        google.setBehaviour(person.email, { boxes_unticked: !boxes_unticked });
      },
    };
    const action = field("do");
    if (Object.hasOwn(actions, action)) actions[action]?.();
    return c.redirect("/", 303);
  });

  return app.route("/", calendarPages(world));
}
