/**
 * What people read when something did not work: what happened, what to do, and which button mends
 * it. One entry for each code; a new code does not compile without one.
 *
 * @module
 */
import type { KnownCode } from "./client.ts";

/** What the button beside a message does; `none` where no button would help. */
export type Remedy = "retry" | "connect" | "choose_account" | "sign_in" | "none";

/** A failure in words for the person at the screen. */
export interface Explanation {
  title: string;
  advice: string;
  remedy: Remedy;
}

const TRY_LATER = "Nothing is lost. Please try again in a moment.";
const OPERATOR = "This is for the people who run this app to mend; trying again will not help yet.";
const OUR_MISTAKE = "This looks like a mistake in this app. Reload the page and try again.";

const say = (title: string, advice: string, remedy: Remedy = "none"): Explanation => ({
  title,
  advice,
  remedy,
});

/** The words for each code. */
export const EXPLANATIONS: Record<KnownCode, Explanation> = {
  // Coming back from Google
  access_denied: say(
    "Google Calendar was not connected",
    "You chose not to allow it, and that is fine. Nothing was changed. You can connect whenever you like.",
    "connect",
  ),
  state_invalid: say(
    "That connection link has run out",
    "For your safety each attempt works once and for ten minutes. Start again from here.",
    "connect",
  ),
  google_scope_missing: say(
    "One permission is still missing",
    "On Google’s page, tick the box “View and edit events on all your calendars” and continue. Without it no event can be added.",
    "connect",
  ),
  google_no_refresh_token: say(
    "Google did not allow a lasting connection",
    "Connect once more. If this happens again, remove this app under “Third-party apps” in your Google account first.",
    "connect",
  ),
  google_identity_invalid: say(
    "That Google account could not be matched to you",
    "Please connect again and choose the same Google account that you sign in with.",
    "choose_account",
  ),
  google_account_in_use: say(
    "That Google account is already connected to somebody else here",
    "Choose another Google account, or disconnect it from the other user first.",
    "choose_account",
  ),
  connect_not_saved: say(
    "The connection could not be saved",
    "Google said yes, but saving it here did not work. Please connect again.",
    "connect",
  ),
  user_gone: say(
    "Your account here no longer exists",
    "It was removed while you were at Google. Sign in again to start anew.",
    "sign_in",
  ),
  // The connection
  reconnect_required: say(
    "Google asks you to connect again",
    "Your calendar is untouched. Reconnect, and everything goes on as before.",
    "connect",
  ),
  calendar_not_connected: say(
    "Your Google Calendar is not connected",
    "Connect it first, then add the event.",
    "connect",
  ),
  google_account_changed: say(
    "You connected another Google account in the meantime",
    "Nothing was changed in the new account. Reload the page to see its calendar, then try again.",
  ),
  confirmation_expired: say(
    "It took too long to confirm that account",
    "For your safety this has to happen within five minutes. Nothing was linked. Start again from here.",
    "connect",
  ),
  tokens_unreadable: say("Your connection cannot be opened right now", OPERATOR),
  // The session
  unauthenticated: say("Your session has ended", "Sign in again to go on.", "sign_in"),
  user_not_found: say("This is not your account", "Sign in again and retry.", "sign_in"),
  auth_unavailable: say("Your sign-in could not be checked", TRY_LATER, "retry"),
  // The event
  google_rejected_event: say("Google did not accept this event", "Change it and send it again."),
  google_permission_denied: say(
    "You may not change this calendar",
    "Its owner has to allow it first. You can use another calendar.",
  ),
  calendar_not_found: say("Google does not know this calendar", "It may have been deleted."),
  event_not_found: say("This event is not in the calendar", "It may have been deleted."),
  event_deleted: say(
    "This event was added, and then deleted",
    "To add it again, change something and send it as a new event.",
  ),
  event_changed: say(
    "This event was changed elsewhere",
    "Your change was not saved, so that the other one is not lost. Look at it, and make yours again if you still want to.",
  ),
  idempotency_mismatch: say(
    "An earlier version of this event is already on its way",
    "Look in your calendar before you send it again.",
  ),
  invalid_request: say("Something in the form is not right yet", "Please look at these points:"),
  // The resource, and addresses
  resource_not_found: say(
    "There is no such resource",
    "It may have been removed, or it belongs to somebody else.",
  ),
  not_found: say("This part of the app is not here yet", OPERATOR),
  // Google
  google_unavailable: say("Google did not answer properly", TRY_LATER, "retry"),
  google_bad_response: say("Google’s answer could not be understood", TRY_LATER, "retry"),
  google_timeout: say("Google took too long to answer", TRY_LATER, "retry"),
  google_rate_limited: say("Google asks for a short pause", TRY_LATER, "retry"),
  google_quota_exceeded: say(
    "This app has used up its calls to Google for now",
    "Nothing is lost. Please try again later.",
    "retry",
  ),
  too_many_requests: say(
    "That was a lot at once",
    "Nothing is lost. Please wait a moment, then try again.",
    "retry",
  ),
  google_client_misconfigured: say("This app is not set up with Google correctly", OPERATOR),
  // The app's own service
  database_unavailable: say("The app’s database cannot be reached", TRY_LATER, "retry"),
  database_timeout: say("The app’s database took too long", TRY_LATER, "retry"),
  internal_error: say("Something went wrong on our side", TRY_LATER, "retry"),
  misconfigured: say("This app is not set up completely", OPERATOR),
  invalid_json: say("The request could not be read", OUR_MISTAKE),
  method_not_allowed: say("The request could not be read", OUR_MISTAKE),
  unsupported_media_type: say("The request could not be read", OUR_MISTAKE),
  body_too_large: say(
    "That is too much text for one event",
    "Shorten the notes and send it again.",
  ),
  // On the way
  offline: say(
    "You are offline",
    "What you entered is still here. Try again when you are back online.",
    "retry",
  ),
  network_error: say(
    "The app’s service cannot be reached",
    "Check your connection and try again. Sending the same thing twice is safe.",
    "retry",
  ),
  unexpected_answer: say("Something unexpected came back", TRY_LATER, "retry"),
};
