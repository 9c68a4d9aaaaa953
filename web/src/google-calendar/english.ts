/**
 * Every text of the components, in English. An app passes its own to `<GoogleCalendar messages>`:
 * `{ ...english, connect: "Link my calendar" }`, or a complete translation, such as `german`. Names
 * in braces are filled in. All are plain strings, so a Server Component can pass them, too.
 *
 * @module
 */
import type { KnownCode } from "./client";
import { type Explanation, EXPLANATIONS } from "./messages";

export const english = {
  // The connection card
  product: "Google Calendar",
  statusConnected: "Connected",
  statusNeedsReconnect: "Needs you",
  statusNotConnected: "Not connected",
  loadingConnection: "Loading your connection…",
  invitation:
    "Connect your calendar once, and events that you add here appear in it. You choose the account on Google’s own page, and can disconnect at any time.",
  connect: "Connect Google Calendar",
  reconnect: "Reconnect Google Calendar",
  reconnectNamed: "Reconnect {account}",
  connectAgain: "Connect again",
  chooseGoogleAccount: "Choose a Google account",
  chooseAnotherAccount: "Choose another account",
  openingGoogle: "Opening Google…",
  reconnectTitle: "Please connect once more",
  connectedBefore: "Connected before: {account}",
  reasonRevoked:
    "Google no longer accepts the permission it gave. That happens, for example, after a password change or a long pause. Reconnect, and everything goes on as before.",
  reasonSessionControl:
    "Your organisation asks Google to check from time to time that it is really you. Reconnect, and everything goes on as before.",
  reasonScopeMissing:
    "The permission to see and edit events is missing. Reconnect and tick “View and edit events on all your calendars”.",

  // Several accounts
  addAccount: "Add another account",
  defaultAccount: "Default",
  defaultAdvice:
    "New events go to the default account, unless you choose another calendar for them.",
  makeDefault: "Make default",
  makingDefault: "Saving…",
  madeDefault: "{account} is the default account now.",
  reconnectShort: "Reconnect",
  actionFor: "{action}: {account}",
  accountDisconnected: "{account} is disconnected.",
  disconnectAll: "Disconnect all",
  disconnectAllTitle: "Disconnect all accounts?",
  disconnectAllWarning:
    "Google drops {allAccess} that these accounts have given to this app, on every device: {accounts}. Events that are already in your calendars stay there. You can connect again at any time.",

  // The details of a connection
  account: "Account",
  yourGoogleAccount: "Your Google account",
  since: "Since",
  access: "Access",
  accessEvents: "See and edit events",
  accessFreeBusy: "See when you are free",
  notAllowed: "{permission} (not allowed)",
  allowToo: "Allow this too",
  until: "Until",
  untilDay: "{day}. Google limits this access in time; reconnect to go on.",

  // Disconnecting
  disconnect: "Disconnect",
  disconnectTitle: "Disconnect Google Calendar?",
  disconnectAccountTitle: "Disconnect {account}?",
  disconnectWarning:
    "Google drops {allAccess} that {account} has given to this app, on every device. Events that are already in your calendar stay there. You can connect again at any time.",
  allAccess: "all access",
  thisAccount: "this account",
  disconnecting: "Disconnecting…",
  keepConnected: "Keep connected",

  // Back from Google
  connectedTitle: "Google Calendar is connected",
  connectedAdvice: "You can add events now. There is nothing else to set up.",
  connectedAccount: "It is the calendar of {account}.",
  linkUsedBefore: "The link that led here was used before or has expired, and changed nothing.",
  unchangedTitle: "Nothing was changed",
  unchangedAdvice:
    "You chose not to allow it, and that is fine. Your calendar is connected as before.",

  // Confirming another account
  loadingAccount: "Loading the account…",
  accountYouChose: "the account that you chose",
  linkTitle: "Link {account}?",
  linkWarning:
    "This is not the Google account that you sign in with here. Events that you add will appear in the calendar of {account}. Only link it if it is yours and you just chose it.",
  link: "Link this account",
  linking: "Linking…",
  notMyAccount: "Not my account",

  // The event form
  addTitle: "Add an event",
  calendar: "Calendar",
  title: "Title",
  start: "Start",
  end: "End",
  firstDay: "First day",
  lastDay: "Last day",
  yourTimeZone: "Your time zone: {zone}",
  yourTimeZoneNamed: "Your time zone: {zone} ({name})",
  placeAndNotes: "Place and notes",
  place: "Place",
  notes: "Notes",
  lookingForTime: "Looking when you are free…",
  timeSuggested: "Suggested: the next time that you are free in working hours.",
  add: "Add to calendar",
  adding: "Adding…",
  titleMissing: "Give the event a title.",
  startMissing: "Enter the date and time of the start.",
  endMissing: "Enter the date and time of the end.",
  endBeforeStart: "The end has to be after the start.",
  timeSkipped: "The clocks go forward that night, so this time does not exist. Choose another one.",
  timeDoubled: "The clocks go back that night, so this time comes twice. The first one is meant.",

  // Added events
  added: "“{title}” is in your calendar",
  yourEvent: "Your event",
  untitledEvent: "Untitled event",
  addedJustNow: "Added just now",
  nothingYet: "Nothing yet.",
  open: "Open in Google Calendar",
  openDetails: ": {title} (opens in a new tab)",

  // Failures
  tryAgain: "Try again",
  tryingAgain: "Trying again…",
  signInAgain: "Sign in again",
  forSupport: "For support: {reference}",
  dismiss: "Dismiss this message",
  waitAdvice: "Nothing is lost. Please try again in {wait}.",
  googleSays: "Google says: {message}",
  unknownFailure: "That did not work",
  explanations: EXPLANATIONS as Record<KnownCode, Pick<Explanation, "title" | "advice">>,
};

/** The texts of the components, each under its name. */
export type Messages = typeof english;
