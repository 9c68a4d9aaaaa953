/** Reads pages one after the other and parses them: what any copy of a calendar costs at the least. */
export default {
  async fetch(request: Request): Promise<Response> {
    let events = 0;
    for (const address of await request.json()) {
      const page = await (await fetch(address)).json();
      events += page.items.length;
    }
    return Response.json(events);
  },
};
