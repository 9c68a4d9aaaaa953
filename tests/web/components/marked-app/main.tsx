/**
 * All components with texts that are marked, so that a text which is not a message shows. The state
 * of the connection, and what fails, come from the address.
 *
 * @module
 */
import { createRoot } from "react-dom/client";
import {
  type AccountConnection,
  AddedEvents,
  AddToCalendar,
  type CalendarClient,
  CalendarError,
  type CalendarEvent,
  ConnectGoogleCalendar,
  type Connection,
  english,
  EventList,
  german,
  GoogleCalendar,
  type Messages,
} from "../../../../web/src/google-calendar/index.ts";

const asked = new URLSearchParams(location.search);
const mark = (text: string) => `«${text}»`;

/** The messages, each within « and ». */
function marked(): Messages {
  const texts = Object.entries(english).map(([name, text]) =>
    typeof text === "string" ? [name, mark(text)] : [name, text]
  );
  const explanations = Object.entries(english.explanations).map(([code, { title, advice }]) => [
    code,
    { title: mark(title), advice: mark(advice) },
  ]);
  return { ...Object.fromEntries(texts), explanations: Object.fromEntries(explanations) };
}

const account: AccountConnection = {
  status: (asked.get("status") ?? "connected") as Connection["status"],
  reason: (asked.get("reason") ?? null) as Connection["reason"],
  google_email: "ada@example.com",
  scopes: [],
  features: { events: true, free_busy: false },
  connected_at: "2026-08-15T09:00:00Z",
  expires_at: "2026-08-22T09:00:00Z",
  account_id: "a1",
  is_default: true,
};
const second: AccountConnection = {
  ...account,
  status: (asked.get("second") ?? "connected") as Connection["status"],
  reason: asked.has("second") ? "revoked_or_expired" : null,
  google_email: "bob@example.com",
  account_id: "a2",
  is_default: false,
};
const connection: Connection = {
  ...account,
  accounts: asked.has("several") ? [account, second] : [account],
};

const event = {
  id: "e1",
  status: "confirmed",
  summary: null,
  start_datetime: "2026-03-05T09:00:00Z",
  end_datetime: "2026-03-05T10:00:00Z",
  html_link: "https://calendar.example/e1",
} as CalendarEvent;

const failure = () => {
  const code = asked.get("fails")!;
  return new CalendarError({
    code,
    message: mark("The server's words."),
    status: 503,
    request_id: mark("r-1"),
    retry_after: code === "google_rate_limited" ? 20 : null,
    details: code === "google_rejected_event" ? { message: mark("Bad time") } : null,
  });
};
const fails = <T,>(value: T) =>
  asked.has("fails") ? Promise.reject(failure()) : Promise.resolve(value);

const calendar = (id: string, account_id: string, primary: boolean) => ({
  ...{ id, account_id, summary: id, description: null, time_zone: null, color: null },
  ...{ access_role: "owner", primary, writable: true, selected: true, default_reminders: [] },
});

const client = {
  connection: () =>
    asked.get("loads") === "never" ? new Promise(() => {}) : Promise.resolve(connection),
  connect: () => fails({ authorization_url: location.href, expires_at: "" }),
  disconnect: ({ all = false } = {}) =>
    fails({ ...account, accounts: all ? [] : [account], ...(all && { status: "not_connected" }) }),
  makeDefault: () =>
    fails({
      ...second,
      accounts: [{ ...second, is_default: true }, { ...account, is_default: false }],
    }),
  calendars: () =>
    asked.get("lists") === "never" ? Promise.reject(failure()) : Promise.resolve({
      calendars: [
        ...[calendar("ada@example.com", "a1", true), calendar("Lectures", "a1", false)],
        calendar("bob@example.com", "a2", true),
        { ...calendar("Holidays", "a2", false), writable: false },
      ],
      unavailable: [],
    }),
  pendingConnection: () =>
    fails({ google_email: asked.get("pending"), scopes: [], expires_at: "2026-08-22T09:00:00Z" }),
  confirmConnection: () => fails(connection),
  createEvent: (sent: CalendarEvent) => {
    document.title = JSON.stringify([sent.account_id, sent.calendar_id]);
    return fails(event);
  },
  findFreeTime: () => Promise.resolve({ busy: [], free: [], time_zone: "UTC", as_of: "" }),
} as unknown as CalendarClient;

createRoot(document.getElementById("root")!).render(
  <GoogleCalendar
    client={client}
    userId="somebody"
    signIn={() => {}}
    messages={asked.has("german") ? german : marked()}
    locale={asked.get("locale") ?? undefined}
  >
    <ConnectGoogleCalendar />
    <AddToCalendar minutes={60} />
    <AddedEvents />
    <EventList events={[]} />
  </GoogleCalendar>,
);
