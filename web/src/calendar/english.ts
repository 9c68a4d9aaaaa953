/**
 * The texts of the calendar page in English: here those of its views and tools. Names in braces are
 * filled in. A text that depends on a number has one form for each of the language's plurals.
 *
 * @module
 */
import { eventEnglish } from "./eventEnglish.ts";
import { formEnglish } from "./formEnglish.ts";

export const english = {
  ...eventEnglish,
  ...formEnglish,
  calendar: "Calendar",

  // The toolbar
  views: "View",
  month: "Month",
  week: "Week",
  "3-days": "3 days",
  day: "Day",
  agenda: "Agenda",
  previous_month: "Previous month",
  previous_week: "Previous week",
  "previous_3-days": "Previous 3 days",
  previous_day: "Previous day",
  previous_agenda: "Earlier days",
  next_month: "Next month",
  next_week: "Next week",
  "next_3-days": "Next 3 days",
  next_day: "Next day",
  next_agenda: "Later days",
  today: "Today",
  newEvent: "New event",
  goToDate: "Go to date",
  go: "Go",
  goToDateOf: "{title}: go to date",

  // What is happening
  loading: "Loading your events…",
  notLoaded: "Your events of these days could not be loaded.",
  offline: "You are offline. This is your calendar as it was last seen.",

  // How current the copy in the project is
  keepUpToDate: "Keep up to date",
  keepUpToDateOf: "Keep {name} up to date",
  mirror_loading:
    "Being read for the first time: {names}. Until that is done, its events come straight from Google.",
  mirror_stale: "As of {time}: {names}. Google cannot be read at the moment.",
  mirror_paused:
    "Not kept up to date at the moment: {names}. Its events come straight from Google.",
  mirror_failed: "Cannot be kept up to date: {names}. Its events come straight from Google.",

  // What the person did, and how it is taken back
  adding: "“{title}” is being added…",
  added: "“{title}” was added.",
  savingTitle: "“{title}” is being saved…",
  saved: "“{title}” was saved.",
  moving: "“{title}” is being moved…",
  moved: "“{title}” was moved.",
  movedOne: "“{title}” was moved. Only this one, not the series.",
  answering: "Your answer to “{title}” is being sent…",
  answered_accepted: "“{title}”: you accepted.",
  answered_tentative: "“{title}”: you answered that you may come.",
  answered_declined: "“{title}”: you declined.",
  willDelete: "“{title}” will be deleted in a moment.",
  deleting: "“{title}” is being deleted…",
  deleted: "“{title}” was deleted.",
  undo: "Undo",
  undone: "“{title}” is as it was before.",

  // The grid
  allDay: "all-day",
  timed: "Timed",
  weekNumber: "Week",
  events: "Events",
  noEvents: "No events in these days.",
  more_one: "{count} more",
  more_other: "{count} more",
  showMore_one: "Show {count} more event",
  showMore_other: "Show {count} more events",
  close: "Close",
  hours: "Hours",

  // Below the grid
  timeZone: "Time zone",
  likelyZones: "Likely",
  allZones: "All",
  legend: "What the colours mean",
  busy: "Busy",
  free: "Free",
  findTime: "Find a time",
  findingTime: "Looking for free times…",
  noFreeTime: "No free time in working hours (Monday to Friday, 9 to 17).",
  freeWithout: "Without {accounts}: nothing is known of the free times there.",
  oneAccount: "one account",

  // The keyboard
  keys: "Keyboard shortcuts",
  keysOn: "Use these keys on this page",
  keysNote: "They rest while you type. The calendar has no search: / goes to a date.",
  keyToday: "Today",
  keyDay: "Day",
  keyWeek: "Week",
  keyMonth: "Month",
  keyAgenda: "Agenda",
  keyNext: "Later",
  keyPrevious: "Earlier",
  keyNew: "New event",
  keyDate: "Go to date",
  keyEvents: "From event to event, once one has the focus",
  keyHelp: "This list",
  or: "or",
};

/** Every text, by its name. */
export type Texts = typeof english;
