/**
 * Stands for Google's Calendar, in a process of its own: calendars of single events, in pages that come
 * after a fixed delay. A calendar's id says how many events there are and how long a page takes:
 * `10000-300-anything`.
 *
 * @module
 */

const DAY_MS = 86_400_000;
/** The events lie between these days from now, so that all of them are in the mirrored time. */
const [FIRST_DAY, LAST_DAY] = [1, 170];
const start = Date.now();
/** The pages that were asked for, in order, as path and query. */
let asked: string[] = [];

const text = (length: number, i: number) => `${i} about the lecture, `.repeat(99).slice(0, length);
const at = (time: number) => ({
  dateTime: new Date(time).toISOString(),
  timeZone: "Europe/Berlin",
});

/** A full event: about 1.5 kB of JSON in the fields that the mirror asks for. */
function event(i: number, total: number) {
  const time = start + (FIRST_DAY + (LAST_DAY - FIRST_DAY) * i / total) * DAY_MS;
  const meet = `https://meet.google.com/abc-${i}`;
  return {
    id: `event${String(i).padStart(8, "0")}`,
    status: "confirmed",
    htmlLink: `https://www.google.com/calendar/event?eid=${text(60, i)}`,
    created: "2026-01-01T00:00:00.000Z",
    updated: "2026-01-02T00:00:00.000Z",
    etag: `"${3_500_000_000_000_000 + i}"`,
    eventType: "default",
    iCalUID: `event${i}@google.com`,
    summary: `Lecture ${i}`,
    description: text(400, i),
    location: "Main building, room 5",
    colorId: "5",
    organizer: { email: "ada@example.com" },
    attendees: ["ada", "grace", "alan", "edsger"].map((name) => ({
      email: `${name}@example.com`,
      displayName: name,
      responseStatus: "accepted",
      ...name === "ada" && { self: true, organizer: true },
    })),
    start: at(time),
    end: at(time + 3_600_000),
    hangoutLink: meet,
    conferenceData: { entryPoints: [{ entryPointType: "video", uri: meet, label: meet }] },
  };
}

/** Made once: the peer that reads the same pages must not wait less for them. */
const pages = new Map<string, Uint8Array<ArrayBuffer>>();

function page(total: number, query: URLSearchParams): Uint8Array<ArrayBuffer> {
  const size = Number(query.get("maxResults") ?? 250);
  const from = query.has("syncToken") ? total : Number(query.get("pageToken") ?? 0);
  const isTimed = query.get("singleEvents") === "true";
  const key = `${total} ${from} ${size} ${isTimed}`;
  const known = pages.get(key);
  if (known) return known;
  const until = Math.min(from + size, total);
  const made = new TextEncoder().encode(JSON.stringify({
    kind: "calendar#events",
    timeZone: "Europe/Berlin",
    ...until < total ? { nextPageToken: String(until) } : !isTimed && { nextSyncToken: "synced" },
    items: Array.from({ length: until - from }, (_, i) => event(from + i, total)),
  }));
  pages.set(key, made);
  return made;
}

const NO_PUSH = {
  error: { code: 400, errors: [{ reason: "pushNotSupportedForRequestedResource" }] },
};

async function answer(request: Request): Promise<Response> {
  const { pathname, search, searchParams } = new URL(request.url);
  if (pathname === "/asked") {
    const answer = Response.json(asked);
    asked = [];
    return answer;
  }
  if (pathname.endsWith("/watch")) return Response.json(NO_PUSH, { status: 400 });
  const [, total, delay] =
    /^\/calendar\/v3\/calendars\/(\d+)-(\d+)-[^/]+\/events$/.exec(pathname) ??
      [];
  if (!total) return new Response(null, { status: 404 });
  asked.push(pathname + search);
  const due = performance.now() + Number(delay);
  const body = page(Number(total), searchParams);
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
  return new Response(body, { headers: { "content-type": "application/json" } });
}

const server = Deno.serve({
  hostname: "127.0.0.1",
  port: 0,
  onListen: ({ port }) => console.log(`Listening on http://127.0.0.1:${port}`),
}, answer);
await server.finished;
