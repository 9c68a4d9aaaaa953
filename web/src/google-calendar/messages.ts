/**
 * The English texts for each error code: what happened, what to do, and which button helps. A new
 * code does not compile without an entry, here and in each translation.
 *
 * @module
 */
import type { KnownCode } from "./client";

/** What the button in a message does; `none` if no button would help. */
export type Remedy = "retry" | "connect" | "choose_account" | "sign_in" | "none";

/** The texts about a failure. */
export interface Explanation {
  title: string;
  advice: string;
  remedy: Remedy;
}

const TRY_LATER = "Nothing is lost. Please try again in a moment.";
const OPERATOR = "Only the people who run this app can fix this. Trying again will not help yet.";
const OUR_MISTAKE = "This looks like an error in this app. Reload the page and try again.";

const text = (title: string, advice: string, remedy: Remedy = "none"): Explanation => ({
  title,
  advice,
  remedy,
});

/** The texts for each code. */
export const EXPLANATIONS: Record<KnownCode, Explanation> = {
  // Coming back from Google
  access_denied: text(
    "Google Calendar was not connected",
    "You chose not to allow it, and that is fine. Nothing was changed. You can connect whenever you like.",
    "connect",
  ),
  state_invalid: text(
    "That connection link has expired",
    "For your safety each attempt works once and for ten minutes. Start again from here.",
    "connect",
  ),
  google_scope_missing: text(
    "One permission is still missing",
    "On Google’s page, tick the box “View and edit events on all your calendars” and continue. Without it no event can be added.",
    "connect",
  ),
  google_no_refresh_token: text(
    "Google did not allow a lasting connection",
    "Connect once more. If this happens again, remove this app under “Third-party apps” in your Google account first.",
    "connect",
  ),
  google_identity_invalid: text(
    "That Google account could not be matched to you",
    "Please connect again and choose the same Google account that you sign in with.",
    "choose_account",
  ),
  google_account_in_use: text(
    "That Google account is already connected to somebody else here",
    "Choose another Google account, or disconnect it from the other user first.",
    "choose_account",
  ),
  connect_not_saved: text(
    "The connection could not be saved",
    "Google allowed it, but the app could not save it. Please connect again.",
    "connect",
  ),
  user_gone: text(
    "Your account here no longer exists",
    "It was removed while you were at Google. Sign in to create it again.",
    "sign_in",
  ),
  // The connection
  reconnect_required: text(
    "Google asks you to connect again",
    "Your calendar is untouched. Reconnect, and everything goes on as before.",
    "connect",
  ),
  calendar_not_connected: text(
    "Your Google Calendar is not connected",
    "Connect it first, then add the event.",
    "connect",
  ),
  google_account_changed: text(
    "You connected another Google account in the meantime",
    "Nothing was changed in the new account. Reload the page to see its calendar, then try again.",
  ),
  account_not_found: text(
    "This Google account is not connected",
    "It may have been disconnected in another tab. Reload the page.",
  ),
  confirmation_expired: text(
    "It took too long to confirm that account",
    "For your safety this has to happen within five minutes. Nothing was linked. Start again from here.",
    "connect",
  ),
  tokens_unreadable: text("Your connection cannot be opened right now", OPERATOR),
  // The session
  unauthenticated: text("Your session has ended", "Sign in again to go on.", "sign_in"),
  user_not_found: text("This is not your account", "Sign in again and retry.", "sign_in"),
  auth_unavailable: text("Your sign-in could not be checked", TRY_LATER, "retry"),
  // The event
  google_rejected_event: text("Google did not accept this event", "Change it and send it again."),
  google_permission_denied: text(
    "You may not change this calendar",
    "Its owner has to allow it first. You can use another calendar.",
  ),
  calendar_not_found: text("Google does not know this calendar", "It may have been deleted."),
  event_not_found: text("This event is not in the calendar", "It may have been deleted."),
  event_deleted: text(
    "This event was added, and then deleted",
    "To add it again, change something and send it as a new event.",
  ),
  event_changed: text(
    "This event was changed elsewhere",
    "Your change was not saved, so that the other one is not lost. Look at it, and make yours again if you still want to.",
  ),
  idempotency_mismatch: text(
    "An earlier version of this event is already on its way",
    "Look in your calendar before you send it again.",
  ),
  invalid_request: text("Something in the form is not right yet", "Please look at these points:"),
  // The resource, and addresses
  resource_not_found: text(
    "There is no such resource",
    "It may have been removed, or it belongs to somebody else.",
  ),
  not_found: text("This part of the app is not here yet", OPERATOR),
  // The mirror
  mirror_disabled: text("This app does not keep a copy of calendars", OPERATOR),
  mirror_not_ready: text(
    "The copy of your calendar is not up to date yet",
    "It is brought up to date by itself. Please try again in a moment.",
    "retry",
  ),
  // Google
  google_unavailable: text("Google did not answer properly", TRY_LATER, "retry"),
  google_bad_response: text("Google’s answer could not be understood", TRY_LATER, "retry"),
  google_timeout: text("Google took too long to answer", TRY_LATER, "retry"),
  google_rate_limited: text("Google asks for a short pause", TRY_LATER, "retry"),
  google_quota_exceeded: text(
    "This app has used up its calls to Google for now",
    "Nothing is lost. Please try again later.",
    "retry",
  ),
  too_many_requests: text(
    "That was a lot at once",
    "Nothing is lost. Please wait a moment, then try again.",
    "retry",
  ),
  google_client_misconfigured: text("This app is not set up with Google correctly", OPERATOR),
  // The app's own service
  database_unavailable: text("The app’s database cannot be reached", TRY_LATER, "retry"),
  database_timeout: text("The app’s database took too long", TRY_LATER, "retry"),
  internal_error: text("Something went wrong on our side", TRY_LATER, "retry"),
  misconfigured: text("This app is not set up completely", OPERATOR),
  invalid_json: text("The request could not be read", OUR_MISTAKE),
  method_not_allowed: text("The request could not be read", OUR_MISTAKE),
  unsupported_media_type: text("The request could not be read", OUR_MISTAKE),
  body_too_large: text(
    "That is too much text for one event",
    "Shorten the notes and send it again.",
  ),
  // On the way
  offline: text(
    "You are offline",
    "What you entered is still here. Try again when you are back online.",
    "retry",
  ),
  network_error: text(
    "The app’s service cannot be reached",
    "Check your connection and try again. Sending the same thing twice is safe.",
    "retry",
  ),
  unexpected_answer: text("Something unexpected came back", TRY_LATER, "retry"),
};
