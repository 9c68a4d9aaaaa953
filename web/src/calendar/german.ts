/**
 * The texts of the calendar page's views and tools, in German.
 *
 * @module
 */
import type { Texts } from "./english.ts";

export const german: Texts = {
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
  goToDate: "Gehe zu Datum",
  go: "Los",
  goToDateOf: "{title}: gehe zu Datum",

  // What is happening
  loading: "Deine Termine werden geladen …",
  notLoaded: "Deine Termine dieser Tage konnten nicht geladen werden.",
  offline: "Du bist offline. So war dein Kalender zuletzt zu sehen.",

  // What the person did, and how it is taken back
  adding: "„{title}“ wird eingetragen …",
  added: "„{title}“ ist eingetragen.",
  saving: "„{title}“ wird gespeichert …",
  saved: "„{title}“ ist gespeichert.",
  moving: "„{title}“ wird verschoben …",
  moved: "„{title}“ ist verschoben.",
  movedOne: "„{title}“ ist verschoben. Nur dieser Termin, nicht die Serie.",
  answering: "Deine Antwort zu „{title}“ wird gesendet …",
  answer_accepted: "„{title}“: zugesagt.",
  answer_tentative: "„{title}“: mit Vorbehalt beantwortet.",
  answer_declined: "„{title}“: abgesagt.",
  willDelete: "„{title}“ wird gleich gelöscht.",
  deleting: "„{title}“ wird gelöscht …",
  deleted: "„{title}“ ist gelöscht.",
  undo: "Rückgängig",
  undone: "„{title}“ ist wieder wie zuvor.",

  // The grid
  allDay: "ganztägig",
  noEvents: "Keine Termine an diesen Tagen.",
  more: "{count} weitere",
  showMore: "{count} weitere Termine zeigen",
  close: "Schließen",
  hours: "Stunden",

  // Below the grid
  timeZone: "Zeitzone",
  likelyZones: "Naheliegend",
  allZones: "Alle",
  language: "Sprache",
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
    "Sie ruhen, während du schreibst. Eine Suche hat der Kalender nicht: / geht zu einem Datum.",
  keyToday: "Heute",
  keyDay: "Tag",
  keyWeek: "Woche",
  keyMonth: "Monat",
  keyAgenda: "Liste",
  keyNext: "Später",
  keyPrevious: "Früher",
  keyNew: "Neuer Termin",
  keyDate: "Gehe zu Datum",
  keyEvents: "Von Termin zu Termin, sobald einer den Fokus hat",
  keyHelp: "Diese Liste",
  or: "oder",
};
