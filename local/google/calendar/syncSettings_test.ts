import { assert, assertEquals } from "@std/assert";
import { ADA } from "../testing.ts";
import { withCalendar } from "./syncSteps.ts";

// deno-lint-ignore no-explicit-any -- an entry of a list
const briefly = ({ id, status }: any) => `${id} ${status}`;

Deno.test(
  "ragged pages are short and empty, and hold every event once",
  withCalendar(async (ada, google) => {
    for (const id of ["one11", "dos22", "three", "four4"]) await ada.add(id);
    google.setSync({ ragged_pages: true });
    const { items, sizes, next } = await ada.all({ maxResults: 3 });
    assertEquals(sizes, [0, 1, 0, 3, 0]);
    assertEquals(new Set(items.map(({ id }) => id)).size, 4);
    const delta = await ada.all({ maxResults: 3, syncToken: next });
    assertEquals(delta.sizes, [0, 0, 0]);
    assert(delta.next);
  }),
);

Deno.test(
  "page tokens that died answer 400",
  withCalendar(async (ada, google) => {
    for (const id of ["one11", "dos22"]) await ada.add(id);
    const { json } = await ada.list({ maxResults: 1 });
    google.setSync({ page_tokens_die: true });
    const query = { maxResults: 1, pageToken: json.nextPageToken };
    assertEquals((await ada.list(query)).status, 400);
    google.setSync({ page_tokens_die: false });
    assertEquals((await ada.list(query)).status, 200);
  }),
);

Deno.test(
  "a list that lags shows the past, and its token what came after",
  withCalendar(async (ada, google) => {
    await ada.add("before");
    google.clock.advance(60);
    google.setSync({ lag_ms: 20_000 });
    await ada.patch("before", { summary: "Changed" });
    await ada.add("after1");
    const { items, next } = await ada.all();
    assertEquals(items.map(({ summary }) => summary), ["before"]);
    assertEquals((await ada.all({ syncToken: next })).items, []);
    google.clock.advance(21);
    const late = await ada.all({ syncToken: next });
    assertEquals(late.items.map(({ summary }) => summary), ["Changed", "after1"]);
  }),
);

Deno.test(
  "sync settings and undone exceptions are set from another process",
  withCalendar(async (ada, google) => {
    const post = async (path: string, body: unknown) => {
      const response = await fetch(`${google.url}/emulator/${path}`, {
        method: "POST",
        body: JSON.stringify(body),
      });
      await response.body?.cancel();
      return response.status;
    };
    await ada.series("drill");
    await ada.remove("drill_20270116T090000Z");
    const { next } = await ada.all();
    const undone = { email: ADA, event_id: "drill_20270116T090000Z" };
    assertEquals(await post("undo-exception", undone), 204);
    assertEquals(await post("undo-exception", undone), 400);
    const { items } = await ada.all({ syncToken: next });
    assertEquals(items.map(briefly), ["drill_20270116T090000Z confirmed"]);
    assertEquals(await post("sync", { always_410: true, calendar_id: ADA }), 204);
    assertEquals((await ada.list({ syncToken: next })).status, 410);
    assertEquals(await post("sync", { always_410: false, calendar_id: ADA }), 204);
    assertEquals((await ada.list({ syncToken: next })).status, 200);
    assertEquals(await post("sync/expire", {}), 204);
    assertEquals((await ada.list({ syncToken: next })).status, 410);
    assertEquals(await post("sync", { lag_ms: -1 }), 400);
    assertEquals(
      await post("calendars/change", { calendar_id: ADA, time_zone: "Asia/Tokyo" }),
      204,
    );
    assertEquals((await ada.list()).json.timeZone, "Asia/Tokyo");
  }),
);
