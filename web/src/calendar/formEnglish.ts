/**
 * The texts of an event's form, in English. Names in braces are filled in.
 *
 * @module
 */
export const formEnglish = {
  // The form
  editEvent: "Edit event",
  editKind: "Edit: {kind}",
  wholeDay: "All day",
  onlineMeeting: "Online meeting",
  addMeet: "Add a Google Meet meeting",
  showBusy: "Show me as busy",
  tellGuests: "Tell the guests by e-mail",
  timesIn: "Times in {zone} ({name})",
  discardQuestion: "Discard what you typed?",
  discard: "Discard",
  goOnEditing: "Go on editing",
  save: "Save",
  saving: "Saving…",
  cancel: "Cancel",

  // What is not right yet
  firstDayMissing: "Enter the first day.",
  lastDayMissing: "Enter the last day.",
  lastDayBeforeFirst: "The last day is before the first one.",
  numberFromTo: "Enter a number from 1 to {most}.",
  untilTooEarly: "This is before the event itself.",
  noAddress: "“{typed}” is not an e-mail address.",

  // Guests
  guestsField: "Guests (optional)",
  guestExample: "name@example.com",
  invited: "Invited",
  newGuest: "new",
  removeGuest: "Remove {name}",

  // Repetition
  repeats: "Repeats",
  repeats_NEVER: "Does not repeat",
  repeats_DAILY: "Every day",
  repeats_WEEKLY: "Every week",
  repeats_MONTHLY: "Every month",
  repeats_YEARLY: "Every year",
  repeats_OTHER: "As it is now",
  every_DAILY: "Every how many days",
  every_WEEKLY: "Every how many weeks",
  every_MONTHLY: "Every how many months",
  every_YEARLY: "Every how many years",
  otherRule:
    "This event repeats by a rule that these fields cannot show. It stays as it is, unless you choose another one.",
  onDays: "On",
  until: "Until (optional)",
  times: "Or number of times (optional)",

  // Colours
  color: "Colour",
  calendarColor: "Calendar’s colour",
  asItIsNow: "As it is now",
  color_1: "Lavender",
  color_2: "Sage",
  color_3: "Grape",
  color_4: "Flamingo",
  color_5: "Banana",
  color_6: "Tangerine",
  color_7: "Peacock",
  color_8: "Graphite",
  color_9: "Blueberry",
  color_10: "Basil",
  color_11: "Tomato",

  // Reminders
  reminders: "Reminders",
  noReminder: "None",
  defaultReminders: "Calendar default",
  defaultRemindersAre: "Calendar default ({reminders})",
  noDefaultReminder: "none",
  method_popup: "notification",
  method_email: "e-mail",
  method_other: "reminder",
  reminderBefore: "{method} {time} before",
  reminderAtStart: "{method} at the start",
};
