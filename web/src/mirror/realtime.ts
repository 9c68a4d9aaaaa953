/**
 * Hears of changed calendars through Supabase Realtime. A file of its own, because the client is large and only a page
 * with a mirrored calendar needs it.
 *
 * @module
 */
import { RealtimeClient } from "@supabase/supabase-js";
import type { RealtimeApi } from "../supabase.ts";

/**
 * Calls `onNews` for each change of the person's rows in `google_calendars`, and each time that the connection is there
 * (again), because nobody knows what was missed. `onListening` says whether it is. Returns what ends it.
 */
export function listen(
  { url, apikey, getAccessToken }: RealtimeApi,
  userId: string,
  onNews: () => void,
  onListening: (isListening: boolean) => void,
): () => void {
  const client = new RealtimeClient(url, { params: { apikey }, accessToken: getAccessToken });
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
