/** The same two calls with plain `fetch` and no check at all: what a request costs at the least. */
const project = Deno.env.get("SUPABASE_URL");
const google = Deno.env.get("GOOGLE_EMULATOR_URL");
const headers = { "content-type": "application/json", authorization: "Bearer x" };

export default {
  async fetch(request: Request): Promise<Response> {
    const event = await request.json();
    const rows = await fetch(`${project}/rest/v1/rpc/google_calendar_read_account`, {
      method: "POST",
      headers,
      body: JSON.stringify({ p_user_id: "x" }),
    });
    await rows.json();
    const created = await fetch(`${google}/calendar/v3/calendars/primary/events`, {
      method: "POST",
      headers,
      body: JSON.stringify(event),
    });
    return Response.json(await created.json(), { status: 201 });
  },
};
