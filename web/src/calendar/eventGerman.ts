/**
 * The texts about an event, its guests and what happens to it, in German.
 *
 * @module
 */
import type { eventEnglish } from "./eventEnglish.ts";

export const eventGerman: typeof eventEnglish = {
  // Kinds of events
  untitled: "Termin ohne Titel",
  kind_event: "Termin",
  kind_invitation: "Einladung",
  kind_working_location: "Arbeitsort",
  kind_birthday: "Geburtstag",
  kind_from_gmail: "Termin aus Gmail",
  outOfOffice: "Abwesend",
  focusTime: "Fokuszeit",
  noteWorkingLocation: "Arbeitsort",
  noteOutOfOffice: "abwesend",
  noteFocusTime: "Fokuszeit",
  noteFree: "frei",
  noteCancelled: "abgesagt",

  // The event to read
  cancelled: "Dieser Termin ist abgesagt.",
  timeInZone: "{time} (Zeitzone {zone})",
  twoZones: "Beginnt {start} ({startZone}), endet {end} ({endZone})",
  map: "(Karte)",
  meetingPending: "Google bereitet die Videokonferenz vor.",
  meetingFailed: "Google konnte keine Videokonferenz anlegen.",
  joinMeeting: "An der Videokonferenz teilnehmen",
  pin: "PIN {pin}",
  eventReminders: "Erinnerungen: {reminders}",
  inCalendar: "Kalender: {name}",
  readOnlyCalendar:
    "Diesen Kalender können Sie nur lesen. Der Termin lässt sich hier weder verschieben noch ändern. Das kann erlauben, wem der Kalender gehört.",
  onlyOrganizer: "Titel, Zeit und Gäste kann nur ändern, wer den Termin organisiert.",
  onlyGoogle: "Das lässt sich nur in Googles eigenen Apps ändern.",
  edit: "Bearbeiten",
  delete: "Löschen",
  remove: "Entfernen",
  keep: "Behalten",

  // Guests
  organizer: "Organisiert von {name} {email}",
  invitesYou: "{name} lädt Sie ein {email}",
  somebody: "Jemand",
  unnamedGuest: "Gast ohne Namen",
  guests: "Gäste ({count})",
  someGuests: "Einige der Gäste",
  guestsOmitted:
    "Google nennt nicht alle Gäste dieses Termins. Die Liste lässt sich hier nicht ändern.",
  you: "Sie",
  organizerRole: "organisiert",
  room: "Raum",
  optional: "freiwillig",
  answer_needs_action: "keine Antwort",
  answer_declined: "abgelehnt",
  answer_tentative: "vielleicht",
  answer_accepted: "zugesagt",

  // Answering an invitation
  comment: "Kommentar (optional)",
  yourAnswer: "Ihre Antwort",
  answer_choose_accepted: "Zusagen",
  answer_choose_tentative: "Vielleicht",
  answer_choose_declined: "Ablehnen",
  sending: "Wird gesendet …",

  // Series
  changeWhich: "Dieser Termin wiederholt sich. Was möchten Sie ändern?",
  answerWhich: "Dieser Termin wiederholt sich. Wofür gilt die Antwort?",
  deleteWhich: "Dieser Termin wiederholt sich. Was möchten Sie löschen?",
  scope_occurrence: "nur diesen Termin",
  scope_following: "diesen und alle späteren",
  scope_series: "die ganze Serie",

  // The list of calendars
  calendars: "Kalender ({shown} von {count})",
  readOnly: "(nur lesen)",
  notUpToDate:
    "Nicht aktuell: Dieses Konto muss neu verbunden werden, mit der Schaltfläche weiter oben.",
};
