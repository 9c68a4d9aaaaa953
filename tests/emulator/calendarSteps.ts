/**
 * Events and free/busy at either Google, and what of the answers can be compared.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { Party } from "./parties.ts";
import type { Transcript } from "./signInSteps.ts";

/** An event as far as both tell it; instants without the zone they are written in. */
function plain({ kind, status, summary, description, location, start, end }: Event) {
  const time = ({ dateTime, date }: calendar_v3.Schema$EventDateTime = {}) =>
    date ?? Date.parse(dateTime ?? "");
  return { kind, status, summary, description, location, start: time(start), end: time(end) };
}
type Event = calendar_v3.Schema$Event;

/** Insert, list, free/busy, delete. */
export async function useCalendar(party: Party, accessToken: string, seen: Transcript) {
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${party.url}/calendar/v3${path}`, {
      method,
      headers: { authorization: `Bearer ${accessToken}`, "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, json: text ? JSON.parse(text) : undefined };
  };
  const failure = ({ status, json }: Awaited<ReturnType<typeof call>>) => [
    status,
    json.error.code,
    json.error.errors[0].reason,
    json.error.errors[0].domain,
  ];
  const EVENTS = "/calendars/primary/events";
  const ids: string[] = [];
  for (const [i, event] of INSERTED.entries()) {
    const { status, json } = await call("POST", EVENTS, event);
    seen[`insert ${i}`] = [status, plain(json)];
    ids.push(json.id);
  }
  seen["insert without times"] = (await call("POST", EVENTS, { summary: "Never" })).status;

  const queries = {
    "all, by start": "orderBy=startTime&singleEvents=true",
    "a span": "timeMin=2027-03-10T12:00:00Z&timeMax=2027-03-12T12:00:00Z&singleEvents=true",
    "words": "q=cards&singleEvents=true",
    "a first page": "maxResults=2&orderBy=startTime&singleEvents=true",
  };
  for (const [name, query] of Object.entries(queries)) {
    const { status, json } = await call("GET", `${EVENTS}?${query}`);
    const items = json.items.map(plain);
    if (name !== "all, by start") {
      items.sort((a: Event, b: Event) => a.summary! < b.summary! ? -1 : 1);
    }
    seen[`list ${name}`] = [status, json.kind, items, typeof json.nextPageToken];
  }

  const freeBusy = async (items: { id: string }[]) => {
    const { status, json } = await call("POST", "/freeBusy", {
      timeMin: "2027-03-10T00:00:00Z",
      timeMax: "2027-03-13T00:00:00Z",
      items,
    });
    const busy = json.calendars.primary.busy as calendar_v3.Schema$TimePeriod[];
    return [
      status,
      json.kind,
      busy.map(({ start, end }) => [Date.parse(start!), Date.parse(end!)]),
    ];
  };
  seen["free/busy"] = await freeBusy([{ id: "primary" }]);
  seen["free/busy without times"] = (await call("POST", "/freeBusy", { items: [] })).status;

  seen["delete"] = (await call("DELETE", `${EVENTS}/${ids[0]}`)).status;
  seen["free/busy after"] = await freeBusy([{ id: "primary" }]);
  seen["list after"] = (await call("GET", `${EVENTS}?singleEvents=true`)).json.items.length;
  seen["delete what never was"] = failure(await call("DELETE", `${EVENTS}/neverwas`));
  seen["no such calendar"] = failure(await call("GET", "/calendars/nobody@example.com/events"));
}

const INSERTED: Event[] = [
  {
    summary: "Lecture",
    description: "Bring cards",
    location: "Theatre B",
    start: { dateTime: "2027-03-10T09:00:00Z" },
    end: { dateTime: "2027-03-10T10:00:00Z" },
  },
  {
    summary: "Seminar",
    start: { dateTime: "2027-03-11T23:30:00+02:00" },
    end: { dateTime: "2027-03-12T00:30:00+02:00" },
  },
  {
    summary: "Reading",
    transparency: "transparent",
    start: { dateTime: "2027-03-12T09:00:00Z" },
    end: { dateTime: "2027-03-12T10:00:00Z" },
  },
  { summary: "Holiday", start: { date: "2027-06-01" }, end: { date: "2027-06-03" } },
];
