/**
 * The texts about an event, its guests and what happens to it, in English. Names in braces are filled in.
 *
 * @module
 */
export const eventEnglish = {
  // Kinds of events
  untitled: "Untitled event",
  kind_event: "Event",
  kind_invitation: "Invitation",
  kind_working_location: "Working location",
  kind_birthday: "Birthday",
  kind_from_gmail: "Event from Gmail",
  outOfOffice: "Out of office",
  focusTime: "Focus time",
  noteWorkingLocation: "working location",
  noteOutOfOffice: "out of office",
  noteFocusTime: "focus time",
  noteFree: "free",
  noteCancelled: "cancelled",

  // The event to read
  cancelled: "This event is cancelled.",
  timeInZone: "{time} in {zone}",
  twoZones: "Starts {start} in {startZone}, ends {end} in {endZone}",
  map: "(map)",
  meetingPending: "Google is preparing the meeting.",
  meetingFailed: "Google could not make a meeting.",
  joinMeeting: "Join the meeting",
  pin: "PIN {pin}",
  eventReminders: "Reminders: {reminders}",
  inCalendar: "Calendar: {name}",
  readOnlyCalendar:
    "You can only read this calendar, so the event can neither be moved nor changed here. Its owner can allow it.",
  onlyOrganizer: "Only its organizer can change title, time and guests.",
  onlyGoogle: "Only Google’s own apps can change this.",
  edit: "Edit",
  delete: "Delete",
  remove: "Remove",
  keep: "Keep it",

  // Guests
  organizer: "Organizer: {name} {email}",
  invitesYou: "{name} invites you {email}",
  somebody: "Somebody",
  unnamedGuest: "Unnamed guest",
  guests: "Guests ({count})",
  someGuests: "Some of the guests",
  guestsOmitted: "Google does not list all guests of this event. The list cannot be changed here.",
  you: "you",
  organizerRole: "organizer",
  room: "room",
  optional: "optional",
  answer_needs_action: "not answered",
  answer_declined: "declined",
  answer_tentative: "tentative",
  answer_accepted: "accepted",

  // Answering an invitation
  comment: "Comment (optional)",
  yourAnswer: "Your answer",
  answer_choose_accepted: "Accept",
  answer_choose_tentative: "Tentative",
  answer_choose_declined: "Decline",
  sending: "Sending…",

  // Series
  changeWhich: "This event repeats. Change",
  answerWhich: "This event repeats. Answer for",
  deleteWhich: "This event repeats. Delete",
  scope_occurrence: "only this one",
  scope_following: "this and all later ones",
  scope_series: "the whole series",

  // The list of calendars
  calendars: "Calendars ({shown} of {count})",
  readOnly: "(read only)",
  notUpToDate: "Not up to date: this account has to be connected again, with the button above.",
};
