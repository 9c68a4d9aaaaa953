/**
 * The texts of an event's form, in German.
 *
 * @module
 */
import type { formEnglish } from "./formEnglish.ts";

export const formGerman: typeof formEnglish = {
  // The form
  editEvent: "Termin bearbeiten",
  editKind: "{kind} bearbeiten",
  wholeDay: "Ganztägig",
  onlineMeeting: "Videokonferenz",
  addMeet: "Google-Meet-Videokonferenz hinzufügen",
  showBusy: "Als beschäftigt anzeigen",
  tellGuests: "Gäste per E-Mail benachrichtigen",
  timesIn: "Zeiten in {zone} ({name})",
  discardQuestion: "Eingaben verwerfen?",
  discard: "Verwerfen",
  goOnEditing: "Weiter bearbeiten",
  save: "Speichern",
  saving: "Wird gespeichert …",
  cancel: "Abbrechen",

  // What is not right yet
  firstDayMissing: "Geben Sie den ersten Tag ein.",
  lastDayMissing: "Geben Sie den letzten Tag ein.",
  lastDayBeforeFirst: "Der letzte Tag liegt vor dem ersten.",
  numberFromTo: "Geben Sie eine Zahl von 1 bis {most} ein.",
  untilTooEarly: "Das liegt vor dem Termin selbst.",
  noAddress: "„{typed}“ ist keine E-Mail-Adresse.",

  // Guests
  guestsField: "Gäste (optional)",
  guestExample: "name@beispiel.de",
  invited: "Eingeladen",
  newGuest: "neu",
  removeGuest: "{name} entfernen",

  // Repetition
  repeats: "Wiederholung",
  repeats_NEVER: "Keine Wiederholung",
  repeats_DAILY: "Täglich",
  repeats_WEEKLY: "Wöchentlich",
  repeats_MONTHLY: "Monatlich",
  repeats_YEARLY: "Jährlich",
  repeats_OTHER: "Wie bisher",
  every_DAILY: "Abstand in Tagen",
  every_WEEKLY: "Abstand in Wochen",
  every_MONTHLY: "Abstand in Monaten",
  every_YEARLY: "Abstand in Jahren",
  otherRule:
    "Dieser Termin wiederholt sich nach einer Regel, die diese Felder nicht zeigen können. Sie bleibt, solange Sie keine andere wählen.",
  onDays: "An diesen Tagen",
  until: "Bis (optional)",
  times: "Oder Anzahl (optional)",

  // Colours
  color: "Farbe",
  calendarColor: "Farbe des Kalenders",
  asItIsNow: "Wie bisher",
  color_1: "Lavendel",
  color_2: "Salbei",
  color_3: "Weintraube",
  color_4: "Flamingo",
  color_5: "Banane",
  color_6: "Mandarine",
  color_7: "Pfau",
  color_8: "Graphit",
  color_9: "Heidelbeere",
  color_10: "Basilikum",
  color_11: "Tomate",

  // Reminders
  reminders: "Erinnerungen",
  noReminder: "Keine",
  defaultReminders: "Wie im Kalender",
  defaultRemindersAre: "Wie im Kalender ({reminders})",
  noDefaultReminder: "keine",
  method_popup: "Benachrichtigung",
  method_email: "E-Mail",
  method_other: "Erinnerung",
  reminderBefore: "{method} {time} vorher",
  reminderAtStart: "{method} zu Beginn",
};
