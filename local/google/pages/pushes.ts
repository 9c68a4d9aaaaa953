/**
 * The part of the overview that shows push channels and their last messages.
 *
 * @module
 */
import { html } from "hono/html";
import type { ChannelSummary, Google, PushAttempt } from "../types.ts";

const SHOWN = 10;

const channelRow = ({ email, calendar_id, address, state, expires_at }: ChannelSummary) =>
  html`
    <tr>
      <td>${calendar_id ?? "List of calendars"}<br><span class="muted">${email}</span></td>
      <td><code>${address}</code></td>
      <td>${state}, until ${expires_at}</td>
    </tr>
  `;

function answerOf({ status, dropped }: PushAttempt): string {
  if (dropped) return "not sent";
  return status === null ? "no answer" : String(status);
}

const messageRow = (attempt: PushAttempt) =>
  html`
    <tr>
      <td>${attempt.resource_state} ${attempt.message_number}${attempt.attempt > 1
        ? `, attempt ${attempt.attempt}`
        : ""}</td>
      <td>${answerOf(attempt)}</td>
      <td>${new Date(attempt.at).toISOString()}</td>
    </tr>
  `;

const head = (...names: string[]) =>
  html`
    <thead>
      <tr>${names.map((name) => html`<th scope="col">${name}</th>`)}</tr>
    </thead>
  `;

export function pushesSection(google: Google) {
  const channels = google.channels().slice(-SHOWN).reverse();
  const messages = google.pushes.attempts.slice(-SHOWN).reverse();
  if (channels.length === 0) {
    return html`
      <section aria-labelledby="pushes">
        <h2 id="pushes">Push channels</h2>
        <p class="muted">Nobody watches a calendar.</p>
      </section>
    `;
  }
  return html`
    <section aria-labelledby="pushes">
      <h2 id="pushes">Push channels</h2>
      <table>${head("Calendar", "Address", "State")}<tbody>${channels.map(
        channelRow,
      )}</tbody></table>
      <h2>Last push messages</h2>
      <table>${head("Message", "Answer", "At")}<tbody>${messages.map(messageRow)}</tbody></table>
    </section>
  `;
}
