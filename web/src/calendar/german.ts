/**
 * The texts of the calendar page in German: here those of its views and tools.
 *
 * @module
 */
import type { Texts } from "./english.ts";
import { eventGerman } from "./eventGerman.ts";
import { formGerman } from "./formGerman.ts";

export const german: Texts = {
  ...eventGerman,
  ...formGerman,
  calendar: "Kalender",

  // The toolbar
  views: "Ansicht",
  month: "Monat",
  week: "Woche",
  "3-days": "3 Tage",
  day: "Tag",
  agenda: "Liste",
  previous_month: "Voriger Monat",
  previous_week: "Vorige Woche",
  "previous_3-days": "3 Tage zurück",
  previous_day: "Voriger Tag",
  previous_agenda: "Frühere Tage",
  next_month: "Nächster Monat",
  next_week: "Nächste Woche",
  "next_3-days": "3 Tage weiter",
  next_day: "Nächster Tag",
  next_agenda: "Spätere Tage",
  today: "Heute",
  newEvent: "Neuer Termin",
  goToDate: "Zu einem Datum",
  go: "Anzeigen",
  goToDateOf: "{title}: zu einem Datum",

  // What is happening
  loading: "Ihre Termine werden geladen …",
  notLoaded: "Ihre Termine dieser Tage konnten nicht geladen werden.",
  offline: "Sie sind offline. So war Ihr Kalender zuletzt zu sehen.",

  // How current the copy in the project is
  keepUpToDate: "Laufend aktualisieren",
  keepUpToDateOf: "{name} laufend aktualisieren",
  mirror_loading:
    "Wird zum ersten Mal gelesen: {names}. Bis dahin kommen die Termine direkt von Google.",
  mirror_stale: "Stand {time}: {names}. Google lässt sich zurzeit nicht lesen.",
  mirror_paused: "Wird zurzeit nicht aktualisiert: {names}. Die Termine kommen direkt von Google.",
  mirror_failed: "Lässt sich nicht aktualisieren: {names}. Die Termine kommen direkt von Google.",

  // What the person did, and how it is taken back
  adding: "„{title}“ wird hinzugefügt …",
  added: "„{title}“ wurde hinzugefügt.",
  savingTitle: "„{title}“ wird gespeichert …",
  saved: "„{title}“ wurde gespeichert.",
  moving: "„{title}“ wird verschoben …",
  moved: "„{title}“ wurde verschoben.",
  movedOne: "„{title}“ wurde verschoben. Nur dieser Termin, nicht die Serie.",
  answering: "Ihre Antwort zu „{title}“ wird gesendet …",
  answered_accepted: "„{title}“: Sie haben zugesagt.",
  answered_tentative: "„{title}“: Sie haben mit Vielleicht geantwortet.",
  answered_declined: "„{title}“: Sie haben abgelehnt.",
  willDelete: "„{title}“ wird gleich gelöscht.",
  deleting: "„{title}“ wird gelöscht …",
  deleted: "„{title}“ wurde gelöscht.",
  undo: "Rückgängig",
  undone: "„{title}“ ist wieder wie zuvor.",

  // The grid
  allDay: "ganztägig",
  timed: "mit Uhrzeit",
  weekNumber: "Kalenderwoche",
  events: "Termine",
  noEvents: "Keine Termine an diesen Tagen.",
  more_one: "{count} weiterer",
  more_other: "{count} weitere",
  showMore_one: "{count} weiteren Termin zeigen",
  showMore_other: "{count} weitere Termine zeigen",
  close: "Schließen",
  hours: "Stunden",

  // Below the grid
  timeZone: "Zeitzone",
  likelyZones: "Naheliegend",
  allZones: "Alle",
  legend: "Was die Farben bedeuten",
  busy: "Beschäftigt",
  free: "Frei",
  findTime: "Freie Zeit finden",
  findingTime: "Freie Zeiten werden gesucht …",
  noFreeTime: "Keine freie Zeit in der Arbeitszeit (Montag bis Freitag, 9 bis 17 Uhr).",
  freeWithout: "Ohne {accounts}: Von dort sind keine freien Zeiten bekannt.",
  oneAccount: "ein Konto",

  // The keyboard
  keys: "Tastenkürzel",
  keysOn: "Diese Tasten auf dieser Seite benutzen",
  keysNote:
    "Sie ruhen, während Sie schreiben. Eine Suche hat der Kalender nicht: / geht zu einem Datum.",
  keyToday: "Heute",
  keyDay: "Tag",
  keyWeek: "Woche",
  keyMonth: "Monat",
  keyAgenda: "Liste",
  keyNext: "Später",
  keyPrevious: "Früher",
  keyNew: "Neuer Termin",
  keyDate: "Zu einem Datum",
  keyEvents: "Von Termin zu Termin, sobald einer den Fokus hat",
  keyHelp: "Diese Liste",
  or: "oder",
};
