/**
 * Hears of changed calendars through Supabase Realtime. A file of its own, because the client is large and only a page
 * with a mirrored calendar needs it.
 *
 * @module
 */
import { RealtimeClient } from "@supabase/supabase-js";
import type { DataApi } from "../supabase.ts";

/**
 * Calls `onNews` for each change of the person's rows in `google_calendars`, and each time that the connection is there
 * (again), because nobody knows what was missed. `onListening` says whether it is. Returns what ends it.
 */
export async function listen(
  { url, headers }: DataApi,
  userId: string,
  onNews: () => void,
  onListening: (isListening: boolean) => void,
): Promise<() => void> {
  const { apikey } = await headers();
  // The data API's neighbour, with the same key and session.
  const client = new RealtimeClient(url.replace(/^http(.*)\/rest\/v1$/, "ws$1/realtime/v1"), {
    params: { apikey },
    accessToken: async () => (await headers()).authorization!.slice("Bearer ".length),
  });
  let isEnded = false;
  const join = () => {
    if (isEnded) return;
    client.channel(`calendars:${userId}`).on("postgres_changes", {
      event: "*",
      schema: "public",
      table: "google_calendars",
      filter: `user_id=eq.${userId}`,
    }, onNews).subscribe((state) => {
      if (isEnded) return;
      onListening(state === "SUBSCRIBED");
      if (state === "SUBSCRIBED") onNews();
    });
  };
  // The first message has the session's token.
  client.setAuth().then(join, join);
  return () => {
    isEnded = true;
    void client.disconnect();
  };
}
